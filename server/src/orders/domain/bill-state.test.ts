import { expect, test } from 'vitest';
import { billState } from './bill-state.ts';

test.each([
  ['a plan is an estimate, whatever was billed before', 'estimated', 'planned', false, 'estimated'],
  ['a visit fee stands while the order goes on', 'estimated', 'actual', false, 'pending'],
  ['a signed part may be settled while the order goes on', 'estimated', 'actual', true, 'eligible'],
  ['a finished order takes its bills along', 'pending', 'actual', true, 'pending'],
  ['to the end', 'paid', 'actual', false, 'paid'],
] as const)('%s', (_name, order, kind, isSigned, state) => {
  expect(billState(order, kind, isSigned)).toBe(state);
});
