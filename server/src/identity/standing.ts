import type { Actor } from '../platform/actor.ts';
import { type Permission, type Relation, reachOf } from './policy.ts';

/** What a row says about whose it is. Null where it belongs to no region or outlet yet. */
export interface Belongs {
  readonly region: string | null;
  readonly outletId: string | null;
  /** Persons whose own it is: who made it, who works on it. */
  readonly personIds: readonly (string | null)[];
  /** The order, for customers, whose link is for one order. */
  readonly orderId: string | null;
}

/** How the actor stands to a row: every relation that holds, `all` among them. */
export function standing(actor: Actor, row: Belongs): ReadonlySet<Relation> {
  const holds = new Set<Relation>(['all']);
  const { regions, outletId, orderId } = actor.scope;
  if (row.region !== null && regions.some((scope) => coversRegion(scope, row.region!))) holds.add('region');
  if (outletId !== null && row.outletId === outletId) holds.add('outlet');
  const isOwn = actor.kind === 'customer' ? orderId !== null && row.orderId === orderId : row.personIds.includes(actor.id);
  if (isOwn) holds.add('own');
  return holds;
}

/** Whether `region` is `scope` or lies below it. Codes of GB/T 2260: province 2 digits, city 4, county 6, filled with zeros; `000000` is everywhere. */
export function coversRegion(scope: string, region: string): boolean {
  return region.startsWith(regionPrefix(scope));
}

/** The digits that all codes below `scope` begin with: empty for the whole country. Use it for `LIKE 'prefix%'`. */
export function regionPrefix(scope: string): string {
  return scope.replace(/(?:00)+$/, '');
}

/** A person as far as it matters who may look after them. */
export interface Looked {
  readonly id: string;
  readonly outletId: string | null;
  readonly regions: readonly string[];
}

/**
 * Whether a permission reaches this person. Regions of a person are a list and may be wider than the actor's, so the two only have to meet; people have
 * few rows, and the scope is applied here rather than in SQL.
 */
export function reachesPerson(actor: Actor, permission: Permission, person: Looked): boolean {
  return reachOf(actor, permission).some((relation) => {
    if (relation === 'all') return true;
    if (relation === 'own') return person.id === actor.id;
    if (relation === 'outlet') return actor.scope.outletId !== null && person.outletId === actor.scope.outletId;
    return person.regions.some((theirs) => actor.scope.regions.some((mine) => coversRegion(mine, theirs) || coversRegion(theirs, mine)));
  });
}
