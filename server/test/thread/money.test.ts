import { fen } from '@mingdan/shared/kernel/money';
import { compileBook } from '@mingdan/shared/pricing/compile-book';
import type { OrderFacts, PriceBook, Quote } from '@mingdan/shared/pricing/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderCompleted } from '../../src/orders/events.ts';
import { ACTUAL, demoFile, must, onEachStage, PLANNED, publishBook, SLOT, startValues } from './stage.ts';

onEachStage('money', { beforeAll, afterAll }, (stage) => {
  const quotes = () =>
    stage.app.run((tx) =>
      tx.db
        .selectFrom('order_quote')
        .select(['id', 'order_id', 'kind', 'facts', 'quote', 'explanation', 'bill_hash'])
        .orderBy('id')
        .execute(),
    );
  const entries = () => stage.app.run((tx) => tx.db.selectFrom('ledger_entry').selectAll().orderBy('id').execute());
  const booksOf = async (): Promise<ReadonlyMap<string, PriceBook>> =>
    new Map(
      (await stage.app.run((tx) => tx.db.selectFrom('price_book').select(['code', 'version', 'definition']).execute())).map((row) => [
        `${row.code}@${row.version}`,
        JSON.parse(row.definition) as PriceBook,
      ]),
    );
  const publish = async (change: (book: ReturnType<typeof demoFile>) => void) => {
    const book = demoFile('price-book-main');
    change(book);
    await publishBook(await stage.as('chen.kuaiji'), book);
  };

  test('the list of settlements begins with what was finished last, page by page', async () => {
    const first = await stage.taken();
    const second = await stage.taken();
    for (const { installer, id } of [second, first]) {
      stage.clock.forward(60_000);
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
    }
    const finance = await stage.as('chen.kuaiji');
    const page = must(await finance.get('/settlement/orders?limit=1'));
    expect(page.items.map(({ orderId }: { orderId: string }) => orderId)).toEqual([first.id]);
    const next = must(await finance.get(`/settlement/orders?limit=1&cursor=${page.nextCursor}`));
    expect(next.items.map(({ orderId }: { orderId: string }) => orderId)).toEqual([second.id]);
    const all = must(await finance.get('/settlement/orders?limit=50')).items.map(({ finishedAt }: { finishedAt: number }) => finishedAt);
    expect(all).toEqual(all.toSorted((a: number, b: number) => b - a));
  });

  test('M02: lines sum to the totals exactly, in the quote and in what every reader is shown', async () => {
    const { id } = await stage.finished();
    await stage.quiet();
    for (const row of await quotes()) {
      const { lines, totals } = JSON.parse(row.quote) as Quote;
      const sum = (side: 'charge' | 'settle' | 'cost' | 'earn') => lines.reduce((total, line) => total + line[side], 0);
      expect([sum('charge'), sum('settle'), sum('cost'), sum('earn')]).toEqual([totals.charge, totals.settle, totals.cost, totals.earn]);
      expect(totals.profit).toBe(totals.charge - totals.settle - totals.cost);
      expect(totals.outlet).toBe(totals.settle - totals.earn);
      for (const line of lines) expect(Object.values(line.crew).reduce((a, b) => a + b, 0)).toBe(line.earn);
    }
    const { lines, totals } = must(await (await stage.as('chen.kuaiji')).get(`/settlement/orders/${id}`));
    for (const side of ['charge', 'settle', 'cost', 'earn'] as const)
      expect(lines.reduce((total: number, line: Record<string, number>) => total + line[side]!, 0)).toBe(totals[side]);
  });

  test('M27: every stored quote is computed again from its own row alone, to the letter', async () => {
    const books = await booksOf();
    const rows = await quotes();
    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const row of rows) {
      const stored = JSON.parse(row.quote) as Quote;
      const again = compileBook(books.get(stored.book)!).explain(JSON.parse(row.facts) as OrderFacts);
      expect(JSON.stringify(again.quote)).toBe(row.quote);
      expect(JSON.stringify(again.explanation)).toBe(row.explanation);
    }
  });

  test('M14: a new version of the book changes no amount of an order that stands; new orders pin it', async () => {
    const planned = await stage.taken();
    const finished = await stage.finished();
    await stage.quiet();
    const before = { quotes: await quotes(), entries: await entries() };
    await publish((book) => {
      book.version = 2;
      for (const { prices } of book.items) for (const price of Object.values<{ charge: number; settle: number }>(prices)) price.charge *= 2;
    });

    expect({ quotes: await quotes(), entries: await entries() }).toEqual(before);
    const finance = await stage.as('chen.kuaiji');
    expect(must(await finance.get(`/settlement/orders/${finished.id}`)).totals).toEqual(ACTUAL);
    // the order that was taken before is finished with the prices it was opened with
    const bill = must(
      await planned.installer.post(`/orders/${planned.id}/bill-preview`, { lines: [{ item: 'AC-INSTALL-1P5', quantity: '1' }] }),
    );
    expect(bill.totals.charge).toBe(25740);
    must(await planned.installer.post(`/orders/${planned.id}/acts`, await stage.finishing(planned.installer, planned.id)));
    expect(must(await finance.get(`/settlement/orders/${planned.id}`))).toMatchObject({ book: 'MAIN@1', totals: ACTUAL });

    const later = await stage.order();
    expect(must(await finance.get(`/orders/${later.id}`))).toMatchObject({
      book: 'MAIN@2',
      bill: { totals: { charge: 2 * PLANNED.charge } },
    });
  });

  test('M11: the highest version whose window holds the visit answers, also for a visit that lies beyond another', async () => {
    await publish((book) => {
      book.version = 3;
      book.validFrom = '2026-12-01T00:00:00+08:00';
      book.validTo = '2026-12-11T00:00:00+08:00';
    });
    const staff = await stage.as('linxiao');
    const bookFor = async (date: string) => {
      const { id } = await stage.order({ values: startValues({ slot: { ...SLOT, date } }) });
      return must(await staff.get(`/orders/${id}`)).book;
    };
    expect(await bookFor('2026-11-30')).toBe('MAIN@2');
    expect(await bookFor('2026-12-01')).toBe('MAIN@3');
    expect(await bookFor('2026-12-10')).toBe('MAIN@3');
    expect(await bookFor('2026-12-11')).toBe('MAIN@2');
  });

  test('M10: without a version that is valid then, nothing is priced and nothing is stored', async () => {
    const staff = await stage.as('linxiao');
    stage.clock.forward(-150 * 86_400_000);
    const customerId = await stage.customer();
    const values = startValues({ slot: { ...SLOT, date: '2026-06-28' } });
    // the book begins on the first of July: the session is as old as the stage, so a fresh one is needed then
    const early = await stage.person({ userid: 'fruh', roles: ['staff'], regions: ['000000'] });
    const refused = await early.post('/orders', { templateCode: 'ac-install', templateVersion: 1, customerId, values, source: 'console' });
    stage.clock.forward(150 * 86_400_000);
    expect(refused).toMatchObject({ status: 409, body: { code: 'pricing.no_active_book' } });
    expect(must(await staff.get(`/orders?customerId=${customerId}`)).items).toEqual([]);
  });

  test('one posting, however often and by how many the event is delivered', async () => {
    const { id } = await stage.finished();
    await stage.quiet();
    const before = await entries();
    const { visitId, quoteId } = await stage.app.run(async (tx) => {
      const row = await tx.db
        .selectFrom('order_quote')
        .select(['id', 'visit_id'])
        .where('order_id', '=', id)
        .where('kind', '=', 'actual')
        .executeTakeFirstOrThrow();
      return { visitId: row.visit_id, quoteId: row.id };
    });
    await Promise.all(
      Array.from({ length: 8 }, () => stage.app.run((tx) => tx.outbox.append(orderCompleted, { orderId: id, visitId, quoteId }))),
    );
    await stage.quiet();
    expect(await entries()).toEqual(before);
    expect(must(await (await stage.as('chen.kuaiji')).get(`/settlement/orders/${id}`)).postings).toHaveLength(1);
  });

  test('M30, M31, M32: each posting balances, all together balance at every moment, and what was written stays as it was', async () => {
    const finance = await stage.as('chen.kuaiji');
    const seen: string[] = [];
    let earlier = JSON.stringify(await entries());
    for (let n = 0; n < 4; n += 1) {
      // reading beside the writing: a snapshot never shows half a posting
      const watching = Promise.all(Array.from({ length: 4 }, () => finance.get('/ledger/trial-balance')));
      await stage.finished();
      for (const answer of await watching) seen.push(String(must(answer).balanced));
      await stage.quiet();
      const now = await entries();
      expect(JSON.stringify(now).startsWith(earlier.slice(0, -1))).toBe(true);
      earlier = JSON.stringify(now);
    }
    expect(new Set(seen)).toEqual(new Set(['true']));
    const byPosting = Object.groupBy(await entries(), ({ posting_id }) => posting_id);
    for (const list of Object.values(byPosting)) {
      const debit = list!.reduce((sum, entry) => sum + entry.debit, 0);
      expect(debit).toBe(list!.reduce((sum, entry) => sum + entry.credit, 0));
      expect(list!.length).toBeGreaterThanOrEqual(2);
      for (const entry of list!) expect(Math.min(entry.debit, entry.credit)).toBe(0);
    }
    const balance = must(await finance.get('/ledger/trial-balance'));
    expect(balance.accounts.reduce((sum: number, account: { balance: number }) => sum + account.balance, 0)).toBe(0);
    // the installers' account is what their own pages add up to
    const paid = await stage.app.run((tx) => tx.db.selectFrom('order_pay').select('earn').execute());
    const payable = balance.accounts.find(({ account }: { account: string }) => account === 'payable:installer').balance;
    expect(-payable).toBe(fen(paid.reduce((sum, { earn }) => sum + earn, 0)));
  });
});
