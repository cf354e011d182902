import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, callerAt, must, onEachStage, SLOT, startValues } from './stage.ts';

const HOUR = 3_600_000;

onEachStage('what a customer reads when it goes another way', { beforeAll, afterAll }, (stage) => {
  const page = async (orderId: string) => must(await (await stage.customerOf(orderId)).get('/customer/order'));
  const around = async (orderId: string) => must(await (await stage.customerOf(orderId)).get('/customer/order/around'));
  const object = async (orderId: string, text: string) =>
    (await stage.customerOf(orderId)).post('/customer/order/questions', { text, objection: 'price' });
  const labels = (view: { progress: { label: string; status: string }[] }) =>
    view.progress.map(({ label, status }) => `${label} ${status}`);
  const costOf = async (who: Caller, orderId: string) => who.get(`/orders/${orderId}/cancellation`);

  test('the head follows the visit: to come, begun, and nothing of 完工信息 before there is any', async () => {
    const { id, installer } = await stage.taken();
    expect((await page(id)).next).toMatchObject({ act: 'wait', text: '师傅会按约定时间上门' });
    must(await stage.act(installer, id, { event: 'claim', token: await stage.taskToken(installer, id) }));
    expect((await page(id)).next).toMatchObject({ act: 'wait', text: '师傅已到，正在服务', more: '做完后请您核对账单并签字' });
    expect(await around(id)).toMatchObject({ devices: [], photos: [], warranty: null });
  });

  test('客户不在: the closed door is told with its fee, may be objected to once, and the customer chooses the next hours', async () => {
    const { id, installer } = await stage.taken();
    await stage.absent(installer, id);
    const told = await page(id);
    expect(told.next).toEqual({
      act: 'slot',
      text: '师傅来过，家中无人，需要重新约时间',
      more: '请选新的上门时间，也可以等客服与您联系',
    });
    const door = told.progress.find(({ status }: { status: string }) => status === 'vain');
    expect(door.label).toMatch(/^师傅 \d+月\d+日 周. \d\d:\d\d 到了，家中无人$/);
    // he was there before the promised hours: the company looks into that first
    expect(door.note).toMatch(/^上门费 ¥[\d.]+ 公司正在核实，暂不需要支付$/);
    expect(told.earlierBills).toMatchObject([{ scope: 'fee', why: '家中无人', visit: 1 }]);
    expect(door.note).toContain((told.earlierBills[0].total / 100).toFixed(2));
    // for the desk it stands beside the step's name
    const staff = await stage.as('linxiao');
    const seen = must(await staff.get(`/orders/${id}`));
    expect(labels(seen)).toContain('上门安装：客户不在 vain');
    expect(seen.earlierBills).toMatchObject([{ why: '客户不在' }]);
    // the hours that are over are no appointment any more
    expect([told.slotNote, seen.slotNote]).toEqual(['原时间，待另约', '原时间，待另约']);

    must(await object(id, '我一直在家'));
    expect(await object(id, '真的在家')).toMatchObject({ status: 409, body: { code: 'orders.objection_open' } });
    const caller = await stage.customerOf(id);
    must(await caller.post('/customer/order/questions', { text: '补充：门铃坏了' }));
    const [asked] = (await around(id)).questions;
    must(await staff.post(`/orders/${id}/questions/${asked.id}/answer`, { text: '已核对' }));
    must(await object(id, '还是不对'));

    // the hours of the visit that is over keep nobody from choosing new ones
    stage.clock.forward(72 * HOUR);
    await stage.quiet();
    const again = await stage.customerOf(id);
    const { version, slot } = must(await again.get('/customer/order'));
    const next = { ...slot, date: '2026-11-28', from: '16:00', to: '18:00' };
    must(await again.post('/customer/order/slot', { version, slot: next, reason: '重新约时间' }));
    expect(await page(id)).toMatchObject({
      next: { act: 'wait', text: '新的上门时间已收到：11月28日 周六 16:00–18:00' },
      slotNote: '您选的时间，待确认',
    });
    // beside the chat the desk reads that somebody waits for its yes, until it says so
    const desk = await stage.as('linxiao');
    const { customer, tasks, version: read, chosenByCustomer, slotNote } = must(await desk.get(`/orders/${id}`));
    const choices = async () => must(await desk.get(`/desk/customers/${customer.id}`)).choices;
    expect([chosenByCustomer, slotNote, await choices()]).toEqual([true, '客户所选，待确认', [id]]);
    // whoever is to come hears of the hours with that yes, and not before
    const heard = async () => {
      await stage.quiet();
      const told = await stage.app.run((tx) =>
        tx.db
          .selectFrom('delivery')
          .select(['template', 'audience'])
          .where('order_id', '=', id)
          .where('template', 'in', ['slot-changed', 'visit-rescheduled'])
          .execute(),
      );
      return told.map(({ template, audience }) => `${template} ${audience}`).sort();
    };
    expect(await heard()).toEqual(['slot-changed staff']);
    const yes = { version: read, event: 'submit', token: tasks[0].token, outcome: 'again', values: { slot: next } };
    must(await desk.post(`/orders/${id}/acts`, yes));
    expect(must(await desk.get(`/orders/${id}`))).toMatchObject({ chosenByCustomer: false, slotNote: null });
    expect(await choices()).toEqual([]);
    expect(await heard()).toEqual(['slot-changed staff', 'visit-rescheduled customer', 'visit-rescheduled installer']);
  });

  test('whether somebody was at home is told to nobody but the customer', async () => {
    const { id, installer } = await stage.taken();
    await stage.absent(installer, id);
    const token = await stage.linkOf(id);
    const opened = must(await callerAt(stage.app.url, '').post('/customer/links/open', { token }));
    const seen = JSON.stringify(must(await callerAt(stage.app.url, opened.bearer).get('/customer/order')));
    expect(seen).not.toContain('无人');
    expect((await page(id)).next.text).toContain('家中无人');
  });

  describe('cancelled', () => {
    test('before anybody had it: nothing is owed, and the page says when, by whom and why', async () => {
      const { id } = await stage.order();
      const staff = await stage.as('linxiao');
      expect(must(await costOf(staff, id))).toMatchObject({ fee: 0, consequences: [{ text: '还没有师傅接单，取消后停止派单' }, {}, {}] });
      must(await stage.act(staff, id, { event: 'cancel', reason: '客户不需要了' }));
      const told = await page(id);
      expect(told).toMatchObject({
        next: { act: 'none', text: '工单已取消' },
        cancelled: { by: '客服', reason: '客户不需要了' },
        payment: { due: 0, left: 0 },
      });
      expect(labels(told)).toEqual(['已下单 done', '已取消 vain']);
      expect(await around(id)).toMatchObject({ devices: [], photos: [], warranty: null });
      expect((await costOf(staff, id)).body.code).toBe('orders.event_refused');
    });

    test('shortly before his hours: the fee is told before it is pressed, and is what the customer reads', async () => {
      // an hour before ten
      const date = new Date(stage.clock.now() + 24 * HOUR).toISOString().slice(0, 10);
      const { id } = await stage.taken({ values: startValues({ slot: { ...SLOT, date } }) });
      const staff = await stage.as('linxiao');
      expect(must(await costOf(staff, id)).fee).toBe(0);
      stage.clock.forward(Date.parse(`${date}T09:00:00+08:00`) - stage.clock.now());
      const desk = await stage.as('linxiao');
      const cost = must(await costOf(desk, id));
      expect(cost.fee).toBeGreaterThan(0);
      expect(cost.consequences.map(({ kind }: { kind: string }) => kind)).toEqual(['standing', 'fee', 'told', 'hears']);
      // nobody has opened this page in WeChat yet
      expect(cost.consequences.at(-1).text).toMatch(/^客户收不到自动通知：取消后请把卡片发到聊天里/);
      must(await stage.act(desk, id, { event: 'cancel', reason: '客户不需要了' }));
      const told = await page(id);
      expect(told.payment.due).toBe(cost.fee);
      expect(told.bill).toMatchObject({ kind: 'actual', total: cost.fee, why: '取消时已临近约定时间，师傅已安排上门' });
    });

    test('what it costs is the desk’s to ask', async () => {
      const { id, installer } = await stage.taken();
      expect((await costOf(installer, id)).status).toBe(403);
    });
  });

  test('four metres of pipe stand with their two prices, for the customer and on the bill to be signed', async () => {
    const { id, installer } = await stage.taken();
    const lines = [
      { item: 'AC-INSTALL-1P5', quantity: '1' },
      { item: 'COPPER-PIPE', quantity: '4' },
    ];
    const bill = must(await installer.post(`/orders/${id}/bill-preview`, { lines }));
    const pipe = bill.lines.find(({ item }: { item: string }) => item === 'COPPER-PIPE');
    expect(pipe.parts).toHaveLength(2);
    const [first, second] = pipe.parts;
    expect(first).toMatchObject({ quantity: '3' });
    expect(second).toMatchObject({ quantity: '1' });
    expect(first.each).not.toBe(second.each);
    expect(3 * first.each + second.each).toBe(pipe.charge);
    const shown = (await page(id)).bill.lines.find(({ name }: { name: string }) => name.includes('铜管'));
    expect(shown.parts).toEqual([{ quantity: '3', each: first.each }]);
  });

  describe('questions about the device', () => {
    const finish = async (over: object) => {
      const order = await stage.taken();
      const submit = await stage.finishing(order.installer, order.id);
      const values = { ...(submit['values'] as object), ...over };
      const send = (more: object = {}) => order.installer.post(`/orders/${order.id}/acts`, { ...submit, values, ...more });
      return { ...order, send, serial: (submit['values'] as { serial: string }).serial };
    };
    const timeline = async (id: string): Promise<string[]> =>
      must(await (await stage.as('linxiao')).get(`/orders/${id}`)).timeline.map(({ text }: { text: string }) => text);

    test('a floor-standing model on a wall unit is asked about once; confirmed, staff read it', async () => {
      const { id, send } = await finish({ model: 'KFR-72LW' });
      const refused = await send();
      expect(refused).toMatchObject({ status: 409, body: { code: 'orders.device_question' } });
      const { what, keys } = refused.body.detail;
      expect(what).toBe('型号 KFR-72LW 是柜机，机型登记的是壁挂机');
      expect(await send({ confirmed: ['model:KFR-50LW:wall'] })).toMatchObject({ status: 409, body: { code: 'orders.device_question' } });
      must(await send({ confirmed: keys.split('\n') }));
      expect(await timeline(id)).toContain(`核对过设备，确认无误：${what}`);
    });

    test('a model that fits, and a corrected one, are taken as they are', async () => {
      const { id, send } = await finish({ model: 'KFR-26GW' });
      must(await send());
      expect((await timeline(id)).some((text) => text.includes('核对过设备'))).toBe(false);
    });

    test('a serial number that another customer’s device bears is asked about, and names nobody', async () => {
      const first = await finish({});
      must(await first.send());
      const second = await finish({ serial: first.serial });
      const refused = await second.send();
      expect(refused).toMatchObject({ status: 409, body: { code: 'orders.device_question' } });
      expect(refused.body.detail.what).toBe(`序列号 ${first.serial} 已登记在另一位客户的设备上`);
      must(await second.send({ confirmed: refused.body.detail.keys.split('\n') }));
      expect(await timeline(second.id)).toContain(`核对过设备，确认无误：${refused.body.detail.what}`);
    });

    test('an outcome that leaves no device behind asks nothing', async () => {
      const { id, installer } = await stage.taken();
      await stage.absent(installer, id);
      expect(must(await installer.get(`/orders/${id}`)).state).toBe('open');
    });
  });
});
