/** Types of fields in WeChat's templates: what they take, or what a text becomes to be taken; undefined where nothing would fit. */
type Fit = (text: string) => string | undefined;

const cut =
  (max: number): Fit =>
  (text) => {
    const characters = [...text];
    return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text;
  };
const only =
  (pattern: RegExp): Fit =>
  (text) =>
    pattern.test(text) ? text : undefined;

const MOMENT = String.raw`(\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?|\d{1,2}:\d{2})`;
const time = only(new RegExp(`^${MOMENT}(~${MOMENT})?$`));

/** Limits of WeChat's field types. A name without its number is the type. */
const FITS: Readonly<Record<string, Fit>> = {
  thing: cut(20),
  number: only(/^\d[\d.]{0,31}$/),
  letter: only(/^[A-Za-z]{1,32}$/),
  symbol: only(/^.{1,5}$/u),
  character_string: only(/^[\x21-\x7e]{1,32}$/),
  time,
  date: time,
  // one sign of currency, at most ten digits, no commas
  amount: (text) => only(/^[¥$€]?\d{1,10}(\.\d{1,2})?元?$/)(text.replaceAll(',', '')),
  phone_number: only(/^[\d+() -]{1,17}$/),
  car_number: cut(8),
  name: cut(10),
  // at most five Chinese characters and nothing else
  phrase: (text) => only(/^[\u4e00-\u9fff]{1,5}$/)([...text.replace(/[^\u4e00-\u9fff]/g, '')].slice(0, 5).join('')),
};

/** A text as the field takes it: one line, short enough, in the type's form. Undefined where it has nothing to show. */
export function fitField(field: string, text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const line = text.replace(/[\u0000-\u001f]+/g, ' ').trim();
  const fit = FITS[field.replace(/\d+$/, '')];
  return line === '' || !fit ? undefined : fit(line);
}
