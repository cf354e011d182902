import { businessDay, DAY_MS, type EpochMs } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoFile, must, onEachStage, startValues } from './stage.ts';

const HOUR = 3_600_000;

onEachStage('timers of a flow', { beforeAll, afterAll }, (stage) => {
  const told = async (id: string): Promise<string[]> => {
    const { timeline } = must(await (await stage.as('he.zong')).get(`/orders/${id}`));
    return timeline.map(({ actor, text }: { actor: string; text: string }) => `${actor}:${text}`);
  };
  const count = async (id: string, words: string) => (await told(id)).filter((line) => line.includes(words)).length;

  test('a visit that takes too long is warned of at its fraction, breaches at its end, once each, and somebody is told', async () => {
    const template = JSON.parse(JSON.stringify(demoFile('template-ac-install')).replaceAll('"ac-install"', '"answered"'));
    template.flow.slas.find(({ key }: { key: string }) => key === 'visit-72h').respond = 'PT4H';
    must(await (await stage.as('admin')).post('/templates', { template }));
    const { id } = await stage.taken({ templateCode: 'answered' });
    stage.clock.forward(4 * HOUR - 60_000);
    await stage.quiet();
    expect(await count(id, '时限')).toBe(0);
    // nobody began within four hours
    stage.clock.forward(2 * 60_000);
    await stage.until('the response is late', async () => (await count(id, '超过响应时限')) === 1);
    stage.clock.forward(54 * HOUR);
    await stage.until('the warning', async () => (await count(id, '即将超时')) === 1);
    expect(await count(id, '超过完成时限')).toBe(0);
    stage.clock.forward(15 * HOUR);
    await stage.until('the breach', async () => (await count(id, '超过完成时限')) === 1);
    await stage.quiet();
    const deliveries = await stage.app.run((tx) =>
      tx.db
        .selectFrom('delivery')
        .select(['template', 'audience'])
        .where('order_id', '=', id)
        .where('template', '=', 'sla-escalation')
        .execute(),
    );
    expect(deliveries).toHaveLength(1);
    for (const words of ['超过响应时限', '即将超时', '超过完成时限']) expect(await count(id, words)).toBe(1);
  });

  test('a visit beyond its service level is in time until its hours are over; the clock follows when they move, and when it is made again after 客户不在', async () => {
    // whoever acts after a leap logs in again
    const staff = () => stage.as('linxiao');
    const dueOf = async (id: string) => must(await (await staff()).get(`/orders/${id}`)).dueAt;
    const overdue = async (id: string) =>
      must(await (await staff()).get('/orders?attention=overdue&limit=100')).items.some((order: { id: string }) => order.id === id);
    /** The day so many days from now, 10:00–12:00, and when it ends. */
    const slotIn = (days: number) => {
      const date = businessDay((stage.clock.now() + days * DAY_MS) as EpochMs);
      return { slot: { date, from: '10:00', to: '12:00' }, ends: Date.parse(`${date}T12:00:00+08:00`) };
    };
    const move = async (id: string, slot: unknown) => {
      const { version } = must(await (await staff()).get(`/orders/${id}`));
      must(await (await staff()).post(`/dispatch/orders/${id}/reschedule`, { version, slot, reason: '客户要求' }));
    };
    const far = slotIn(8);
    const { id } = await stage.taken({ values: startValues({ slot: far.slot }) });
    const taken = stage.clock.now();
    expect(await dueOf(id)).toBe(far.ends);
    const nearer = slotIn(1);
    await move(id, nearer.slot);
    // three days from the acceptance, as the template says
    expect(Math.abs((await dueOf(id)) - (taken + 72 * HOUR))).toBeLessThan(60_000);
    const later = slotIn(6);
    await move(id, later.slot);
    expect(await dueOf(id)).toBe(later.ends);
    stage.clock.forward(80 * HOUR);
    await stage.quiet();
    expect(await count(id, '时限')).toBe(0);
    expect(await overdue(id)).toBe(false);

    // nobody was at home: the desk has four hours, the next visit until its own hours are over
    await stage.absent(await stage.as((await stage.offerTaker(id))!), id);
    expect((await dueOf(id)) - stage.clock.now()).toBeLessThanOrEqual(4 * HOUR);
    const again = slotIn(9);
    must(
      await stage.act(await staff(), id, {
        event: 'submit',
        token: await stage.taskToken(await staff(), id),
        outcome: 'again',
        values: { slot: again.slot },
      }),
    );
    expect(await dueOf(id)).toBe(again.ends);
    stage.clock.forward(again.ends - stage.clock.now() - 60_000);
    await stage.quiet();
    expect(await count(id, '超过完成时限')).toBe(0);
    stage.clock.forward(2 * 60_000);
    await stage.until('the breach', async () => (await count(id, '超过完成时限')) === 1);
    expect(await overdue(id)).toBe(true);
  });

  test('a finished visit has no clocks left', async () => {
    const { id } = await stage.finished();
    stage.clock.forward(71 * HOUR);
    await stage.quiet();
    expect(await count(id, '时限')).toBe(0);
  });

  test('a rating that does not come within three days is skipped, and the order ends by itself', async () => {
    const { id } = await stage.finished();
    const customer = await stage.customerOf(id);
    const page = must(await customer.get('/customer/order'));
    stage.clock.forward(72 * HOUR - 60_000);
    await stage.quiet();
    expect(must(await customer.get('/customer/order')).state).toBe('open');
    stage.clock.forward(2 * 60_000);
    await stage.until('the order ends', async () => must(await (await stage.as('he.zong')).get(`/orders/${id}`)).state === 'done');
    expect((await told(id)).slice(-3)).toEqual(['系统:完成「客户评价」：暂不评价', '系统:进入「已完成」', '系统:工单完成']);
    const late = await customer.post('/customer/order/acts', {
      version: page.version,
      token: page.tasks[0].token,
      outcome: 'done',
      values: { rating: 5 },
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'orders.not_open' } });
  });

  test('a claim stops the clock of the response', async () => {
    const { id, installer } = await stage.taken();
    const view = must(await installer.get(`/orders/${id}`));
    must(await installer.post(`/orders/${id}/acts`, { version: view.version, event: 'claim', token: view.tasks[0].token, values: {} }));
    stage.clock.forward(5 * HOUR);
    await stage.quiet();
    expect(await count(id, '时限')).toBe(0);
    expect(await count(id, '开始处理「上门安装」')).toBe(1);
  });

  test('a bill that nobody signed and nobody objected to counts as confirmed after three days; a signed one is not touched', async () => {
    const unsigned = await stage.finishedUnsigned();
    const signed = await stage.finishedUnsigned();
    const customer = await stage.customerOf(signed.id);
    const { bill } = must(await customer.get('/customer/order'));
    must(
      await customer.post('/customer/order/signature', {
        billHash: bill.hash,
        signatureFileId: (await customer.upload('signature', stage.picture)).id,
      }),
    );
    const stateOf = async (id: string) => must(await (await stage.as('he.zong')).get(`/orders/${id}`)).settlementState;
    expect([await stateOf(unsigned.id), await stateOf(signed.id)]).toEqual(['pending', 'eligible']);

    stage.clock.forward(72 * HOUR - 60_000);
    await stage.quiet();
    expect(await stateOf(unsigned.id)).toBe('pending');
    stage.clock.forward(2 * 60_000);
    await stage.until('silence counts', async () => (await stateOf(unsigned.id)) === 'eligible');
    expect(await count(unsigned.id, '视为确认')).toBe(1);
    expect(await count(signed.id, '视为确认')).toBe(0);
  });
});
