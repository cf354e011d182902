import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { coversRegion, reachesPerson, standing, visibleMoney } from '../../identity/index.ts';
import type { OrderToDispatch } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type Broken, brokenRules, overridable } from '../domain/rules.ts';
import { type CandidateDeps, type Field, territoryOf } from './candidates.ts';

/** One of a crew, with his share in its pay. */
export interface Member {
  readonly installerId: string;
  readonly weight: number;
}

/** What the acting dispatcher may see and plan with, and which rules keep a crew out. */
export function createReach({ orders }: Pick<CandidateDeps, 'orders'>) {
  /** The order if the acting person may see it. */
  const seenOrder = async (tx: Tx, orderId: string): Promise<OrderToDispatch | undefined> =>
    (await orders.find(tx, orderId)) && orders.orderToDispatch(tx, orderId, null);

  const moneyOf = (tx: Tx, { row }: OrderToDispatch) =>
    visibleMoney(
      tx.origin.actor,
      standing(tx.origin.actor, { region: row.region, outletId: row.outlet_id, personIds: [], orderId: row.id }),
    );
  const seesPay = (tx: Tx, order: OrderToDispatch) => moneyOf(tx, order).has('earn');
  const seesCharge = (tx: Tx, order: OrderToDispatch) => moneyOf(tx, order).has('charge');

  /** Installers whom the acting person may plan with. */
  const within = (tx: Tx, field: Field, installerId: string): boolean => {
    const person = field.people.get(installerId);
    return (
      person !== undefined &&
      reachesPerson(tx.origin.actor, 'dispatch:assign', { ...person, regions: territoryOf(person, field.profiles.get(installerId)) })
    );
  };

  /** Rules that each member breaks; members without any are left out. */
  const faultsOf = (field: Field, crew: readonly { installerId: string }[]) =>
    crew.flatMap(({ installerId }) => {
      const candidate = field.candidates.find((each) => each.installerId === installerId);
      const broken: readonly Broken[] = candidate
        ? brokenRules(candidate, field.wanted, coversRegion)
        : [{ rule: 'skill', text: '没有派单资料（技能、日上限）' }];
      const name = field.people.get(installerId)?.name ?? '';
      return broken.length > 0 ? [{ name, broken, isFatal: !candidate || !overridable(broken) }] : [];
    });

  /** Refuses members whom a rule keeps out: for good, or until there is a reason. */
  const checkCrew = (
    tx: Tx,
    field: Field,
    crew: readonly { installerId: string }[],
    reason: string | undefined,
  ): Result<null, 'people.not_found' | 'dispatch.not_eligible' | 'dispatch.reason_missing'> => {
    if (
      new Set(crew.map(({ installerId }) => installerId)).size < crew.length ||
      crew.some(({ installerId }) => !within(tx, field, installerId))
    )
      return refuse('people.not_found');
    for (const { name, broken, isFatal } of faultsOf(field, crew)) {
      const why = broken.map(({ text }) => text).join('；');
      if (isFatal) return refuse('dispatch.not_eligible', { detail: { name, why } });
      if (!reason)
        return refuse('dispatch.reason_missing', {
          detail: { name, why },
          fields: [{ path: 'reason', code: 'dispatch.reason_missing', message: `${why}，请写明为什么仍派给他` }],
        });
    }
    return ok(null);
  };

  return { seenOrder, seesPay, seesCharge, within, faultsOf, checkCrew };
}

export type Reach = ReturnType<typeof createReach>;
