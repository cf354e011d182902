import { newKey } from '../../../lib/key.ts';
import { forget, keep, kept } from '../../../lib/store.ts';

const slot = (customerId: string, code: string): string => `draftid:${customerId}:${code}`;

/**
 * The id under which a form is sent, however often and however changed: the server makes one order of it. It outlives the page, and goes when an
 * answer has come.
 */
export function draftIdOf(customerId: string, code: string): string {
  const known = kept<string>(slot(customerId, code));
  if (known) return known;
  const id = newKey();
  keep(slot(customerId, code), id);
  return id;
}

/** The next form for this customer and template is another order. */
export function forgetDraftId(customerId: string, code: string): void {
  forget(slot(customerId, code));
}
