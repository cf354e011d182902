import { coversRegion, type IdentityApi } from '../../identity/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/** What of an order decides who hears of it. */
export interface Concerned {
  readonly region: string;
  readonly outlet_id: string | null;
  readonly installer_id: string | null;
  readonly created_by: string;
}

export interface Recipient {
  /** Null when there is nobody: the row then says so. */
  readonly personId: string | null;
  readonly audience: 'staff' | 'installer';
}

/**
 * The people of the company who hear a notice that a flow asks for: those named, everyone of a role whose outlet or regions the order belongs to, the
 * follow-up staff 跟进人, the installer who holds it, several of these (`each`). At least one entry, nobody twice. `to` is what the event carries; kinds that are not known here mean the installer.
 */
export async function recipientsOf(tx: Tx, identity: IdentityApi, order: Concerned, to: unknown): Promise<readonly Recipient[]> {
  const people = await personsOf(tx, identity, order, to);
  const asked = [...new Set(people)].map(
    (personId): Recipient => ({ personId, audience: personId === order.installer_id ? 'installer' : 'staff' }),
  );
  return asked.length > 0 ? asked : [{ personId: null, audience: 'staff' }];
}

async function personsOf(tx: Tx, identity: IdentityApi, order: Concerned, to: unknown): Promise<readonly string[]> {
  const rule = typeof to === 'object' && to !== null ? (to as Readonly<Record<string, unknown>>) : {};
  switch (rule['type']) {
    case 'person':
      return [String(rule['person'])];
    case 'people':
      return Array.isArray(rule['people']) ? rule['people'].map(String) : [];
    case 'followup':
      return [order.created_by];
    case 'role':
      return peopleOfRole(tx, identity, order, String(rule['role']));
    case 'each': {
      const rules = Array.isArray(rule['of']) ? rule['of'] : [];
      return (await Promise.all(rules.map((one) => personsOf(tx, identity, order, one)))).flat();
    }
    case 'outletOfRegion':
      return peopleOfRole(tx, identity, order, 'outlet_manager');
    default:
      return order.installer_id === null ? [] : [order.installer_id];
  }
}

/** Everyone of the role to whose outlet, or to whose regions, the order belongs. */
async function peopleOfRole(tx: Tx, identity: IdentityApi, order: Concerned, role: string): Promise<readonly string[]> {
  const people = await identity.peopleOfRole(tx, role);
  return people
    .filter((person) =>
      role === 'outlet_manager'
        ? person.outletId !== null && person.outletId === order.outlet_id
        : person.regions.some((scope) => coversRegion(scope, order.region)),
    )
    .map(({ id }) => id);
}
