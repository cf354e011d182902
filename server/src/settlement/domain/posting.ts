import type { Quote } from '@mingdan/shared/pricing/types';

export const ACCOUNTS = {
  'receivable:customer': '应收客户',
  revenue: '服务收入',
  'cost:service': '服务成本',
  'payable:outlet': '应付网点',
  'payable:installer': '应付师傅',
  'cost:parts': '备件成本',
  'clearing:parts': '备件待摊',
} as const;
export type Account = keyof typeof ACCOUNTS;

/** One side of the double entry, in fen; exactly one of debit and credit is above zero. */
export interface Entry {
  readonly account: Account;
  readonly party: string | null;
  readonly debit: number;
  readonly credit: number;
}

/**
 * The entries of one finished order: charge against revenue, settle against what outlet and installers get, our own cost against its clearing
 * account. A negative figure stands on the other side; a figure of zero makes no entry.
 */
export function entriesOf(quote: Quote, parties: { customerId: string; outletId: string | null }): readonly Entry[] {
  const { charge, settle, cost, outlet, installers } = quote.totals;
  return [
    ...pair('receivable:customer', parties.customerId, 'revenue', null, charge),
    entry('cost:service', null, settle),
    entry('payable:outlet', parties.outletId, -outlet),
    ...Object.entries(installers).map(([installer, earn]) => entry('payable:installer', installer, -earn)),
    ...pair('cost:parts', null, 'clearing:parts', null, cost),
  ].filter(({ debit, credit }) => debit !== 0 || credit !== 0);
}

/** Above zero a debit, below zero a credit. */
function entry(account: Account, party: string | null, amount: number): Entry {
  return { account, party, debit: Math.max(amount, 0), credit: Math.max(-amount, 0) };
}

function pair(debit: Account, debitParty: string | null, credit: Account, creditParty: string | null, amount: number): readonly Entry[] {
  return [entry(debit, debitParty, amount), entry(credit, creditParty, -amount)];
}
