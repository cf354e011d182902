/** Keys of writes that were sent and whose outcome is not known yet. */
import type { Reply } from '@mingdan/shared/contracts/client';
import { newKey } from './key.ts';
import { forget, keep, kept } from './store.ts';

interface Pending {
  readonly key: string;
  readonly body: string;
}

/** True when the server surely did not and will not do it under this key, so that the next try is a new one. */
export function isFinal(reply: Reply<unknown>): boolean {
  if (reply.ok) return true;
  const { status, code } = reply.problem;
  return !reply.offline && status >= 400 && status < 500 && status !== 401 && status !== 429 && code !== 'idempotency.in_progress';
}

/** The key of a write: the kept one when the very same write is tried again, else a fresh one, kept before anything is sent. */
export function keyFor(name: string, body: string): string {
  const pending = kept<Pending>(name);
  if (pending?.body === body) return pending.key;
  const key = newKey();
  keep(name, { key, body } satisfies Pending);
  return key;
}

/** After an answer: a final one frees the name for the next write, any other keeps the key for the next try. */
export function settleKey(name: string, reply: Reply<unknown>): void {
  if (isFinal(reply)) forget(name);
}
