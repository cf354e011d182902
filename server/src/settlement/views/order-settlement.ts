import type { MoneyBlock } from '@mingdan/shared/contracts/common';
import type { BillSettlement, ListSettlementsOutput, OrderSettlementOutput } from '@mingdan/shared/contracts/settlement';
import { bookNames, sideWords, splitWords, tierWords } from '@mingdan/shared/pricing/words';
import { moneyOf, type OrdersApi, settlementOf, type VisitBill, visibleLines, visibleTotals } from '../../orders/index.ts';
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

/** One order's money with everything behind it, visit by visit, as far as the reader may see. Undefined when the order is not his to see or has no quote. */
export async function readOrderSettlement(tx: Tx, deps: Deps, orderId: string): Promise<OrderSettlementOutput | undefined> {
  const row = await deps.orders.find(tx, orderId);
  const bills = row ? await deps.orders.visitBills(tx, row) : [];
  const current = bills.at(-1);
  if (!row || !current) return undefined;
  const money = moneyOf(tx.origin.actor, row);
  const postings = await postingsOf(tx, orderId);
  const fees = await deps.orders.feeQuotes(tx, orderId);
  const inBooks = postings.flatMap(({ entries }) => entries.flatMap(({ party }) => (party === null ? [] : [party])));
  const earners = bills.flatMap(({ bill }) => Object.keys(bill.quote.totals.installers));
  const people = await deps.names(tx, [...new Set([...earners, ...inBooks])]);
  const views: BillSettlement[] = [];
  for (const bill of bills) {
    // a plan of a visit before the last one was never billed
    if (bill !== current && bill.bill.kind === 'planned') continue;
    // each bill is explained by the book that it was priced with
    const [code, version] = bill.bill.quote.book.split('@') as [string, string];
    const book = await deps.pricing.book(tx, { code, version: Number(version) });
    if (book) views.push(billOf(bill, book, money, people));
  }
  const last = views.pop();
  if (!last) return undefined;
  return {
    orderId,
    number: row.number,
    settlementState: settlementOf(row),
    ...last,
    earlier: views,
    waivers: money.has('charge') ? await deps.orders.waiverViews(tx, orderId) : [],
    net: lessWaived(
      sumOf(
        bills
          .filter(({ bill }) => bill.kind === 'actual' || bill === current.bill)
          .map(({ bill }) => visibleTotals(bill.quote, money, null)),
      ),
      row.waived,
    ),
    postings: postings.map((posting) => ({
      id: posting.id,
      at: posting.created_at,
      businessDay: posting.business_day,
      // a visit to a closed door finishes nothing
      kind: posting.kind === 'completion' && fees.has(posting.source_id) ? 'fee' : posting.kind,
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

/** One visit's bill, line by line, with the why of every figure that the reader may see. */
function billOf(
  { bill, visit, scope, state }: VisitBill,
  book: Parameters<typeof bookNames>[0],
  money: ReturnType<typeof moneyOf>,
  people: ReadonlyMap<string, string>,
): BillSettlement {
  const { quote, explanation } = bill;
  const names = bookNames(book);
  const shown = visibleLines(bill, book, money, null);
  // fee lines that pay nobody anything that the reader sees are left out, so lines are matched by position among those shown
  const positions = quote.lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => shown.some((candidate) => candidate.item === line.item && candidate.kind === line.kind));
  return {
    visit,
    scope,
    state,
    takenBack: bill.takenBack,
    kind: bill.kind,
    book: quote.book,
    tier: quote.tier,
    tierName: names.tierName(quote.tier),
    tierRule: quote.tierRule,
    tierRuleName: quote.tierRule === null ? null : names.tierRuleName(quote.tierRule),
    totals: visibleTotals(quote, money, null),
    outlet: money.has('settle') ? quote.totals.outlet : null,
    lines: shown.map((line, position) => {
      const source = positions[position]!.line;
      return {
        ...line,
        adjustments: source.adjustments.map((code) => names.ruleName(code)),
        split: source.split === null ? null : names.splitName(source.split),
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
      // the share is one of the settlement price: how that came about comes first, for whoever may see it
      ...(money.has('earn')
        ? [
            {
              line: position,
              side: 'earn' as const,
              steps: [
                ...(money.has('settle') ? sideWords(explanation, index, 'settle', line.item, names) : []),
                ...splitWords(explanation, index, null, names),
              ],
            },
          ]
        : []),
    ]),
  };
}

/** Accounts show figures, so they follow the figures that the reader may see. */
function maySeeAccount(account: string, money: ReadonlySet<string>): boolean {
  if (account === 'receivable:customer' || account === 'revenue' || account.startsWith('cash:')) return money.has('charge');
  if (account === 'payable:installer') return money.has('earn');
  return account.endsWith(':parts') ? money.has('cost') : money.has('settle');
}

function partyName(account: string, party: string | null, people: ReadonlyMap<string, string>): string | null {
  if (party === null) return null;
  return account === 'payable:installer' || account === 'cash:installer'
    ? (people.get(party) ?? '')
    : account === 'receivable:customer'
      ? '客户'
      : '网点';
}

/** An order's bills together: a visit fee and the visit that followed are one order's money, as the ledger has it. */
function sumOf(blocks: readonly MoneyBlock[]): MoneyBlock {
  const side = (name: keyof MoneyBlock) =>
    blocks.some((block) => block[name] === null) ? null : blocks.reduce((sum, block) => sum + (block[name] ?? 0), 0);
  return { charge: side('charge'), settle: side('settle'), earn: side('earn'), cost: side('cost'), profit: side('profit') };
}

/** What the company waived 减免 is taken from its revenue, and from nobody's pay. */
function lessWaived(block: MoneyBlock, waived: number): MoneyBlock {
  const less = (figure: number | null) => (figure === null ? null : figure - waived);
  return { ...block, charge: less(block.charge), profit: less(block.profit) };
}

/** Who is paid by bills of an order that nobody has any more, as a cancelled one; null for none. */
async function earnerNames(tx: Tx, deps: Deps, bills: readonly Pick<VisitBill['bill'], 'kind' | 'quote'>[]): Promise<string | null> {
  const paid = bills.filter(({ kind }) => kind === 'actual').flatMap(({ quote }) => Object.keys(quote.totals.installers));
  const names = [...(await deps.names(tx, [...new Set(paid)])).values()];
  return names.length === 0 ? null : names.join('、');
}

/** Finished orders by settlement state, those finished last first. */
export async function readSettlements(
  tx: Tx,
  deps: Deps,
  filter: { state?: OrderSettlementOutput['settlementState'] | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<ListSettlementsOutput> {
  const page = await deps.orders.finished(tx, {
    settlementState: filter.state,
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
    const bills = await deps.orders.bills(tx, summary.id);
    const stored = bills.at(-1);
    const book = row && (await deps.pricing.book(tx, { code: row.book_code, version: row.book_version }));
    if (!row || !stored || !book || row.finished_at === null) continue;
    const money = moneyOf(tx.origin.actor, row);
    items.push({
      orderId: summary.id,
      number: summary.number,
      templateName: summary.templateName,
      regionName: summary.regionName,
      tierName: bookNames(book).tierName(stored.quote.tier),
      book: stored.quote.book,
      settlementState: summary.settlementState,
      installerName: summary.installerName ?? (await earnerNames(tx, deps, bills)),
      totals: lessWaived(
        sumOf(bills.filter(({ kind }) => kind === 'actual').map(({ quote }) => visibleTotals(quote, money, null))),
        row.waived,
      ),
      finishedAt: row.finished_at,
      posted: posted.has(summary.id),
    });
  }
  return { items, nextCursor: page.nextCursor };
}
