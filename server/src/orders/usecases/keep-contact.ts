import type { CustomersApi } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { ownContact } from '../domain/own-contact.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import type { Order, OrderStore } from '../store/orders.ts';
import type { Work } from './drive-flow.ts';

/** After an act changed the form: where it names somebody else now, the order is found by that name and number. The caller holds the order's lock. */
export async function keepContact(
  tx: Tx,
  { customers, store }: { readonly customers: Pick<CustomersApi, 'load'>; readonly store: OrderStore },
  order: Order,
  work: Work,
): Promise<void> {
  if (work.values === order.values) return;
  const { form } = work.template;
  const [before, after] = [readOrderValues(form, order.values), readOrderValues(form, work.values)];
  if (before.contactName === after.contactName && before.phone === after.phone) return;
  const customer = await customers.load(tx, work.row.customer_id);
  if (customer) await store.contacts.replace(tx, work.row.id, ownContact(customer, after));
}
