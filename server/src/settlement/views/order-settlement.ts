import type { ListSettlementsOutput, OrderSettlementOutput } from '@mingdan/shared/contracts/settlement';
import { bookNames, sideWords, splitWords, tierWords } from '@mingdan/shared/pricing/words';
import { moneyOf, type OrdersApi, visibleLines, visibleTotals } from '../../orders/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { ACCOUNTS, type Account } from '../domain/posting.ts';
import { postedOf, postingsOf } from '../store/ledger.ts';

interface Deps {
  readonly orders: OrdersApi;
  readonly pricing: PricingApi;
  readonly names: PersonNames;
}

const PAGE = 50;

/** One order's money with everything behind it, as far as the reader may see. Undefined when the order is not his to see or has no quote. */
export async function readOrderSettlement(tx: Tx, deps: Deps, orderId: string): Promise<OrderSettlementOutput | undefined> {
  const row = await deps.orders.find(tx, orderId);
  const stored = row && (await deps.orders.currentQuote(tx, orderId));
  const book = row && (await deps.pricing.book(tx, { code: row.book_code, version: row.book_version }));
  if (!row || !stored || !book) return undefined;
  const { quote, explanation } = stored;
  const money = moneyOf(tx.origin.actor, row);
  const names = bookNames(book);
  const people = await deps.names(tx, Object.keys(quote.totals.installers));
  const shown = visibleLines(quote, book, money, null);
  // fee lines that pay nobody anything that the reader sees are left out, so lines are matched by position among those shown
  const positions = quote.lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => shown.some((candidate) => candidate.item === line.item && candidate.kind === line.kind));

  return {
    orderId,
    number: row.number,
    kind: stored.kind,
    settlementState: row.settlement_state,
    book: quote.book,
    tier: quote.tier,
    tierName: names.tierName(quote.tier),
    tierRule: quote.tierRule,
    totals: visibleTotals(quote, money, null),
    outlet: money.has('settle') ? quote.totals.outlet : null,
    lines: shown.map((line, position) => {
      const source = positions[position]!.line;
      return {
        ...line,
        adjustments: [...source.adjustments],
        split: source.split,
        crew: money.has('earn')
          ? Object.entries(source.crew).map(([installer, share]) => ({ installer, name: people.get(installer) ?? '', share }))
          : [],
      };
    }),
    tierWhy: tierWords(explanation, quote.tier, names),
    why: positions.flatMap(({ line, index }, position) => [
      ...(['charge', 'settle', 'cost'] as const)
        .filter((side) => money.has(side))
        .map((side) => ({ line: position, side, steps: sideWords(explanation, index, side, line.item, names) })),
      ...(money.has('earn') ? [{ line: position, side: 'earn' as const, steps: splitWords(explanation, index, null) }] : []),
    ]),
    postings: (await postingsOf(tx, orderId)).map((posting) => ({
      id: posting.id,
      at: posting.created_at,
      businessDay: posting.business_day,
      kind: posting.kind,
      entries: posting.entries
        .filter((entry) => maySeeAccount(entry.account, money))
        .map((entry) => ({
          account: entry.account,
          accountName: ACCOUNTS[entry.account as Account] ?? entry.account,
          party: partyName(entry.account, entry.party, people),
          debit: entry.debit,
          credit: entry.credit,
        })),
    })),
  };
}

/** Accounts show figures, so they follow the figures that the reader may see. */
function maySeeAccount(account: string, money: ReadonlySet<string>): boolean {
  if (account === 'receivable:customer' || account === 'revenue') return money.has('charge');
  if (account === 'payable:installer') return money.has('earn');
  return account.endsWith(':parts') ? money.has('cost') : money.has('settle');
}

function partyName(account: string, party: string | null, people: ReadonlyMap<string, string>): string | null {
  if (party === null) return null;
  return account === 'payable:installer' ? (people.get(party) ?? '') : account === 'receivable:customer' ? '客户' : '网点';
}

/** Finished orders by settlement state, newest first. */
export async function readSettlements(
  tx: Tx,
  deps: Deps,
  filter: { state?: OrderSettlementOutput['settlementState'] | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<ListSettlementsOutput> {
  const page = await deps.orders.list(tx, {
    settlementState: filter.state,
    finishedOnly: true,
    cursor: filter.cursor,
    limit: filter.limit ?? PAGE,
  });
  const posted = await postedOf(
    tx,
    page.rows.map((row) => row.id),
  );
  const items: ListSettlementsOutput['items'] = [];
  for (const summary of page.rows) {
    const row = await deps.orders.row(tx, summary.id);
    const stored = row && (await deps.orders.currentQuote(tx, summary.id));
    const book = row && (await deps.pricing.book(tx, { code: row.book_code, version: row.book_version }));
    if (!row || !stored || !book || row.finished_at === null) continue;
    items.push({
      orderId: summary.id,
      number: summary.number,
      templateName: summary.templateName,
      regionName: summary.regionName,
      tierName: bookNames(book).tierName(stored.quote.tier),
      book: stored.quote.book,
      settlementState: summary.settlementState,
      installerName: summary.installerName,
      totals: visibleTotals(stored.quote, moneyOf(tx.origin.actor, row), null),
      finishedAt: row.finished_at,
      posted: posted.has(summary.id),
    });
  }
  return { items, nextCursor: page.nextCursor };
}
