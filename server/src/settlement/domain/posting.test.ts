import type { Quote } from '@mingdan/shared/pricing/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesOf } from './posting.ts';

const amount = fc.integer({ min: -(10 ** 9), max: 10 ** 9 });

function quoteOf(charge: number, settle: number, cost: number, installers: Record<string, number>): Quote {
  const earn = Object.values(installers).reduce((a, b) => a + b, 0);
  return {
    id: 'WO',
    book: 'B@1',
    tier: 'T1',
    tierRule: null,
    lines: [],
    totals: { charge, settle, cost, earn, outlet: settle - earn, profit: charge - settle - cost, installers },
  };
}

test('a normal order: five accounts, one entry per installer', () => {
  const entries = entriesOf(quoteOf(20000, 15000, 4200, { zhang: 7000, li: 3500 }), { customerId: 'c', outletId: 'o' });
  expect(entries).toEqual([
    { account: 'receivable:customer', party: 'c', debit: 20000, credit: 0 },
    { account: 'revenue', party: null, debit: 0, credit: 20000 },
    { account: 'cost:service', party: null, debit: 15000, credit: 0 },
    { account: 'payable:outlet', party: 'o', debit: 0, credit: 4500 },
    { account: 'payable:installer', party: 'zhang', debit: 0, credit: 7000 },
    { account: 'payable:installer', party: 'li', debit: 0, credit: 3500 },
    { account: 'cost:parts', party: null, debit: 4200, credit: 0 },
    { account: 'clearing:parts', party: null, debit: 0, credit: 4200 },
  ]);
});

test('M30: debits equal credits, every entry stands on one side, and profit is what the accounts say', () => {
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(10 ** 8)),
      (charge, settle, cost, installers) => {
        const entries = entriesOf(quoteOf(charge, settle, cost, installers), { customerId: 'c', outletId: null });
        const sum = (pick: (entry: (typeof entries)[number]) => number) => entries.reduce((total, entry) => total + pick(entry), 0);
        expect(sum((entry) => entry.debit)).toBe(sum((entry) => entry.credit));
        for (const entry of entries) expect(Math.min(entry.debit, entry.credit)).toBe(0);
        const balance = (account: string) => sum((entry) => (entry.account === account ? entry.debit - entry.credit : 0));
        expect(-balance('revenue') - balance('cost:service') - balance('cost:parts')).toBe(charge - settle - cost);
      },
    ),
  );
});
