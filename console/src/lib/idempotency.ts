import { ulid } from '@mingdan/shared/kernel/ids';

/** The part of Storage that keys need. */
export interface KeyStore {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

const PREFIX = 'mingdan.write.';

/** A short, stable name for an operation with its input (FNV-1a over the JSON): two different bodies must not share a key. */
function nameOf(operation: string, input: unknown): string {
  const text = JSON.stringify(input);
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return `${PREFIX}${operation}.${text.length}.${(hash >>> 0).toString(36)}`;
}

/**
 * The idempotency key of one write, stored before it is sent. The same write that was never answered gets the same key again, after a reload
 * too, so that the server runs it once; `settled` forgets the key as soon as an answer came.
 */
export function idempotencyKey(
  store: KeyStore,
  operation: string,
  input: unknown,
  make: () => string = newUlid,
): { readonly key: string; settled(): void } {
  const name = nameOf(operation, input);
  const kept = store.getItem(name);
  const key = kept ?? make();
  if (kept === null) store.setItem(name, key);
  return { key, settled: () => store.removeItem(name) };
}

/** A new ULID from this browser's clock and cryptographic randomness. */
export function newUlid(): string {
  return ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
