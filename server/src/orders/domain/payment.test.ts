import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectionFault, dueOf, heldOf, payStateOf, untoldOf } from './payment.ts';

test('an order that was cancelled without a bill owes nothing; one with a bill owes that', () => {
  const row = { state: 'cancelled', finished_at: null, charge: 64740, collected: 0, waived: 0 } as const;
  expect(dueOf(row)).toBe(0);
  expect(dueOf({ ...row, finished_at: 1 })).toBe(64740);
  expect(dueOf({ ...row, state: 'open' })).toBe(64740);
  expect(dueOf({ ...row, state: 'open', charge: null })).toBe(0);
  expect(dueOf({ ...row, finished_at: 1, waived: 4740 })).toBe(60000);
});

test.each<[number, number, string]>([
  [0, 0, 'none'],
  [100, 0, 'unpaid'],
  [100, 40, 'part'],
  [100, 100, 'paid'],
  [100, 101, 'over'],
  [0, 1, 'over'],
])('%i owed and %i collected is %s', (due, collected, state) => expect(payStateOf(due, collected)).toBe(state));

test.each<[due: number, collected: number, fees: number, held: number]>([
  [5_000, 0, 5_000, 5_000],
  [60_000, 0, 5_000, 5_000],
  [60_000, 57_000, 5_000, 3_000],
  [60_000, 60_000, 5_000, 0],
  [60_000, 61_000, 5_000, 0],
  // what was waived of it is not asked for anyway
  [2_000, 0, 5_000, 2_000],
  [60_000, 0, 0, 0],
])('of %i owed and %i collected, with fees of %i looked into, %i is not asked for', (due, collected, fees, held) =>
  expect(heldOf(due, collected, fees)).toBe(held),
);

describe('what a customer owes without having been sent a way to pay', () => {
  const owing = {
    state: 'done',
    finished_at: 1,
    charge: 64_740,
    waived: 0,
    collected: 0,
    pay_mode: 'company',
    pay_told: null,
    disputed: 0,
    odd_punch: 0,
  } as const;
  test.each<[string, Partial<Parameters<typeof untoldOf>[0]>, number]>([
    ['all of a bill', {}, 64_740],
    ['what is left of it', { collected: 4_740 }, 60_000],
    ['more than was paid before', { pay_mode: 'prepaid', collected: 60_000 }, 4_740],
    ['nothing once it is paid', { collected: 64_740 }, 0],
    ['nothing once it was waived', { waived: 64_740 }, 0],
    ['nothing while it is an estimate', { state: 'open', finished_at: null }, 0],
    ['nothing where the installer takes it', { pay_mode: 'installer' }, 0],
    ['the fee of an order that was cancelled late, whoever was to take the money', { state: 'cancelled', pay_mode: 'installer' }, 64_740],
    ['nothing of one that was cancelled without a bill', { state: 'cancelled', finished_at: null }, 0],
    ['nothing while an objection waits', { disputed: 1 }, 0],
    ['nothing while a punch is looked into', { odd_punch: 1 }, 0],
    ['nothing once the way was sent', { pay_told: 64_740 }, 0],
    ['what is left after a part, where the way was sent for less', { pay_told: 60_000, collected: 60_000 }, 4_740],
    ['nothing more after a part payment', { pay_told: 64_740, collected: 10_000 }, 0],
  ])('%s', (_what, over, untold) => expect(untoldOf({ ...owing, ...over })).toBe(untold));
});

test('whatever comes and goes, no more than the bill is collected and no more goes back than came', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.array(fc.integer({ min: -500, max: 500 }).filter((n) => n !== 0)), (due, changes) => {
      let collected = 0;
      for (const change of changes) if (collectionFault(due, collected, change) === null) collected += change;
      expect(collected).toBeGreaterThanOrEqual(0);
      expect(collected).toBeLessThanOrEqual(due);
    }),
  );
});

test('each fault has its own word', () => {
  expect(collectionFault(0, 0, 1)).toBe('no_bill');
  expect(collectionFault(100, 50, 51)).toBe('too_much');
  expect(collectionFault(100, 50, -51)).toBe('refund_too_much');
  expect(collectionFault(100, 120, -20)).toBeNull();
});
