import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, must, onEachStage } from './stage.ts';

/** An order that nobody knows. */
const UNKNOWN = '01HZZZZZZZZZZZZZZZZZZZZZ99';

onEachStage('dispatching and reminding many orders', { beforeAll, afterAll }, (stage) => {
  const finished = async (caller: Caller, id: string) => {
    await stage.until('the batch has ended', async () => must(await caller.get(`/order-batches/${id}`)).endedAt !== null);
    return must(await caller.get(`/order-batches/${id}`));
  };
  const act = async (caller: Caller, kind: string, orderIds: readonly string[], reason = '') =>
    finished(caller, must(await caller.post('/order-batches/acts', { kind, orderIds, reason })).id);
  const stateOf = async (id: string) => must(await (await stage.as('linxiao')).get(`/orders/${id}`)).state;

  describe('of the dispatcher', () => {
    /** Orders and installers of their own: acts wander from order to order. */
    const dispatch = async (caller: Caller, body: object) => finished(caller, must(await caller.post('/order-batches/dispatch', body)).id);
    const holderOf = (id: string) =>
      stage.app.run(
        async (tx) =>
          (await tx.db.selectFrom('work_order').select('installer_id').where('id', '=', id).executeTakeFirstOrThrow()).installer_id,
      );

    test('another installer takes those that look for somebody and those in somebody’s hands; the rest says why', async () => {
      const desk = await stage.as('zhou.diaodu');
      const [looking, held, over] = [await stage.order(), await stage.taken(), await stage.order()];
      must(await desk.post(`/orders/${over.id}/acts`, { version: 1, event: 'cancel', values: {}, reason: '不装了' }));
      await stage.quiet();
      const before = await holderOf(held.id);
      const installers = await stage.app.run((tx) => tx.db.selectFrom('installer_profile').select('person_id').execute());
      const installerId = installers.map(({ person_id }) => person_id).find((id) => id !== before)!;
      const batch = await dispatch(desk, {
        kind: 'reassign',
        orderIds: [looking.id, held.id, over.id, UNKNOWN],
        installerId,
        reason: '原师傅请假',
      });
      expect(await holderOf(looking.id)).toBe(installerId);
      expect(await holderOf(held.id)).toBe(installerId);
      expect(batch).toMatchObject({ kind: 'reassign', done: 2, refused: 2 });
      expect(batch.refusals.map(({ code }: { code: string }) => code)).toEqual(['orders.not_open', 'orders.not_found']);
      const view = must(await desk.get(`/orders/${held.id}`));
      const told = view.timeline.findLast(({ type }: { type: string }) => type === 'reassigned');
      expect(told).toMatchObject({ actor: '周调度', text: expect.stringContaining('原师傅请假') });
      // his way is longer than the book gives for nothing: the customer's figure follows, the history says so, and the customer is told
      const repriced = ({ timeline }: typeof view) => timeline.find(({ type }: { type: string }) => type === 'repriced');
      expect(repriced(view).text).toMatch(/^师傅路程不同，客户价 ¥[\d.]+ → ¥[\d.]+$/);
      expect(repriced(must(await (await stage.as('li.qiang')).get(`/orders/${held.id}`)))).toBeUndefined();
      await stage.quiet();
      const { items } = must(await (await stage.as('linxiao')).get(`/deliveries?orderId=${held.id}&audience=customer`));
      expect(items.map(({ template }: { template: string }) => template)).toContain('price-changed');
    });

    test('a rule that a dispatcher may set aside for one order is not set aside for many', async () => {
      const desk = await stage.as('zhou.diaodu');
      const order = await stage.order();
      await stage.quiet();
      const { installerId } = await stage.offer(order.id);
      await stage.app.run((tx) =>
        tx.db.updateTable('installer_profile').set({ capacity: 0 }).where('person_id', '=', installerId).execute(),
      );
      const batch = await dispatch(desk, { kind: 'reassign', orderIds: [order.id], installerId, reason: '顺路' });
      expect(batch.refusals).toMatchObject([{ code: 'dispatch.not_eligible', detail: { why: expect.stringMatching(/.+/) } }]);
      expect(await holderOf(order.id)).toBeNull();
      await stage.app.run((tx) =>
        tx.db.updateTable('installer_profile').set({ capacity: 100_000 }).where('person_id', '=', installerId).execute(),
      );
    });

    test('offered again: what stands is taken back and asked anew; an order that somebody has is left', async () => {
      const desk = await stage.as('zhou.diaodu');
      const [looking, held] = [await stage.order(), await stage.taken()];
      await stage.quiet();
      const first = await stage.offer(looking.id);
      const batch = await dispatch(desk, { kind: 'offer', orderIds: [looking.id, held.id] });
      expect(batch).toMatchObject({ done: 1, refused: 1, refusals: [{ orderId: held.id, code: 'dispatch.not_assignable' }] });
      expect((await stage.offer(looking.id)).id).not.toBe(first.id);
    });

    test('is not for the desk that opens orders, and needs its installer and a reason', async () => {
      const [desk, staff] = [await stage.as('zhou.diaodu'), await stage.as('linxiao')];
      const orderIds = [(await stage.order()).id];
      expect(await staff.post('/order-batches/dispatch', { kind: 'offer', orderIds })).toMatchObject({ status: 403 });
      expect(await desk.post('/order-batches/dispatch', { kind: 'reassign', orderIds, reason: '请假' })).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'installerId', message: '必填' }] },
      });
    });
  });

  test('reminders reach whoever has the work, once in half an hour', async () => {
    const desk = await stage.as('zhou.diaodu');
    const order = await stage.taken();
    await stage.quiet();
    expect(await act(desk, 'remind', [order.id], '客户催了')).toMatchObject({ done: 1 });
    await stage.quiet();
    const told = await stage.app.run((tx) =>
      tx.db
        .selectFrom('delivery')
        .select(['audience', 'title'])
        .where('order_id', '=', order.id)
        .where('template', '=', 'order-urged')
        .execute(),
    );
    expect(told).toMatchObject([{ audience: 'installer', title: expect.stringContaining('请尽快处理') }]);
    expect((await act(desk, 'remind', [order.id])).refusals).toMatchObject([{ code: 'orders.reminded_lately' }]);
  });

  test('all that the filters find, as many as were counted before', async () => {
    const desk = await stage.as('zhou.diaodu');
    const filters = { urgency: 'urgent', region: '110000' };
    const mine = [await stage.order({ urgency: 'urgent' }), await stage.order({ urgency: 'urgent' })];
    await stage.quiet();
    expect(must(await desk.get('/order-batches/count?urgency=urgent&region=110000'))).toEqual({ count: 2, more: false });
    const started = must(await desk.post('/order-batches/acts', { kind: 'suspend', filters, reason: '台风' }));
    expect(started.total).toBe(2);
    expect(await finished(desk, started.id)).toMatchObject({ total: 2, done: 2 });
    expect(await Promise.all(mine.map(({ id }) => stateOf(id)))).toEqual(['suspended', 'suspended']);
    expect((await desk.post('/order-batches/acts', { kind: 'resume', filters: { templateCode: 'none' } })).body.code).toBe(
      'orders.batch_empty',
    );
    expect((await desk.post('/order-batches/acts', { kind: 'resume', filters, orderIds: [mine[0]!.id] })).status).toBe(422);
  });
});
