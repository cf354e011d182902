import { afterAll, beforeAll, expect, test } from 'vitest';
import { expireOffer } from '../../src/dispatch/jobs.ts';
import { newId } from '../../src/platform/ids.ts';
import type { TestProduct } from '../http/product.ts';
import { report } from '../support/report.ts';
import { PICTURE } from './picture.ts';
import { type Answer, type Caller, callerAt, must, onEachStage, PHONE } from './stage.ts';

/** Races in all, and how many clients meet on one order. `npm run soak` has more of both. */
const RACES = 200;
const CLIENTS = 16;
/** Orders that are prepared at once; the machine has few cores. */
const AT_ONCE = 4;

/** What came of one order's race. */
interface Outcome {
  readonly won: number;
  readonly answers: readonly Answer[];
}

onEachStage('F70: several clients on two servers meet on one order', { beforeAll, afterAll, servers: 2 }, (stage) => {
  const servers = (): TestProduct[] => (stage.second ? [stage.app, stage.second] : [stage.app]);
  /** The same person on the nth client's server. */
  const client = (userid: string, n: number): Promise<Caller> => stage.as(userid, servers()[n % servers().length]!);
  const where = () => `[${stage.store}] servers=${servers().length}`;

  /** `races` times: prepare an order, let the clients at it together, say who won. */
  const hold = async (races: number, one: () => Promise<Outcome>): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (let from = 0; from < races; from += AT_ONCE)
      outcomes.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, races - from) }, one))));
    return outcomes;
  };
  const told = (row: string, outcomes: readonly Outcome[]): void => {
    const refused = outcomes.flatMap(({ answers }) => answers.filter(({ status }) => status !== 200));
    const codes = Object.groupBy(refused, ({ body }) => `${body.code}`);
    report(row, where(), {
      n: outcomes.length,
      winners: outcomes.reduce((sum, { won }) => sum + won, 0),
      ...Object.fromEntries(Object.entries(codes).map(([code, list]) => [code, list!.length])),
    });
    expect(outcomes.filter(({ won }) => won !== 1)).toEqual([]);
    expect(refused.filter(({ status }) => status !== 409)).toEqual([]);
  };

  test(`finish: ${CLIENTS} clients send the same visit's end; one settles, the others learn who was first (n = 40)`, async () => {
    const outcomes = await hold(40, async () => {
      const { id, installer } = await stage.taken();
      const submit = await stage.finishing(installer, id);
      const person = (await stage.offerTaker(id))!;
      const answers = await Promise.all(
        Array.from({ length: CLIENTS }, async (_, n) => (await client(person, n)).post(`/orders/${id}/acts`, submit)),
      );
      return { won: answers.filter(({ status }) => status === 200).length, answers };
    });
    told('F70 finish', outcomes);
    for (const { answers } of outcomes)
      for (const { status, body } of answers)
        if (status !== 200) {
          expect(body.code).toBe('orders.not_here');
          expect(body.detail.first).toMatch(/^(张|李)师傅已于.+/);
        }
  });

  test('finish against cancel: either it is settled or cancelled, never both (n = 30)', async () => {
    const outcomes = await hold(30, async () => {
      const { id, installer } = await stage.taken();
      const submit = await stage.finishing(installer, id);
      const person = (await stage.offerTaker(id))!;
      const cancel = { version: 1, event: 'cancel', values: {}, reason: '客户不装了' };
      const answers = await Promise.all(
        Array.from({ length: CLIENTS }, async (_, n) =>
          n % 2 === 0
            ? (await client(person, n >> 1)).post(`/orders/${id}/acts`, submit)
            : (await client('zhou.diaodu', n >> 1)).post(`/orders/${id}/acts`, cancel),
        ),
      );
      const { state, settlement_state, quotes } = await stage.app.run(async (tx) => ({
        ...(await tx.db.selectFrom('work_order').select(['state', 'settlement_state']).where('id', '=', id).executeTakeFirstOrThrow()),
        quotes: (await tx.db.selectFrom('order_quote').select('id').where('order_id', '=', id).where('kind', '=', 'actual').execute())
          .length,
      }));
      expect([`open eligible 1`, `cancelled estimated 0`]).toContain(`${state} ${settlement_state} ${quotes}`);
      return { won: answers.filter(({ status }) => status === 200).length, answers };
    });
    told('F70 finish/cancel', outcomes);
  });

  test('accept: card and mini-program together, every second time against the end of its time (n = 80)', async () => {
    let held = 0;
    const outcomes = await hold(80, async () => {
      const expires = held++ % 2 === 1;
      const { id } = await stage.order();
      const offer = await stage.offer(id);
      const expiring = expires ? stage.app.run((tx) => tx.outbox.enqueue(expireOffer, { offerId: offer.id })) : null;
      const clicking = stage.click(offer.userid, offer.id, 'accept', servers().at(-1)!);
      const answers = await Promise.all(
        Array.from({ length: CLIENTS / 2 }, async (_, n) =>
          (await client(offer.userid, n)).post(`/my/offers/${offer.id}/answer`, { answer: 'accept' }),
        ),
      );
      await Promise.all([expiring, clicking]);
      await stage.quiet();
      const { row, offers, assigned } = await stage.app.run(async (tx) => ({
        row: await tx.db.selectFrom('work_order').select(['installer_id', 'phase']).where('id', '=', id).executeTakeFirstOrThrow(),
        offers: await tx.db.selectFrom('offer').select(['id', 'status', 'installer_id']).where('order_id', '=', id).execute(),
        assigned: (await tx.db.selectFrom('order_event').select('id').where('order_id', '=', id).where('type', '=', 'assigned').execute())
          .length,
      }));
      const first = offers.find((candidate) => candidate.id === offer.id)!;
      const accepted = first.status === 'accepted';
      if (!expires) expect(accepted).toBe(true);
      // he has it, told once; or his time was over and the next one was asked
      expect(row.phase).toBe(accepted ? 'working' : 'dispatch');
      expect(row.installer_id).toBe(accepted ? offer.installerId : null);
      expect(assigned).toBe(accepted ? 1 : 0);
      expect(offers.filter(({ status }) => status === 'offered')).toHaveLength(accepted ? 0 : 1);
      expect(answers.filter(({ status }) => (status === 200) !== accepted)).toEqual([]);
      return { won: 1, answers };
    });
    told('F70 accept/expire', outcomes);
  });

  test('sign: the customer on two phones; one signature, the other is told (n = 50)', async () => {
    const outcomes = await hold(50, async () => {
      const { id } = await stage.finishedUnsigned();
      const token = await stage.linkOf(id);
      const sessions = await Promise.all(
        Array.from({ length: 4 }, async (_, n) => {
          const { url } = servers()[n % servers().length]!;
          const opened = must(await callerAt(url, '').post('/customer/links/open', { token, phoneLast4: PHONE.slice(-4) }));
          return callerAt(url, opened.bearer);
        }),
      );
      const customer = await stage.customerOf(id);
      const page = must(await customer.get('/customer/order'));
      const { id: signatureFileId } = await customer.upload('signature', PICTURE);
      const live = [customer, ...sessions];
      const answers = await Promise.all(
        live.map((caller) => caller.post('/customer/order/signature', { billHash: page.bill.hash, signatureFileId }, newId())),
      );
      return { won: answers.filter(({ status }) => status === 200).length, answers };
    });
    told('F70 sign', outcomes);
    for (const { answers } of outcomes)
      for (const { status, body } of answers) if (status !== 200) expect(body.code).toBe('orders.already_signed');
  });

  test(`the ledger after ${RACES} races: one posting per settled order, books balance`, async () => {
    await stage.quiet();
    const { postings, completed } = await stage.app.run(async (tx) => ({
      postings: await tx.db.selectFrom('posting').select(['order_id', 'source_id']).execute(),
      completed: await tx.db.selectFrom('order_quote').select(['id', 'order_id']).where('kind', '=', 'actual').execute(),
    }));
    expect(new Set(postings.map((row) => row.source_id))).toEqual(new Set(completed.map((row) => row.id)));
    expect(postings.length).toBe(completed.length);
    const finance = await stage.as('chen.kuaiji');
    expect(must(await finance.get('/ledger/trial-balance')).balanced).toBe(true);
  });
});
