import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waiverChanged } from '../../src/orders/events.ts';
import { ACTUAL, must, onEachStage, PLANNED } from './stage.ts';

const HOUR = 3_600_000;
type Item = { orderId: string; id: string };

onEachStage('objections and waivers', { beforeAll, afterAll }, (stage) => {
  /** A finished order whose customer objects to the bill. */
  const objected = async (order: { id: string }) => {
    const customer = await stage.customerOf(order.id);
    const raised = must(await customer.post('/customer/order/questions', { text: '多收了一个孔', objection: 'items' }));
    return { customer, answer: `/orders/${order.id}/questions/${raised.id}/answer` };
  };
  const view = async (orderId: string, userid = 'chen.kuaiji') => must(await (await stage.as(userid)).get(`/orders/${orderId}`));
  const settlement = async (orderId: string) => must(await (await stage.as('chen.kuaiji')).get(`/settlement/orders/${orderId}`));
  const inSettlementList = async (orderId: string, state: string) =>
    must(await (await stage.as('chen.kuaiji')).get(`/settlement/orders?state=${state}&limit=100`)).items.find(
      (item: Item) => item.orderId === orderId,
    );
  const inOrderList = async (orderId: string, state: string): Promise<boolean> =>
    must(await (await stage.as('chen.kuaiji')).get(`/orders?settlementState=${state}&limit=100`)).items.some(
      (item: Item) => item.id === orderId,
    );
  /** What the books say of an order: balance by account. */
  const books = async (orderId: string) => {
    const rows = await stage.app.run((tx) => tx.db.selectFrom('ledger_entry').selectAll().where('order_id', '=', orderId).execute());
    const sums: Record<string, number> = {};
    for (const { account, debit, credit } of rows) sums[account] = (sums[account] ?? 0) + Number(debit) - Number(credit);
    return sums;
  };
  const balanced = async () => must(await (await stage.as('chen.kuaiji')).get('/ledger/trial-balance')).balanced as boolean;

  describe('an open objection holds the settlement', () => {
    test('of a bill that was signed: it is 争议 everywhere and nowhere 可结算, until the answer', async () => {
      const { id } = await stage.finished();
      await stage.quiet();
      expect(await view(id)).toMatchObject({ settlementState: 'eligible', disputed: false });
      const { answer } = await objected({ id });
      expect(await view(id)).toMatchObject({ settlementState: 'disputed', disputed: true });
      expect(await settlement(id)).toMatchObject({ settlementState: 'disputed', state: 'disputed' });
      expect(await inSettlementList(id, 'disputed')).toMatchObject({ settlementState: 'disputed' });
      expect([await inSettlementList(id, 'eligible'), await inSettlementList(id, 'pending')]).toEqual([undefined, undefined]);
      expect([await inOrderList(id, 'eligible'), await inOrderList(id, 'disputed')]).toEqual([false, true]);
      must(await (await stage.as('linxiao')).post(answer, { text: '已核对，孔是您确认过的' }));
      expect(await view(id)).toMatchObject({ settlementState: 'eligible', disputed: false });
      expect([await inOrderList(id, 'eligible'), await inOrderList(id, 'disputed')]).toEqual([true, false]);
    });

    test('a signature after the objection does not end it; answered, the signature counts', async () => {
      const { id } = await stage.finishedUnsigned();
      const { customer, answer } = await objected({ id });
      const { bill } = must(await customer.get('/customer/order'));
      must(
        await customer.post('/customer/order/signature', {
          billHash: bill.hash,
          signatureFileId: (await customer.upload('signature', stage.picture)).id,
        }),
      );
      expect(await view(id)).toMatchObject({ settlementState: 'disputed', disputed: true });
      expect(await inSettlementList(id, 'eligible')).toBeUndefined();
      must(await (await stage.as('linxiao')).post(answer, { text: '账单没有问题，谢谢' }));
      expect(await view(id)).toMatchObject({ settlementState: 'eligible', disputed: false });
    });

    test('answered after two days, the bill waits three days anew', async () => {
      const { id } = await stage.finishedUnsigned();
      const { answer } = await objected({ id });
      stage.clock.forward(48 * HOUR);
      must(await (await stage.as('linxiao')).post(answer, { text: '已核对' }));
      // 72 hours after the finish have passed, those after the answer have not
      stage.clock.forward(30 * HOUR);
      await stage.quiet();
      expect((await view(id)).settlementState).toBe('pending');
      stage.clock.forward(43 * HOUR);
      await stage.until('confirmed', async () => (await view(id)).settlementState === 'eligible');
    });
  });

  describe('the answer and money', () => {
    test('维持账单: words, and not a fen moves', async () => {
      const { id } = await stage.finishedUnsigned();
      const { customer, answer } = await objected({ id });
      const staff = await stage.as('linxiao');
      expect((await staff.post(answer, { text: '  ' })).status).toBe(422);
      must(await staff.post(answer, { text: '已核对' }));
      await stage.quiet();
      const { payment } = must(await customer.get('/customer/order'));
      expect(payment).toMatchObject({ billed: PLANNED.charge, waived: 0, due: PLANNED.charge, waivers: [] });
      expect((await view(id)).timeline.map(({ text }: { text: string }) => text)).toContain('答复了客户的异议，维持账单');
    });

    test('减免: on the customer’s bill, in what is left, in the books and on the audit trail; the installer’s pay stays', async () => {
      const { id, installer } = await stage.finishedUnsigned();
      await stage.quiet();
      const [before, pay] = [await books(id), must(await installer.get(`/my/earnings/orders/${id}`)).total];
      const { customer, answer } = await objected({ id });
      const staff = await stage.as('linxiao');
      must(await staff.post(answer, { text: '多算的孔已减免', waive: { amount: 5000, reason: '少打一个孔 13812345678' } }));
      await stage.quiet();

      const shown = must(await customer.get('/customer/order'));
      expect(shown.bill.total).toBe(PLANNED.charge);
      expect(shown.payment).toMatchObject({
        billed: PLANNED.charge,
        waived: 5000,
        due: PLANNED.charge - 5000,
        left: PLANNED.charge - 5000,
        mayWaive: 0,
        waivers: [{ amount: 5000, reason: '少打一个孔 138****5678', by: '' }],
      });
      const asked = must(await customer.get('/customer/order/around')).questions;
      expect(asked).toMatchObject([{ answer: { text: '多算的孔已减免', waived: 5000 } }]);

      const after = await books(id);
      expect(after['receivable:customer']).toBe(before['receivable:customer']! - 5000);
      expect(after['revenue']).toBe(before['revenue']! + 5000);
      expect(after['payable:installer']).toBe(before['payable:installer']);
      expect(must(await installer.get(`/my/earnings/orders/${id}`)).total).toBe(pay);
      expect(await balanced()).toBe(true);

      const money = await settlement(id);
      expect(money.waivers).toMatchObject([{ amount: 5000, by: '林晓', voided: null }]);
      expect(money.net.charge).toBe(money.totals.charge - 5000);
      expect(money.net.profit).toBe(money.totals.profit - 5000);
      expect(money.net.earn).toBe(money.totals.earn);
      const posting = money.postings.find(({ kind }: { kind: string }) => kind === 'waiver');
      expect(posting.entries).toMatchObject([
        { account: 'revenue', debit: 5000, credit: 0 },
        { account: 'receivable:customer', debit: 0, credit: 5000 },
      ]);
      expect((await inSettlementList(id, 'pending')).totals).toEqual(money.net);

      const trail = await stage.app.run((tx) => tx.db.selectFrom('audit_entry').select('action').where('subject_id', '=', id).execute());
      expect(trail.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['orders.waived', 'orders.objection_answered', 'settlement.waiver_posted']),
      );
      const told = await stage.app.run((tx) =>
        tx.db.selectFrom('delivery').select('template').where('order_id', '=', id).where('audience', '=', 'customer').execute(),
      );
      expect(told.map(({ template }) => template)).toContain('objection-answered');
    });

    test('paid already: the payment says what goes back, and no more does', async () => {
      const { id } = await stage.finishedUnsigned();
      const finance = await stage.as('chen.kuaiji');
      must(await finance.post(`/orders/${id}/collections`, { method: 'transfer', amount: PLANNED.charge }));
      const { answer } = await objected({ id });
      must(await finance.post(answer, { text: '减免', waive: { amount: 3000, reason: '等候太久' } }));
      expect((await view(id)).payment).toMatchObject({ state: 'over', left: -3000 });
      const listed = async (payState: string) =>
        must(await finance.get(`/orders?payState=${payState}&limit=100`)).items.find((item: Item) => item.id === id);
      expect(await listed('over')).toMatchObject({ payState: 'over', charge: PLANNED.charge - 3000 });
      must(await finance.post(`/orders/${id}/collections`, { kind: 'refund', method: 'transfer', amount: 3000 }));
      expect((await view(id)).payment).toMatchObject({ state: 'paid', left: 0 });
      expect(await listed('paid')).toBeDefined();
      await stage.quiet();
      expect((await books(id))['receivable:customer']).toBe(0);
    });

    test('never more than the bill, by how many waivers ever; the desk within its limit, others not at all; a question waives nothing', async () => {
      const { id } = await stage.finished();
      const [staff, finance] = [await stage.as('linxiao'), await stage.as('chen.kuaiji')];
      const waive = (caller: typeof staff, amount: number) => caller.post(`/orders/${id}/waivers`, { amount, reason: '补偿' });
      expect((await view(id, 'linxiao')).payment.mayWaive).toBe(20_000);
      expect((await view(id)).payment.mayWaive).toBe(ACTUAL.charge);
      expect(await waive(staff, 20_001)).toMatchObject({
        status: 422,
        body: { code: 'waivers.over_limit', fields: [{ path: 'amount', message: '最多可减免 ¥200.00' }] },
      });
      for (const wrong of [0, -100, 1.5]) expect((await waive(staff, wrong)).status).toBe(422);
      must(await waive(staff, 15_000));
      expect((await waive(staff, 5_001)).body.code).toBe('waivers.over_limit');
      expect((await waive(finance, ACTUAL.charge - 14_999)).body.code).toBe('waivers.too_much');
      must(await waive(finance, ACTUAL.charge - 15_000));
      expect((await waive(finance, 1)).body.code).toBe('waivers.too_much');
      expect((await view(id)).payment).toMatchObject({ due: 0, mayWaive: 0 });
      expect((await (await stage.as('he.zong')).post(`/orders/${id}/waivers`, { amount: 1, reason: '补偿' })).status).toBe(403);

      const open = await stage.order();
      expect((await staff.post(`/orders/${open.id}/waivers`, { amount: 1, reason: '补偿' })).body.code).toBe('waivers.no_bill');
      const asked = must(await (await stage.customerOf(open.id)).post('/customer/order/questions', { text: '几点到？' }));
      expect(
        (await staff.post(`/orders/${open.id}/questions/${asked.id}/answer`, { text: '两点', waive: { amount: 1, reason: '补偿' } })).body
          .code,
      ).toBe('orders.no_objection');
    });

    test('two at once: what both together exceed, one is refused', async () => {
      const { id } = await stage.finishedUnsigned();
      const finance = await stage.as('chen.kuaiji');
      const half = Math.floor(PLANNED.charge / 2) + 1;
      const answers = await Promise.all([1, 2].map(() => finance.post(`/orders/${id}/waivers`, { amount: half, reason: '补偿' })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect((await view(id)).payment.waived).toBe(half);
    });

    test('a refused waiver answers nothing: the objection stays open', async () => {
      const { id } = await stage.finishedUnsigned();
      const { answer } = await objected({ id });
      const refused = await (await stage.as('linxiao')).post(answer, { text: '减免', waive: { amount: 900_000_00, reason: '全免' } });
      expect(refused.body).toMatchObject({ code: 'waivers.too_much', fields: [{ path: 'waive.amount' }] });
      expect(await view(id)).toMatchObject({ disputed: true, settlementState: 'disputed', payment: { waived: 0 } });
    });

    test('a wrong one is taken back with a reason by finance alone: the books are as before, both postings stand, once each', async () => {
      const { id } = await stage.finishedUnsigned();
      await stage.quiet();
      const before = await books(id);
      const [staff, finance] = [await stage.as('linxiao'), await stage.as('chen.kuaiji')];
      const given = must(await staff.post(`/orders/${id}/waivers`, { amount: 4200, reason: '补偿' }));
      const path = `/orders/${id}/waivers/${given.id}/void`;
      expect((await staff.post(path, { reason: '写错了' })).status).toBe(403);
      expect((await finance.post(path, { reason: ' ' })).status).toBe(422);
      must(await finance.post(path, { reason: '写错了' }));
      expect((await finance.post(path, { reason: '写错了' })).body.code).toBe('waivers.already_void');
      await stage.quiet();
      // told a second time, nothing is posted a second time
      for (const voided of [false, true])
        await stage.app.run((tx) => tx.outbox.append(waiverChanged, { orderId: id, waiverId: given.id, voided }));
      await stage.quiet();
      expect(await books(id)).toEqual(before);
      const money = await settlement(id);
      expect(money.postings.map(({ kind }: { kind: string }) => kind)).toEqual(['completion', 'waiver', 'void']);
      expect(money.waivers).toMatchObject([{ amount: 4200, voided: { by: '陈会计', reason: '写错了' } }]);
      expect((await view(id)).payment).toMatchObject({ waived: 0, due: PLANNED.charge });
      expect(must(await (await stage.customerOf(id)).get('/customer/order')).payment.waivers).toEqual([]);
      expect(await balanced()).toBe(true);
    });
  });
});
