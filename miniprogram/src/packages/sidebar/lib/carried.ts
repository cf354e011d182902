import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { forget, keep, kept } from '../../../lib/store.ts';
import type { Earlier } from './known.ts';

const slot = (customerId: string): string => `carried:${customerId}`;

/** Keeps what was filled into a form whose template is withdrawn, for the next form of this customer. */
export function carry(customerId: string, fields: readonly { readonly definition: FieldDefinition; readonly value: unknown }[]): void {
  const filled = fields.filter(({ value }) => value !== null && value !== undefined);
  keep(
    slot(customerId),
    filled.map(({ definition: { key, type }, value }): Earlier => ({ key, type, value })),
  );
}

/** What was carried over; undefined when nothing was. */
export function carriedFor(customerId: string): readonly Earlier[] | undefined {
  return kept<readonly Earlier[]>(slot(customerId));
}

export function forgetCarried(customerId: string): void {
  forget(slot(customerId));
}
