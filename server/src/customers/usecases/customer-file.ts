import type { CustomerFile } from '@mingdan/shared/contracts/customer-file';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { CustomerStore } from '../store/customers.ts';
import type { CustomerFileStore } from '../store/file.ts';

interface Deps {
  readonly store: Pick<CustomerStore, 'loadSeen'>;
  readonly file: CustomerFileStore;
}
type Unknown = 'customers.not_found';

/** Notes and warranties of a customer whom the actor may see. */
export async function readFile(
  tx: Tx,
  { store, file }: Deps,
  names: PersonNames,
  customerId: string,
): Promise<Result<CustomerFile, Unknown>> {
  const customer = await store.loadSeen(tx, customerId);
  if (!customer) return refuse('customers.not_found');
  const notes = await file.notesOf(tx, customer.id);
  const authors = await names(
    tx,
    notes.map(({ authorId }) => authorId),
  );
  return ok({
    notes: notes.map(({ id, authorId, at, text }) => ({ id, at, by: authors.get(authorId) ?? '', text })),
    warranties: await file.warrantiesOf(tx, customer.id),
  });
}

export async function addNote(
  tx: Tx,
  { store, file }: Deps,
  input: { customerId: string; text: string },
): Promise<Result<{ id: string }, Unknown>> {
  const customer = await store.loadSeen(tx, input.customerId);
  if (!customer) return refuse('customers.not_found');
  const id = await file.addNote(tx, customer.id, input.text);
  await tx.audit({ action: 'customers.note_added', subject: { type: 'customer', id: customer.id }, after: { note: id } });
  return ok({ id });
}

export async function setWarranty(
  tx: Tx,
  { store, file }: Deps,
  input: { customerId: string; deviceId: string; until: string | null },
): Promise<Result<{ until: string | null }, Unknown | 'customers.device_not_found'>> {
  const customer = await store.loadSeen(tx, input.customerId);
  if (!customer) return refuse('customers.not_found');
  if (!(await file.setWarranty(tx, customer.id, input.deviceId, input.until))) return refuse('customers.device_not_found');
  await tx.audit({
    action: 'customers.warranty_set',
    subject: { type: 'customer', id: customer.id },
    after: { device: input.deviceId, until: input.until },
  });
  return ok({ until: input.until });
}

/** The full number, for somebody who asked to see it; that it was seen is written down first. */
export async function reveal(tx: Tx, { store }: Deps, customerId: string): Promise<Result<{ phone: string | null }, Unknown>> {
  const customer = await store.loadSeen(tx, customerId);
  if (!customer) return refuse('customers.not_found');
  await tx.audit({ action: 'customers.phone_revealed', subject: { type: 'customer', id: customer.id } });
  return ok({ phone: customer.phone });
}
