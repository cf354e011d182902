import type { Quote } from '@mingdan/shared/pricing/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesBetween, entriesOf, entriesOfHandover, entriesOfMoney, entriesOfWaiver } from './posting.ts';

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

const anyQuote = fc
  .tuple(amount, amount, amount, fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(10 ** 8)))
  .map(([charge, settle, cost, installers]) => quoteOf(charge, settle, cost, installers));
type Entries = ReturnType<typeof entriesOf>;
const balances = (...lists: Entries[]) => {
  const sums: Record<string, number> = {};
  for (const { account, party, debit, credit } of lists.flat()) {
    const key = `${account} ${party}`;
    sums[key] = (sums[key] ?? 0) + debit - credit;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
};

test('M05, M30: a bill and what a later one adds are together the later bill, on every account; each balances', () => {
  fc.assert(
    fc.property(anyQuote, anyQuote, (earlier, later) => {
      const parties = { customerId: 'c', outletId: 'o' };
      const difference = entriesBetween(later, earlier, parties);
      expect(balances(entriesOf(earlier, parties), difference)).toEqual(balances(entriesOf(later, parties)));
      expect(difference.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
      for (const entry of difference) expect(Math.min(entry.debit, entry.credit)).toBe(0);
      expect(entriesBetween(later, later, parties)).toEqual([]);
    }),
  );
});

test('M05: money collected and voided leaves nothing behind, in whoever’s hand it was', () => {
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom('collect' as const, 'refund' as const),
        amount: fc.integer({ min: 1, max: 10 ** 9 }),
        installerId: fc.option(fc.constant('zhang')),
      }),
      (money) => {
        const entries = entriesOfMoney(money, 'c', false);
        expect(entries.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
        expect(balances(entries, entriesOfMoney(money, 'c', true))).toEqual({});
      },
    ),
  );
});

test('M05: what an installer took and handed in leaves his hand empty and the company’s full; a voided handover puts it back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 9 }), (taken, handed) => {
      const amount = Math.min(taken, handed);
      const collected = entriesOfMoney({ kind: 'collect', amount: taken, installerId: 'zhang' }, 'c', false);
      const handedIn = entriesOfHandover(amount, 'zhang', false);
      expect(handedIn.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
      expect(balances(collected, handedIn)['cash:installer zhang'] ?? 0).toBe(taken - amount);
      expect(balances(handedIn, entriesOfHandover(amount, 'zhang', true))).toEqual({});
    }),
  );
});

test('M05, M30: a waiver lessens revenue and what the customer owes alike and moves nobody’s pay; taken back it leaves nothing', () => {
  fc.assert(
    fc.property(anyQuote, fc.integer({ min: 1, max: 10 ** 9 }), (quote, amount) => {
      const parties = { customerId: 'c', outletId: 'o' };
      const waived = entriesOfWaiver(amount, 'c', false);
      expect(waived.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
      for (const entry of waived) expect(Math.min(entry.debit, entry.credit)).toBe(0);
      expect(balances(waived)).toEqual({ 'revenue null': amount, 'receivable:customer c': -amount });
      const billed = balances(entriesOf(quote, parties));
      const less = balances(entriesOf(quote, parties), waived);
      expect(less['receivable:customer c'] ?? 0).toBe((billed['receivable:customer c'] ?? 0) - amount);
      expect(balances(entriesOf(quote, parties), waived, entriesOfWaiver(amount, 'c', true))).toEqual(billed);
    }),
  );
});

test('a refund out of an installer’s hand lessens the cash in it', () => {
  const collected = entriesOfMoney({ kind: 'collect', amount: 500, installerId: 'zhang' }, 'c', false);
  const refunded = entriesOfMoney({ kind: 'refund', amount: 200, installerId: 'zhang' }, 'c', false);
  expect(balances(collected, refunded)).toEqual({ 'cash:installer zhang': 300, 'receivable:customer c': -300 });
});

test('cash in the installer’s hand lessens what the customer owes; a refund is paid by the company', () => {
  expect(entriesOfMoney({ kind: 'collect', amount: 500, installerId: 'zhang' }, 'c', false)).toEqual([
    { account: 'cash:installer', party: 'zhang', debit: 500, credit: 0 },
    { account: 'receivable:customer', party: 'c', debit: 0, credit: 500 },
  ]);
  expect(entriesOfMoney({ kind: 'refund', amount: 200, installerId: null }, 'c', false)).toEqual([
    { account: 'cash:company', party: null, debit: 0, credit: 200 },
    { account: 'receivable:customer', party: 'c', debit: 200, credit: 0 },
  ]);
});
