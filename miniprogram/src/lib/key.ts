import { ulid } from '@mingdan/shared/kernel/ids';

interface RandomSource {
  getRandomValues?: (bytes: Uint8Array) => Uint8Array;
}

function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  const source = (globalThis as { crypto?: RandomSource }).crypto;
  if (source?.getRandomValues) return source.getRandomValues(bytes);
  // WeChat has no synchronous source. A key need not be secret, only unlike this person's other keys.
  for (let index = 0; index < count; index++) bytes[index] = Math.floor(Math.random() * 256);
  return bytes;
}

/** A fresh idempotency key: a ULID. It is bound to the session on the server, so it need not be a secret. */
export function newKey(): string {
  return ulid(Date.now(), randomBytes(10));
}
