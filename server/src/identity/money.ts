import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { MONEY_FIELDS } from '@mingdan/shared/contracts/roles';
import type { Actor, Role } from '../platform/actor.ts';
import type { Relation } from './policy.ts';

/**
 * Which of an order's five figures a role sees, and how it must stand to the order for that. Staff quote the charge and nothing else; an outlet sees what it
 * is paid; an installer the own earnings with the base they are shared from, and the bill that the customer signs in front of them; nobody who is paid sees
 * cost or profit.
 */
const MONEY: Readonly<Partial<Record<Role, { readonly when: Relation; readonly sees: readonly MoneyField[] }>>> = {
  staff: { when: 'region', sees: ['charge'] },
  dispatcher: { when: 'region', sees: ['charge'] },
  outlet_manager: { when: 'outlet', sees: ['settle', 'earn'] },
  region_manager: { when: 'region', sees: ['charge', 'settle', 'earn', 'profit'] },
  finance: { when: 'all', sees: MONEY_FIELDS },
  boss: { when: 'all', sees: MONEY_FIELDS },
  installer: { when: 'own', sees: ['charge', 'settle', 'earn'] },
  customer: { when: 'own', sees: ['charge'] },
};

/** The figures of one order that this actor may see. `stands`: how the actor stands to it, as `standing` finds; `all` always holds. */
export function visibleMoney(actor: Pick<Actor, 'roles'>, stands: ReadonlySet<Relation>): ReadonlySet<MoneyField> {
  const seen = new Set<MoneyField>();
  for (const role of actor.roles) {
    const rule = MONEY[role];
    if (rule && (rule.when === 'all' || stands.has(rule.when))) for (const field of rule.sees) seen.add(field);
  }
  return seen;
}

/** The figures that an actor may see of those orders that are theirs to see: for column headings, never for values. */
export function moneyOfRoles(actor: Pick<Actor, 'roles'>): readonly MoneyField[] {
  const seen = visibleMoney(actor, new Set<Relation>(['region', 'outlet', 'own']));
  return MONEY_FIELDS.filter((field) => seen.has(field));
}

/** A copy in which every figure that is not for this reader is null. */
export function maskMoney<T extends Readonly<Partial<Record<MoneyField, number | null>>>>(block: T, visible: ReadonlySet<MoneyField>): T {
  const masked = { ...block };
  for (const field of MONEY_FIELDS) if (field in masked && !visible.has(field)) Object.assign(masked, { [field]: null });
  return masked;
}
