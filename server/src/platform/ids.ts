import { createHash, randomBytes } from 'node:crypto';
import { freshBytes } from './random.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BYTES = 10;

let lastTime = 0;
let lastRandom: Uint8Array = new Uint8Array(RANDOM_BYTES);

/**
 * A new ULID: 26 characters, ordered by time, 80 random bits. Ids made by one process within one millisecond count upwards from a random start,
 * so that rows written in order also sort in order.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    lastRandom = new Uint8Array(freshBytes(RANDOM_BYTES));
    // the top bit is left free, so that counting up within a millisecond cannot overflow
    lastRandom[0] = lastRandom[0]! & 0x7f;
  } else {
    increment(lastRandom);
  }
  return encodeTime(lastTime) + encodeRandom(lastRandom);
}

/**
 * An id for something that is written down later than it happened: it sorts between two ids, half-way, or next to `before` where nothing follows. Null: there is no
 * room between them.
 */
export function idBetween(before: string, after: string | null): string | null {
  const [low, high] = [numberOf(before), after === null ? null : numberOf(after)];
  const middle = high === null ? low + 1n : (low + high) / 2n;
  if (middle <= low || (high !== null && middle >= high)) return null;
  let rest = middle;
  let text = '';
  for (let place = 0; place < before.length; place += 1) {
    text = CROCKFORD[Number(rest % 32n)]! + text;
    rest /= 32n;
  }
  return text;
}

const numberOf = (id: string): bigint => [...id].reduce((sum, character) => sum * 32n + BigInt(CROCKFORD.indexOf(character)), 0n);

/** Whether the text has the form of a ULID (upper case, Crockford's alphabet, no overflow of its time). */
export function isId(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/** A secret for links, sessions and tickets: `bytes` random bytes as base64url. 16 bytes = 128 bits. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** What is stored in place of a token, so that a copy of the database opens no door. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function increment(bytes: Uint8Array): void {
  for (let index = bytes.length - 1; index >= 0; index -= 1) {
    if (bytes[index]! < 0xff) {
      bytes[index]! += 1;
      return;
    }
    bytes[index] = 0;
  }
}

function encodeTime(ms: number): string {
  let rest = ms;
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = CROCKFORD[rest % 32]! + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeRandom(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let buffered = 0;
  for (const byte of bytes) {
    buffered = (buffered << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += CROCKFORD[(buffered >> bits) & 31];
      buffered &= (1 << bits) - 1;
    }
  }
  return text;
}
