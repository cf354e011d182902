// @ts-check
import { h } from './dom.js';
import { attachSearch, searchPeople } from './people-search.js';

/** @typedef {{ id: string, name: string, words: string }} Choice */

/**
 * A button with somebody's name that opens a list of people by team, with a field to search in it.
 *
 * @param {string} label what is chosen, for screen readers
 * @param {readonly { name: string, people: readonly Choice[] }[]} teams
 * @param {(id: string) => void} onPick
 */
export function createPicker(label, teams, onPick) {
  const current = h('span', { class: 'picked' });
  const field = /** @type {HTMLInputElement} */ (
    h('input', { type: 'search', placeholder: '搜索姓名、岗位、账号或网点', 'aria-label': '搜索人员' })
  );
  const nobody = h('p', { class: 'nobody', hidden: true }, '没有找到，请换一个词');
  const list = h(
    'div',
    { class: 'teams' },
    teams.map(({ name, people }) =>
      h(
        'section',
        { class: 'team' },
        h('h2', {}, name, h('small', {}, `${people.length} 人`)),
        people.map((one) =>
          h(
            'button',
            { type: 'button', class: 'person', 'data-id': one.id, onclick: () => pick(one.id) },
            h('b', {}, one.name),
            h('small', {}, one.words),
          ),
        ),
      ),
    ),
  );
  const panel = h('div', { class: 'panel', hidden: true }, field, list, nobody);
  const button = h(
    'button',
    { type: 'button', class: 'open', 'aria-expanded': 'false', onclick: () => show(panel.hidden !== false) },
    current,
  );
  const element = h('div', { class: 'picker' }, button, panel);
  attachSearch(field, list, nobody);

  /** @param {boolean} open */
  function show(open) {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (!open) return;
    field.value = '';
    searchPeople(list, '');
    nobody.hidden = true;
    field.focus();
    list.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }
  /** @param {string} id */
  function pick(id) {
    show(false);
    button.focus();
    onPick(id);
  }
  document.addEventListener('pointerdown', (event) => {
    if (!panel.hidden && !element.contains(/** @type {Node} */ (event.target))) show(false);
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || panel.hidden) return;
    show(false);
    button.focus();
  });
  return {
    element,
    /** Who has it now. @param {string} id */
    paint(id) {
      const one = teams.flatMap(({ people }) => people).find((each) => each.id === id);
      current.textContent = one?.name ?? id;
      button.setAttribute('aria-label', `${label}：${current.textContent}`);
      for (const person of list.querySelectorAll('.person')) {
        if (person.getAttribute('data-id') === id) person.setAttribute('aria-current', 'true');
        else person.removeAttribute('aria-current');
      }
    },
  };
}
