import type { AuditRow } from '../audit/index.ts';
import { type CustomersApi, maskName } from '../customers/index.ts';
import type { OrdersApi } from '../orders/index.ts';
import type { Tx } from '../platform/db/unit-of-work.ts';
import type { PersonNames } from '../platform/people.ts';

/** Who and what a page of the audit trail is about, for people. */
export interface AuditNames {
  actor(row: AuditRow): { readonly name: string; readonly kind: string };
  subject(row: AuditRow): string | null;
}
export type ReadAuditNames = (tx: Tx, rows: readonly AuditRow[]) => Promise<AuditNames>;

/** A login is written before anybody is logged in: it is the act of its subject. */
const isLogin = (row: AuditRow): boolean => row.action === 'identity.logged_in' || row.action === 'identity.logged_out';

/** Names for audit rows. A customer acts through the link of an order, so that link's customer is named; customers' names are masked. */
export function createAuditNames(deps: { names: PersonNames; orders: OrdersApi; customers: CustomersApi }): ReadAuditNames {
  return async (tx, rows) => {
    const idsOf = (type: string) => rows.filter((row) => row.subject_type === type).map((row) => row.subject_id);
    const acting = rows.filter((row) => row.actor_kind === 'customer').map((row) => row.actor_id);
    const people = await deps.names(tx, [...new Set([...rows.map((row) => row.actor_id), ...idsOf('person')])]);
    const links = await deps.orders.customersOfLinks(tx, [...new Set([...acting, ...idsOf('customer')])]);
    const customers = await deps.customers.loadMany(tx, [...links.values(), ...idsOf('customer')]);
    const numbers = await deps.orders.numbersOf(tx, [...new Set(idsOf('order'))]);
    const customer = (id: string): string | null => {
      const found = customers.get(links.get(id) ?? id);
      return found ? maskName(found.name) : null;
    };
    const subject = (row: AuditRow): string | null => {
      switch (row.subject_type) {
        case 'person':
          return people.get(row.subject_id) ?? null;
        case 'customer':
          return customer(row.subject_id);
        case 'order':
          return numbers.get(row.subject_id) ?? null;
        default:
          return null;
      }
    };
    return {
      subject,
      actor: (row) => {
        if (row.actor_kind === 'system' && isLogin(row)) return { name: subject(row) ?? row.subject_id, kind: row.subject_type };
        const name = row.actor_kind === 'customer' ? customer(row.actor_id) : people.get(row.actor_id);
        return { name: name ?? row.actor_id, kind: row.actor_kind };
      },
    };
  };
}
