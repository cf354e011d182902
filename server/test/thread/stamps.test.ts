import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must, onEachStage } from './stage.ts';

onEachStage('the stamp of what a page shows', { beforeAll, afterAll }, (stage) => {
  const staff = () => stage.as('linxiao');
  const stampsOf = async (id: string, customerId: string, installer: Awaited<ReturnType<typeof staff>>) => ({
    page: must(await (await staff()).get(`/orders/${id}/stamp`)).stamp as string,
    customer: must(await (await stage.customerOf(id)).get('/customer/order/stamp')).stamp as string,
    list: must(await (await staff()).get(`/order-stamps?customerId=${customerId}`)).stamp as string,
    day: must(await installer.get('/my/orders/stamp')).stamp as string,
  });
  type Stamps = Awaited<ReturnType<typeof stampsOf>>;
  const changed = (before: Stamps, after: Stamps) =>
    Object.keys(before).filter((key) => before[key as keyof Stamps] !== after[key as keyof Stamps]);
  const ALL = ['page', 'customer', 'list', 'day'];

  test('stays while nothing happens, and changes with whatever others do', async () => {
    const { id, customerId, installer } = await stage.finishedUnsigned();
    // opening the link is told too
    const customer = await stage.customerOf(id);
    await stage.quiet();
    const seen = () => stampsOf(id, customerId, installer);
    let before = await seen();
    expect(await seen()).toEqual(before);
    const after = async (what: () => Promise<unknown>) => {
      stage.clock.forward(1_000);
      await what();
      const now = await seen();
      const keys = changed(before, now);
      before = now;
      return keys;
    };
    const desk = await staff();
    expect(await after(async () => must(await desk.post(`/orders/${id}/waivers`, { amount: 500, reason: '少打一个孔' })))).toEqual(ALL);
    // a word of a colleague stands on the page alone
    expect(await after(async () => must(await desk.post(`/orders/${id}/comments`, { text: '已回电', mentions: [] })))).toEqual([
      'page',
      'customer',
    ]);
    expect(await after(async () => must(await customer.post('/customer/order/questions', { text: '多收了', objection: 'items' })))).toEqual(
      ALL,
    );
    expect(
      await after(async () => must(await desk.post(`/orders/${id}/collections`, { kind: 'collect', method: 'transfer', amount: 100 }))),
    ).toEqual(ALL);
  });

  test('a day gains and loses orders', async () => {
    const first = await stage.taken();
    const before = must(await first.installer.get('/my/orders/stamp')).stamp;
    const second = await stage.taken();
    const gained = must(await second.installer.get('/my/orders/stamp')).stamp;
    if ((await stage.offerTaker(first.id)) === (await stage.offerTaker(second.id))) expect(gained).not.toBe(before);
    const { version } = must(await (await staff()).get(`/orders/${second.id}`));
    must(await (await staff()).post(`/orders/${second.id}/acts`, { version, event: 'cancel', reason: '不要了' }));
    expect(must(await second.installer.get('/my/orders/stamp')).stamp).not.toBe(gained);
  });

  describe('is nobody else’s', () => {
    test('of an order that one does not see', async () => {
      const { id } = await stage.taken();
      const stranger = await stage.person({ userid: `stranger-${stage.store}`, roles: ['staff'], regions: ['650000'] });
      expect((await stranger.get(`/orders/${id}/stamp`)).status).toBe(404);
      expect(must(await stranger.get('/order-stamps')).stamp).toBe('0.0.0.');
    });
  });
});
