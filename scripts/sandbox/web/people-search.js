// @ts-check
/**
 * Shows only the people whose words hold what is typed; teams without any go too. A team's name finds all of it.
 *
 * @param {ParentNode} list teams with people
 * @param {string} typed
 * @returns {HTMLElement[]} who is left
 */
export function searchPeople(list, typed) {
  const wanted = typed.trim().toLowerCase();
  const left = [];
  for (const team of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.team'))) {
    const isTeam = (team.querySelector('h2')?.firstChild?.textContent ?? '').toLowerCase().includes(wanted);
    const people = /** @type {HTMLElement[]} */ ([...team.querySelectorAll('.person')]);
    for (const person of people) person.hidden = !isTeam && !(person.textContent ?? '').toLowerCase().includes(wanted);
    const shown = people.filter((person) => !person.hidden);
    team.hidden = shown.length === 0;
    left.push(...shown);
  }
  return left;
}

/**
 * Makes a search field work on a list. Enter takes the first one, unless it ends the typing of Chinese.
 *
 * @param {HTMLInputElement} field @param {ParentNode} list @param {HTMLElement} nobody
 */
export function attachSearch(field, list, nobody) {
  const search = () => {
    const left = searchPeople(list, field.value);
    nobody.hidden = left.length > 0;
    return left;
  };
  field.addEventListener('input', search);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || field.value.trim() === '') return;
    // a choice moves the focus to a button, which the same key would then press
    event.preventDefault();
    search()[0]?.click();
  });
}

const page = document.querySelector('body.login .people');
if (page)
  attachSearch(
    /** @type {HTMLInputElement} */ (page.querySelector('input')),
    page,
    /** @type {HTMLElement} */ (page.querySelector('.nobody')),
  );
