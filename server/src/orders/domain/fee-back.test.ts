import type { Quote } from '@mingdan/shared/pricing/types';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payDifference } from './agreement.ts';
import { feeRestsOn, nothingLeft } from './fee-back.ts';

const STEP = 1_764_000_000_000;
const punch = { visit_id: 'v1', marked_at: STEP };
const visit = { id: 'v1', scope: 'fee', finished_at: STEP } as const;

describe('a visit fee rests on', () => {
  test('the punch of the step that ended the visit with it', () => {
    expect(feeRestsOn({ punch, visit })).toBe(true);
  });

  test.each([
    ['a check-in some time before', { punch: { ...punch, marked_at: STEP - 60_000 }, visit }],
    ['a punch of another visit', { punch: { ...punch, visit_id: 'v2' }, visit }],
    ['the punch of a finished visit', { punch, visit: { ...visit, scope: 'all' as const } }],
    ['a punch while the visit goes on', { punch, visit: { ...visit, scope: null, finished_at: null } }],
    ['a mark older than the column, whose visit nobody found', { punch: { visit_id: null, marked_at: null }, visit: undefined }],
  ])('not on %s', (_name, resting) => {
    expect(feeRestsOn(resting)).toBe(false);
  });
});

const bills = fc
  .record({ charge: fc.nat(), settle: fc.nat(), cost: fc.nat(), pay: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(9_999)) })
  .map(({ charge, settle, cost, pay }): Quote => {
    const earn = Object.values(pay).reduce((sum, one) => sum + one, 0);
    const totals = { charge, settle, cost, earn, outlet: settle - earn, profit: charge - settle - cost, installers: pay };
    return { id: 'MD1', book: 'B@1', tier: 'a', tierRule: null, lines: [], totals };
  });

test('what is taken back is all of it, and whoever earned by it gives back just that', () => {
  fc.assert(
    fc.property(bills, (bill) => {
      const left = nothingLeft(bill);
      expect(left.totals).toMatchObject({ charge: 0, settle: 0, cost: 0, earn: 0, outlet: 0, profit: 0 });
      expect(left.lines).toEqual([]);
      const back = payDifference(left, bill);
      for (const [installer, earn] of Object.entries(bill.totals.installers)) expect(earn + (back[installer] ?? 0)).toBe(0);
      // they still read the bill that they earned by
      expect(Object.keys(left.totals.installers)).toEqual(Object.keys(bill.totals.installers));
    }),
  );
});
