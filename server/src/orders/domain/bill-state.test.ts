import { expect, test } from 'vitest';
import { billState, settlementOf } from './bill-state.ts';

const STANDS = { isSigned: false, isOdd: false } as const;

test.each([
  ['a plan is an estimate, whatever was billed before', 'estimated', 'planned', false, 'estimated'],
  ['a visit fee stands while the order goes on', 'estimated', 'actual', false, 'pending'],
  ['a signed part may be settled while the order goes on', 'estimated', 'actual', true, 'eligible'],
  ['a finished order takes its bills along', 'pending', 'actual', true, 'pending'],
  ['to the end', 'paid', 'actual', false, 'paid'],
] as const)('%s', (_name, settlement_state, kind, isSigned, state) => {
  expect(billState({ settlement_state, disputed: 0 }, { kind, isSigned, isOdd: false })).toBe(state);
});

test.each([
  ['nothing is billed yet', 'estimated', 'estimated', 'estimated'],
  ['a bill that waits for the customer', 'pending', 'disputed', 'unverified'],
  ['a bill that was signed or confirmed', 'eligible', 'disputed', 'unverified'],
  ['a bill that was settled before', 'settled', 'settled', 'settled'],
  ['a bill that was paid out before', 'paid', 'paid', 'paid'],
] as const)('an open objection, or a punch to look into, over %s', (_name, settlement_state, objected, odd) => {
  expect(settlementOf({ settlement_state, disputed: 1, odd_punch: 0 })).toBe(objected);
  expect(settlementOf({ settlement_state, disputed: 0, odd_punch: 1 })).toBe(odd);
  // the customer's word goes first
  expect(settlementOf({ settlement_state, disputed: 1, odd_punch: 1 })).toBe(objected);
  // answered, it goes on from where it was held
  expect(settlementOf({ settlement_state, disputed: 0, odd_punch: 0 })).toBe(settlement_state);
});

test('an objection on the way of an order holds what was billed, and not the plan', () => {
  const order = { settlement_state: 'estimated', disputed: 1 } as const;
  const states = [
    { ...STANDS, kind: 'actual', isSigned: true },
    { ...STANDS, kind: 'actual' },
    { ...STANDS, kind: 'planned' },
  ] as const;
  expect(states.map((bill) => billState(order, bill))).toEqual(['disputed', 'disputed', 'estimated']);
});

test('a punch holds the bill of its own visit, signed or not, on the way and at the end', () => {
  for (const settlement_state of ['estimated', 'pending', 'eligible'] as const)
    for (const isSigned of [false, true])
      expect(billState({ settlement_state, disputed: 0 }, { kind: 'actual', isSigned, isOdd: true })).toBe('unverified');
  expect(billState({ settlement_state: 'eligible', disputed: 0 }, { ...STANDS, kind: 'actual' })).toBe('eligible');
  expect(billState({ settlement_state: 'estimated', disputed: 0 }, { ...STANDS, kind: 'planned', isOdd: true })).toBe('estimated');
});
