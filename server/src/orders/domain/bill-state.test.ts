import { expect, test } from 'vitest';
import { billState, settlementOf } from './bill-state.ts';

test.each([
  ['a plan is an estimate, whatever was billed before', 'estimated', 'planned', false, 'estimated'],
  ['a visit fee stands while the order goes on', 'estimated', 'actual', false, 'pending'],
  ['a signed part may be settled while the order goes on', 'estimated', 'actual', true, 'eligible'],
  ['a finished order takes its bills along', 'pending', 'actual', true, 'pending'],
  ['to the end', 'paid', 'actual', false, 'paid'],
] as const)('%s', (_name, settlement_state, kind, isSigned, state) => {
  expect(billState({ settlement_state, disputed: 0 }, kind, isSigned)).toBe(state);
});

test.each([
  ['nothing is billed yet', 'estimated', 'estimated'],
  ['a bill that waits for the customer', 'pending', 'disputed'],
  ['a bill that was signed or confirmed', 'eligible', 'disputed'],
  ['a bill that was settled before', 'settled', 'settled'],
  ['a bill that was paid out before', 'paid', 'paid'],
] as const)('an open objection over %s', (_name, settlement_state, state) => {
  expect(settlementOf({ settlement_state, disputed: 1 })).toBe(state);
  // answered, it goes on from where it was held
  expect(settlementOf({ settlement_state, disputed: 0 })).toBe(settlement_state);
});

test('an objection on the way of an order holds what was billed, and not the plan', () => {
  const order = { settlement_state: 'estimated', disputed: 1 } as const;
  expect([billState(order, 'actual', true), billState(order, 'actual', false), billState(order, 'planned', false)]).toEqual([
    'disputed',
    'disputed',
    'estimated',
  ]);
});
