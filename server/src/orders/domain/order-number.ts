import { businessDay, type EpochMs } from '@mingdan/shared/kernel/time';

/** No I, L, O, U: people read numbers out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_LENGTH = 5;

/**
 * A number for people: `MD` + yymmdd + five random characters + check character.
 *
 * @param random whole numbers 0 … 31, five of them, unguessable
 */
export function orderNumber(at: EpochMs, random: readonly number[]): string {
  const body = `${businessDay(at).slice(2).replaceAll('-', '')}${random
    .slice(0, RANDOM_LENGTH)
    .map((n) => ALPHABET[n & 31])
    .join('')}`;
  return `MD${body}${checkCharacter(body)}`;
}

/** True for text that has the form and the right check character; a mistyped digit or two swapped neighbours are found. */
export function isOrderNumber(text: string): boolean {
  return /^MD\d{6}[0-9A-HJKMNP-TV-Z]{6}$/.test(text) && checkCharacter(text.slice(2, -1)) === text.at(-1);
}

/** How much of a number's end is stored to be found by. */
export const TAIL_LENGTH = 4;

/**
 * The end of a number as people read it out, in capitals: at least four characters. Undefined for what cannot be one: other characters, a whole number, and
 * digits alone that are longer than the part behind the date, which are a telephone's.
 */
export function numberTail(text: string): string | undefined {
  const tail = text.trim().toUpperCase();
  if (!/^[0-9A-HJKMNP-TV-Z]{4,13}$/.test(tail)) return undefined;
  return /^\d{7,}$/.test(tail) ? undefined : tail;
}

/** Weighted sum modulo 31 with weights 1, 2, 3 …: 31 is prime, so single errors and swaps of neighbours change it. */
function checkCharacter(body: string): string {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) sum += (index + 1) * ALPHABET.indexOf(body[index]!);
  return ALPHABET[sum % 31]!;
}
