/** Values for the `{name}` places of a text. */
export type TextParams = Readonly<Record<string, string | number | null | undefined>>;

const PLACE = /[：“（]?\{([A-Za-z][A-Za-z0-9]*)\}[”）]?/g;

/**
 * Fills in `{name}`. A place without a value is dropped together with the colon, quotes or brackets that hold it, so that a sentence
 * stays whole: `算不出价格：{reason}。` without a reason reads `算不出价格。`
 */
export function fillIn(template: string, params: TextParams = {}): string {
  return template.replace(PLACE, (whole, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === '') return '';
    return whole.replace(`{${name}}`, () => String(value));
  });
}

/** A typed reader of one catalogue. Another language is another catalogue with the same keys. */
export function textOf<Key extends string>(catalogue: Readonly<Record<Key, string>>): (key: Key, params?: TextParams) => string {
  return (key, params) => fillIn(catalogue[key], params);
}
