const TITLE = /(?:先生|女士|小姐|太太|老师|师傅|阿姨|叔叔)$/;

/** Whether a name that a message gives is not the customer's, as far as both are told in full: 李女士 may be 李丽. */
export function isSomebodyElse(said: string, known: string): boolean {
  const [a, b] = [said.trim(), known.trim()];
  if (a === '' || b === '' || a === b) return false;
  return a[0] !== b[0] || !(TITLE.test(a) || TITLE.test(b));
}
