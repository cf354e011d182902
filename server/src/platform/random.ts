import { randomBytes } from 'node:crypto';

const POOL_BYTES = 4096;

let pool = Buffer.alloc(0);
let used = 0;

/**
 * Random bytes for ids and nonces, of which a request needs dozens: asked of the system by the page, since each asking takes longer than closing a phone
 * number. No byte is given out twice, and what was given out is not written over.
 *
 * @param count far fewer than a page
 */
export function freshBytes(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}
