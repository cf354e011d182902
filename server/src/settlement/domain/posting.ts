import type { Quote } from '@mingdan/shared/pricing/types';

export const ACCOUNTS = {
  'receivable:customer': '应收客户',
  revenue: '服务收入',
  'cost:service': '服务成本',
  'payable:outlet': '应付网点',
  'payable:installer': '应付师傅',
  'cost:parts': '备件成本',
  'clearing:parts': '备件待摊',
  'cash:installer': '师傅代收款',
  'cash:company': '公司收款',
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

/**
 * What a bill adds to an earlier one of the same visit: every account's entry is the difference, so that both postings together are those of the later bill.
 */
export function entriesBetween(later: Quote, earlier: Quote, parties: { customerId: string; outletId: string | null }): readonly Entry[] {
  const sums = new Map<string, { account: Account; party: string | null; amount: number }>();
  const add = (entries: readonly Entry[], sign: 1 | -1) => {
    for (const { account, party, debit, credit } of entries) {
      const key = `${account} ${party ?? ''}`;
      const amount = (sums.get(key)?.amount ?? 0) + sign * (debit - credit);
      sums.set(key, { account, party, amount });
    }
  };
  add(entriesOf(later, parties), 1);
  add(entriesOf(earlier, parties), -1);
  return [...sums.values()].filter(({ amount }) => amount !== 0).map(({ account, party, amount }) => entry(account, party, amount));
}

/** Money from the customer, or back to him, as far as the books see it. */
export interface Collected {
  readonly kind: 'collect' | 'refund';
  /** Fen, above zero. */
  readonly amount: number;
  /** The installer in whose hand it is; null: the company's. */
  readonly installerId: string | null;
}

/** What was collected lessens what the customer owes; it is in the installer's hand or in the company's. A refund is the reverse, and so is a voiding. */
export function entriesOfMoney(money: Collected, customerId: string, voided: boolean): readonly Entry[] {
  const amount = (money.kind === 'collect' ? 1 : -1) * (voided ? -1 : 1) * money.amount;
  const hand: Account = money.installerId === null ? 'cash:company' : 'cash:installer';
  return pair(hand, money.installerId, 'receivable:customer', customerId, amount);
}

/** Money that an installer handed in 交款 goes from his hand into the company's; a voiding takes it back. @param amount fen, above zero */
export function entriesOfHandover(amount: number, installerId: string, voided: boolean): readonly Entry[] {
  return pair('cash:company', null, 'cash:installer', installerId, voided ? -amount : amount);
}

/** What the company waives of a bill 减免 lessens its revenue and what the customer owes; a voiding puts both back. Nobody's pay moves. @param amount fen, above zero */
export function entriesOfWaiver(amount: number, customerId: string, voided: boolean): readonly Entry[] {
  return pair('revenue', null, 'receivable:customer', customerId, voided ? -amount : amount);
}

/** Above zero a debit, below zero a credit. */
function entry(account: Account, party: string | null, amount: number): Entry {
  return { account, party, debit: Math.max(amount, 0), credit: Math.max(-amount, 0) };
}

function pair(debit: Account, debitParty: string | null, credit: Account, creditParty: string | null, amount: number): readonly Entry[] {
  return [entry(debit, debitParty, amount), entry(credit, creditParty, -amount)];
}
