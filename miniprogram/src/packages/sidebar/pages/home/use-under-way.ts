import type { readUnderWay, UnderWay } from '@mingdan/shared/contracts/desk';
import { underWayMeta } from '@mingdan/shared/contracts/desk.meta';
import { call } from '../../../../lib/api.ts';
import { type Reading, useReading } from '../../../../lib/use-operation.ts';

/** Of somebody about whom nothing is known yet. */
export const NOTHING: UnderWay = { orders: [], cards: [], questions: [], choices: [], stamp: '' };

/**
 * What is under way with a customer.
 *
 * @param given what came with the customer, if it did: the page is then drawn once, with all of it
 */
export function useUnderWay(customerId: string, given: UnderWay | undefined): Reading<UnderWay> {
  return useReading(`under-way:${customerId}`, () => call<typeof readUnderWay>(underWayMeta, { customerId }), { given });
}
