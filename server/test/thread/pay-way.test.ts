import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTUAL, must, onEachStage } from './stage.ts';

onEachStage('the way to pay', { beforeAll, afterAll }, (stage) => {
  const staff = () => stage.as('linxiao');
  /** What the desk sees of an order: in its own page, in the list, and among the to-dos of the workbench. */
  const seen = async (id: string) => {
    const caller = await staff();
    const { payment } = must(await caller.get(`/orders/${id}`));
    const listed = must(await caller.get('/orders?attention=untold&limit=100')).items.find((item: { id: string }) => item.id === id);
    const todo = must(await caller.get('/workbench/orders')).todos.find(({ attention }: { attention: string }) => attention === 'untold');
    return { page: payment.untold, list: listed?.untold ?? null, todos: todo?.count ?? 0 };
  };
  /** A finished order that the company collects for. */
  const owed = async () => {
    const { id, installer } = await stage.taken();
    must(await (await staff()).put(`/orders/${id}/pay-mode`, { mode: 'company' }));
    must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
    await stage.verified(id);
    await stage.quiet();
    return { id, installer };
  };

  test('a finished order waits for it until somebody says that it was sent: written down for all to read, and audited', async () => {
    const before = (await seen((await stage.order()).id)).todos;
    const { id } = await owed();
    expect(await seen(id)).toEqual({ page: ACTUAL.charge, list: ACTUAL.charge, todos: before + 1 });
    const customer = await stage.customerOf(id);
    expect(must(await customer.get('/customer/order')).payment).toMatchObject({ left: ACTUAL.charge, untold: 0 });

    expect(must(await (await staff()).post(`/orders/${id}/pay-told`, {}))).toEqual({ id, left: ACTUAL.charge });
    expect(await seen(id)).toEqual({ page: 0, list: null, todos: before });
    const { timeline } = must(await (await staff()).get(`/orders/${id}`));
    expect(timeline.map(({ text }: { text: string }) => text)).toContain('把付款方式发给了客户');
    const audited = await stage.app.run((tx) =>
      tx.db.selectFrom('audit_entry').select('action').where('subject_id', '=', id).where('action', '=', 'orders.pay_told').execute(),
    );
    expect(audited).toHaveLength(1);
    // it is said once
    expect(await (await staff()).post(`/orders/${id}/pay-told`, {})).toMatchObject({
      status: 409,
      body: { code: 'collections.nothing_to_tell' },
    });
  });

  test('paid, it waits no more; and not while the installer takes the money or an objection waits', async () => {
    const { id } = await owed();
    must(await (await staff()).post(`/orders/${id}/collections`, { method: 'transfer', amount: ACTUAL.charge }));
    expect(await seen(id)).toMatchObject({ page: 0, list: null });

    const other = await owed();
    must(await (await staff()).put(`/orders/${other.id}/pay-mode`, { mode: 'installer' }));
    expect(await seen(other.id)).toMatchObject({ page: 0, list: null });
    must(await (await staff()).put(`/orders/${other.id}/pay-mode`, { mode: 'company' }));
    expect(await seen(other.id)).toMatchObject({ page: ACTUAL.charge, list: ACTUAL.charge });
    must(await (await stage.customerOf(other.id)).post('/customer/order/questions', { text: '多收了一个孔', objection: 'items' }));
    expect(await seen(other.id)).toMatchObject({ page: 0, list: null });
  });

  test('whoever is to take the money is told so, and told again when he is not; until it is paid he may call', async () => {
    const { id, installer } = await owed();
    const rate = async () => {
      const customer = await stage.customerOf(id);
      const { version, tasks } = must(await customer.get('/customer/order'));
      must(await customer.post('/customer/order/acts', { version, token: tasks[0].token, outcome: 'done', values: { rating: 5 } }));
    };
    await rate();
    expect(must(await installer.get(`/orders/${id}`))).toMatchObject({ state: 'done', abilities: expect.not.arrayContaining(['call']) });
    const told = async () => {
      await stage.quiet();
      const rows = await stage.app.run((tx) =>
        tx.db
          .selectFrom('delivery')
          .select('template')
          .where('order_id', '=', id)
          .where('template', 'like', 'collect-%')
          .orderBy('id')
          .execute(),
      );
      return rows.map(({ template }) => template);
    };
    must(await (await staff()).put(`/orders/${id}/pay-mode`, { mode: 'prepaid' }));
    expect(await told()).toEqual([]);
    must(await (await staff()).put(`/orders/${id}/pay-mode`, { mode: 'installer' }));
    expect(await told()).toEqual(['collect-asked']);
    expect(must(await installer.get(`/orders/${id}`)).abilities).toContain('call');
    expect((await installer.post(`/orders/${id}/phone`, {})).status).toBe(200);
    must(await (await staff()).put(`/orders/${id}/pay-mode`, { mode: 'company' }));
    expect(await told()).toEqual(['collect-asked', 'collect-off']);
    expect(must(await installer.get(`/orders/${id}`)).abilities).not.toContain('call');
    // nothing is left to take: nobody is told of it
    must(await (await staff()).post(`/orders/${id}/collections`, { method: 'transfer', amount: ACTUAL.charge }));
    must(await (await staff()).put(`/orders/${id}/pay-mode`, { mode: 'installer' }));
    expect(await told()).toEqual(['collect-asked', 'collect-off']);
  });

  test('an installer is told nothing of it and cannot say it', async () => {
    const { id, installer } = await owed();
    expect(await installer.post(`/orders/${id}/pay-told`, {})).toMatchObject({ status: 403 });
  });
});
