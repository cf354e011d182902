import { id } from './fixture-data.ts';
import type { Answer } from './fixture-paged.ts';

/** What is left to pay of the fixtures' order, fen. */
const LEFT = 35_490;
const paid = (input: Readonly<Record<string, unknown>>) => ({
  id: id(951),
  state: 'paid',
  due: 85_490,
  collected: 85_490,
  left: 0,
  ...input,
});

/** Answers to acts at the desk that change what no other fixture shows: money, and a return visit. */
export const ACT_ANSWERS: Readonly<Record<string, Answer>> = {
  'collections.record': () => paid({}),
  'collections.void': () => paid({ state: 'unpaid', collected: 0, left: LEFT + 50_000 }),
  'collections.setMode': ({ mode }) => ({ mode }),
  'collections.tellWay': ({ orderId }) => ({ id: orderId, left: 35_490 }),
  'cash.record': () => ({ id: id(895), inHand: 0 }),
  'cash.void': () => ({ id: id(890), inHand: 984_000 }),
  'orders.openReturn': () => ({ id: id(33), number: 'MD261122RETURN', version: 1 }),
};
