import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, must, onEachStage } from './stage.ts';

onEachStage('stars on the customer’s page', { beforeAll, afterAll }, (stage) => {
  const tap = async (customer: Caller, rating: number | null) => {
    const { tasks } = must(await customer.get('/customer/order'));
    return customer.put('/customer/order/rating', { token: tasks[0].token, values: { rating } });
  };
  const ratingsOf = (orderId: string) =>
    stage.app.run((tx) => tx.db.selectFrom('installer_rating').select('rating').where('order_id', '=', orderId).execute());

  test('kept by the tap, changed, taken back; told each time; the task stays open until it is submitted', async () => {
    const { id } = await stage.finished();
    const customer = await stage.customerOf(id);
    must(await tap(customer, 2));
    must(await tap(customer, 5));
    const page = must(await customer.get('/customer/order'));
    expect(page).toMatchObject({ state: 'open', next: { act: 'rate', text: '评价已收到，谢谢您' } });
    expect(page.tasks[0].fields).toContainEqual(expect.objectContaining({ value: 5 }));
    await stage.quiet();
    expect(await ratingsOf(id)).toEqual([{ rating: 5_000 }]);

    must(await tap(customer, null));
    await stage.quiet();
    expect(await ratingsOf(id)).toEqual([]);
    must(await tap(customer, 4));
    const [task] = must(await customer.get('/customer/order')).tasks;
    const done = { version: page.version, token: task.token, outcome: 'done', values: { rating: 3, comment: '慢了一点' } };
    must(await customer.post('/customer/order/acts', done));
    await stage.quiet();
    expect(await ratingsOf(id)).toEqual([{ rating: 3_000 }]);
    expect(must(await customer.get('/customer/order'))).toMatchObject({ tasks: [], stars: 3 });
    const late = await customer.put('/customer/order/rating', { token: task.token, values: { rating: 1 } });
    expect(late).toMatchObject({ status: 409, body: { code: 'orders.not_open' } });
  });

  test('signed and rated, the card that asks for both waits no more; taken back, it does again', async () => {
    const { id } = await stage.finished();
    const staff = await stage.as('linxiao');
    const asking = async () => {
      await stage.quiet();
      const { items } = must(await staff.get(`/deliveries?orderId=${id}&audience=customer&status=staff_todo`));
      return items.some(({ template }: { template: string }) => template === 'order-finished');
    };
    expect(await asking()).toBe(true);
    const customer = await stage.customerOf(id);
    must(await tap(customer, 5));
    expect(await asking()).toBe(false);
    must(await tap(customer, null));
    expect(await asking()).toBe(true);
  });

  test('stars that were given and not submitted count when the time is over; none given is 暂不评价', async () => {
    const rated = await stage.finished();
    must(await tap(await stage.customerOf(rated.id), 4));
    const silent = await stage.finished();
    stage.clock.forward(73 * 3_600_000);
    const said = async (id: string): Promise<string[]> =>
      must(await (await stage.as('zhou.diaodu')).get(`/orders/${id}`)).timeline.map(({ text }: { text: string }) => text);
    for (const { id } of [rated, silent])
      await stage.until('the order is over', async () => must(await (await stage.as('zhou.diaodu')).get(`/orders/${id}`)).state === 'done');
    expect(await said(rated.id)).toContain('完成「客户评价」');
    expect(await said(silent.id)).toContain('完成「客户评价」：暂不评价');
    expect(await ratingsOf(rated.id)).toEqual([{ rating: 4_000 }]);
  });

  test('refused by name: more stars than there are, other fields, a task that is not open, a link that nobody proved', async () => {
    const { id } = await stage.finished();
    const customer = await stage.customerOf(id);
    expect(await tap(customer, 6)).toMatchObject({ status: 422, body: { fields: [{ path: 'values.rating' }] } });
    const { tasks } = must(await customer.get('/customer/order'));
    const send = (token: string, values: object) => customer.put('/customer/order/rating', { token, values });
    expect(await send(tasks[0].token, { rating: 5, comment: '好' })).toMatchObject({ status: 422, body: { code: 'orders.form_invalid' } });
    expect(await send('nowhere', { rating: 5 })).toMatchObject({ status: 409, body: { code: 'orders.not_here' } });
    expect(must(await customer.get('/customer/order')).tasks[0].fields).toContainEqual(
      expect.objectContaining({ value: null, required: true }),
    );
  });
});
