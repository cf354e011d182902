/**
 * Identifiers as pure text: the caller brings time and randomness. ULIDs are the ids inside; order numbers are what people read to each other.
 */

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * A ULID: 48 bits of time, 80 bits of randomness, sorting by time.
 *
 * @param atMs  milliseconds since 1970, below 2^48
 * @param random ten random bytes from a cryptographic source
 */
export function ulid(atMs: number, random: Uint8Array): string {
  if (!Number.isSafeInteger(atMs) || atMs < 0 || atMs >= 2 ** 48) throw new RangeError(`no ULID time: ${atMs}`);
  if (random.length !== 10) throw new RangeError('a ULID needs ten random bytes');
  let time = '';
  for (let rest = atMs, index = 0; index < 10; index++) {
    time = ALPHABET[rest % 32]! + time;
    rest = Math.floor(rest / 32);
  }
  let tail = '';
  let bits = 0;
  let held = 0;
  for (const byte of random) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      tail += ALPHABET[(held >>> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return time + tail;
}

export function isUlid(text: unknown): text is string {
  return typeof text === 'string' && ULID.test(text);
}

const ORDER_NUMBER = /^MD[0-9]{6}[0-9A-HJKMNP-TV-Z]{6}$/;

/**
 * One character that catches every single wrong character and every swap of two characters: the sum over the field of 32 elements
 * (x^5 + x^2 + 1), where the character in place n counts x^n times.
 */
function checkCharacter(body: string): string {
  let sum = 0;
  // Horner's rule: multiply what we have by x, then add the next character
  for (const character of body) {
    sum = (sum ^ ALPHABET.indexOf(character)) << 1;
    if (sum & 32) sum ^= 0b100101;
  }
  return ALPHABET[sum]!;
}

/**
 * The order number for people: `MD` + yymmdd + five random base-32 characters + a check character.
 *
 * @param day    business day `YYYY-MM-DD`
 * @param random five random bytes; their low five bits are used
 */
export function orderNumber(day: string, random: Uint8Array): string {
  const body =
    day.slice(2, 4) + day.slice(5, 7) + day.slice(8, 10) + Array.from(random.slice(0, 5), (byte) => ALPHABET[byte & 31]).join('');
  if (body.length !== 11) throw new RangeError('an order number needs a day and five random bytes');
  return `MD${body}${checkCharacter(body)}`;
}

/** Whether the text is an order number whose check character is right. */
export function isOrderNumber(text: unknown): text is string {
  return typeof text === 'string' && ORDER_NUMBER.test(text) && checkCharacter(text.slice(2, -1)) === text[text.length - 1];
}
