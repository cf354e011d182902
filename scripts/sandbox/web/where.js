// @ts-check
import { h, icon } from './dom.js';
import { readPoint, written } from './points.js';

/** @typedef {import('./points.js').Point} Point */

/**
 * Where the phone stands: a button for its head, and the sheet that the button opens.
 *
 * @param {(point: Point) => void} move
 */
export function createWhere(move) {
  const name = h('span');
  const button = h('button', { class: 'where', 'data-testid': 'where', onclick: () => show(true) }, icon('pin'), name);
  const list = h('ul', { class: 'rows' });
  const field = /** @type {HTMLInputElement} */ (
    h('input', { placeholder: '纬度, 经度，如 39.9087, 116.4805', 'aria-label': '纬度和经度', maxlength: '40' })
  );
  const problem = h('p', { class: 'where-problem', role: 'alert', hidden: true }, '请写成 39.9087, 116.4805 这样的纬度和经度');
  const take = (/** @type {Event} */ event) => {
    event.preventDefault();
    const point = readPoint(field.value);
    problem.hidden = point !== undefined;
    if (point) choose(point);
  };
  const sheet = h(
    'div',
    { class: 'where-veil', hidden: true, onclick: (/** @type {Event} */ event) => event.target === sheet && show(false) },
    h(
      'section',
      { class: 'where-sheet', role: 'dialog', 'aria-label': '这部手机在哪里' },
      h(
        'header',
        {},
        h('b', {}, '这部手机在哪里'),
        h('button', { class: 'bar-button', 'aria-label': '关闭', onclick: () => show(false) }, icon('close')),
      ),
      h('p', { class: 'hint' }, '到场打卡和照片水印用这个位置。'),
      list,
      h('form', { class: 'composer', onsubmit: take }, field, h('button', { class: 'send', type: 'submit' }, '站到这里')),
      problem,
    ),
  );
  sheet.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });

  /** @param {boolean} open */
  function show(open) {
    sheet.hidden = !open;
    problem.hidden = true;
    if (open) /** @type {HTMLElement | null} */ (list.querySelector('button'))?.focus();
    else button.focus();
  }
  /** @param {Point} point */
  function choose({ latitude, longitude }) {
    show(false);
    move({ latitude, longitude });
  }

  return {
    button,
    sheet,
    /** @param {{ location: Point, places: (Point & { id: string, name: string, detail: string })[] }} view */
    paint({ location, places }) {
      const here = places.find(({ latitude, longitude }) => latitude === location.latitude && longitude === location.longitude);
      name.textContent = here?.name ?? written(location);
      button.setAttribute('aria-label', `这部手机的位置：${name.textContent}`);
      list.replaceChildren(
        ...places.map((place) =>
          h(
            'li',
            {},
            h(
              'button',
              { class: 'row', type: 'button', 'data-testid': `place-${place.id}`, onclick: () => choose(place) },
              h('span', { class: 'row-main' }, h('b', {}, place.name), h('small', {}, place.detail)),
              place === here && h('span', { class: 'holder' }, icon('check')),
            ),
          ),
        ),
      );
      // what is being typed stays
      if (!here && field.value === '') field.value = written(location);
    },
  };
}
