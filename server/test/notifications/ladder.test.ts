import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deliver } from '../../src/notifications/jobs.ts';
import { newId } from '../../src/platform/ids.ts';
import { must } from '../thread/stage.ts';
import { onEachRig } from '../wecom/rig.ts';
import { deskOf } from './desk.ts';

const SEND = '/cgi-bin/message/subscribe/send';
const TEMPLATE = 'MDTPL_progress'.padEnd(43, 'x');
const WORDS = {
  title: '{项目}：已安排师傅',
  text: '工单 {单号}，预约 {预约时间}',
  subscribe: {
    templateId: TEMPLATE,
    fields: { thing1: '{项目}', phrase2: '已接单', character_string3: '{单号}', time4: '{预约时间}' },
  },
};

onEachRig('the ladder to a customer', { beforeAll, afterAll, demo: true }, (rig) => {
  const desk = deskOf(rig);
  const messages = (openid: string) => rig().sandbox.state.subscriptions.of(openid);
  const last = async (orderId: string) => (await desk.deliveriesOf(orderId)).filter(({ audience }) => audience === 'customer').at(-1)!;
  const tell = async (orderId: string, template = 'installer-assigned') => {
    await desk.ask(orderId, template, { type: 'customer' });
    await rig().quiet();
    return last(orderId);
  };
  /** The customer presses 允许 in the sheet, and the page says so to the server. */
  const allow = async (orderId: string, times = 1) => {
    const { caller, openid } = await desk.customer(orderId);
    for (let n = 0; n < times; n += 1) {
      rig().sandbox.state.subscriptions.answer(openid, TEMPLATE, 'accept');
      must(await caller.post('/customer/order/subscriptions', { answers: [{ templateId: TEMPLATE, answer: 'accept' }] }));
    }
    return { caller, openid };
  };
  const left = async (caller: Awaited<ReturnType<typeof allow>>['caller']) => must(await caller.get('/customer/order/subscriptions')).left;
  const fault = (planned: object) => rig().sandbox.control.faults.add({ path: SEND, times: 1, ...planned });

  beforeAll(async () => {
    const admin = await desk.as('admin');
    const [current] = must(await admin.get('/message-templates')).items.filter(
      ({ event, audience }: { event: string; audience: string }) => event === 'installer-assigned' && audience === 'customer',
    );
    must(await admin.put('/message-templates/installer-assigned/customer', { ...WORDS, version: current.version }));
  });
  beforeEach(() => void rig().sandbox.control.faults.clear());
  afterEach(async () => {
    for (const { openid } of rig().sandbox.state.people.customers) {
      rig().sandbox.state.subscriptions.revoke(openid);
      await desk.run((tx) => tx.db.updateTable('subscribe_credit').set({ credits: 0 }).execute());
    }
  });

  test('allowed in a tap: a subscribe message that opens the order’s page; the next one is a card by hand, with the reason', async () => {
    const { id, number } = await desk.order();
    const { caller, openid } = await allow(id);
    expect(await left(caller)).toBe(1);
    const before = messages(openid).length;
    expect(await tell(id)).toMatchObject({ status: 'sent', channel: 'subscribe', reason: null });
    expect(messages(openid)).toHaveLength(before + 1);
    expect(messages(openid).at(-1)).toMatchObject({ data: { thing1: '空调安装', phrase2: '已接单', character_string3: number } });
    expect(messages(openid).at(-1)?.page).toMatch(/^packages\/customer\/pages\/order\/index\?t=[\w-]{20,}$/);
    expect(await left(caller)).toBe(0);

    const second = await tell(id);
    expect(second).toMatchObject({ status: 'staff_todo', channel: null });
    const staff = await desk.as('linxiao');
    const shown = must(await staff.get(`/deliveries?orderId=${id}`)).items.find((one: { id: string }) => one.id === second.id);
    expect(shown.tried).toEqual([
      { rung: 'subscribe', chosen: false, reason: '客户没有留下订阅次数' },
      { rung: 'sidebar', chosen: true, reason: '由员工在客户会话的侧边栏发出卡片' },
    ]);
  });

  test.each([
    ['a notice without a template of WeChat', 'order-finished', true, '这种通知没有配置订阅消息模板'],
    ['a customer who has not opened the page', 'installer-assigned', false, '客户还没有在微信里打开过工单页'],
  ])('%s: a card by hand', async (_what, template, opened, reason) => {
    const { id } = await desk.order();
    if (opened) await allow(id);
    const row = await tell(id, template);
    expect(row.status).toBe('staff_todo');
    expect(JSON.parse(row.ladder ?? '[]')[0]).toMatchObject({ chosen: false, reason });
  });

  test('WeChat counts otherwise than we do: 43101 ends our count and the notice goes by hand', async () => {
    const { id } = await desk.order();
    const { caller, openid } = await allow(id, 3);
    rig().sandbox.state.subscriptions.revoke(openid);
    expect(await tell(id)).toMatchObject({ status: 'staff_todo' });
    expect(await left(caller)).toBe(0);
  });

  test('busy for a moment: sent once, one credit', async () => {
    const { id } = await desk.order();
    const { caller, openid } = await allow(id, 2);
    const before = messages(openid).length;
    fault({ errcode: -1 });
    await desk.ask(id, 'installer-assigned', { type: 'customer' });
    await desk.ended(id);
    expect(await last(id)).toMatchObject({ status: 'sent', channel: 'subscribe' });
    expect(messages(openid).length - before).toBe(1);
    expect(await left(caller)).toBe(1);
  });

  test('refused for another reason: the credit comes back, the reason is told', async () => {
    const { id } = await desk.order();
    const { caller } = await allow(id);
    fault({ errcode: 40037 });
    const row = await tell(id);
    expect(row.status).toBe('staff_todo');
    expect(JSON.parse(row.ladder ?? '[]')[0].reason).toBe('微信拒绝了订阅消息（错误码 40037）');
    expect(await left(caller)).toBe(1);
  });

  test('the same job five times at once: one message, one credit', async () => {
    const { id } = await desk.order();
    const { caller, openid } = await allow(id, 5);
    const before = messages(openid).length;
    const sent = await tell(id);
    await desk.run(async (tx) => {
      await tx.db
        .updateTable('delivery')
        .set({ status: 'pending', credit_taken: 0, sending_until: null })
        .where('id', '=', sent.id)
        .execute();
      for (let n = 0; n < 5; n += 1) await tx.outbox.enqueue(deliver, { deliveryId: sent.id });
    });
    await desk.ended(id);
    expect(messages(openid).length - before).toBe(2);
    expect(await left(caller)).toBe(3);
  });

  test('two orders of one person share one credit: one message, never two', async () => {
    const [first, second] = [await desk.order(), await desk.order()];
    const { openid } = await allow(first.id);
    await desk.customer(second.id);
    const before = messages(openid).length;
    await Promise.all([first, second].map(({ id }) => desk.ask(id, 'installer-assigned', { type: 'customer' })));
    await Promise.all([first, second].map(({ id }) => desk.ended(id)));
    expect([(await last(first.id)).status, (await last(second.id)).status].sort()).toEqual(['sent', 'staff_todo']);
    expect(messages(openid).length - before).toBe(1);
  });

  test('tried again by hand: a customer who has allowed messages meanwhile gets one', async () => {
    const { id } = await desk.order();
    const row = await tell(id);
    expect(row.status).toBe('staff_todo');
    const staff = await desk.as('linxiao');
    const helps = async () =>
      must(await staff.get(`/deliveries?orderId=${id}`)).items.find((one: { id: string }) => one.id === row.id).retryHelps;
    // somebody has taken it: what the card says holds
    await desk.run((tx) => tx.db.updateTable('work_order').set({ installer_id: newId() }).where('id', '=', id).execute());
    // as long as the customer has allowed nothing only the chat's sidebar leads to her
    expect(await helps()).toBe(false);
    await allow(id);
    expect(await helps()).toBe(true);
    expect(must(await staff.post(`/deliveries/${row.id}/retry`, {}))).toEqual({ status: 'pending' });
    await desk.ended(id);
    expect((await desk.deliveriesOf(id)).find((one) => one.id === row.id)).toMatchObject({ status: 'sent', channel: 'subscribe' });
    expect(await helps()).toBe(false);
    expect(must(await staff.post(`/deliveries/${row.id}/retry`, {}))).toEqual({ status: 'sent' });
  });

  describe('what the page tells', () => {
    test('templates of others, and answers other than an accept, count for nothing', async () => {
      const { id } = await desk.order();
      const { caller } = await desk.customer(id);
      const answers = [
        { templateId: 'somebody-elses', answer: 'accept' },
        { templateId: TEMPLATE, answer: 'reject' },
      ];
      expect(must(await caller.post('/customer/order/subscriptions', { answers }))).toEqual({
        state: 'available',
        templateIds: [TEMPLATE],
        left: 0,
      });
    });

    test('believed up to twenty', async () => {
      const { id } = await desk.order();
      const { caller } = await desk.customer(id);
      for (let n = 0; n < 25; n += 1)
        must(await caller.post('/customer/order/subscriptions', { answers: [{ templateId: TEMPLATE, answer: 'accept' }] }));
      expect(await left(caller)).toBe(20);
    });

    test('the same form sent twice counts once', async () => {
      const { id } = await desk.order();
      const { caller } = await desk.customer(id);
      const body = { answers: [{ templateId: TEMPLATE, answer: 'accept' }] };
      for (let n = 0; n < 2; n += 1) must(await caller.post('/customer/order/subscriptions', body, '01ARZ3NDEKTSV4RRFFQ69G5FAV'));
      expect(await left(caller)).toBe(1);
    });
  });

  describe('members of the company', () => {
    test('the mini-program is linked: a notice that opens it, in place of a card with an address', async () => {
      const admin = await desk.as('admin');
      const { version } = must(await admin.get('/settings/messaging'));
      must(await admin.put('/settings/messaging', { version, value: { miniProgramLinked: true } }));
      const { id } = await desk.order();
      await desk.ask(id, 'sla-escalation', { type: 'followup' });
      await rig().quiet();
      const message = rig().sandbox.state.inbox.of('linxiao').at(-1);
      expect(message).toMatchObject({ msgtype: 'miniprogram_notice', content: { appid: rig().sandbox.settings.wechatAppId } });
      expect(String(message?.content['page'])).toMatch(new RegExp(`^packages/sidebar/pages/order/index\\?id=${id}&notice=`));
      must(await admin.put('/settings/messaging', { version: version + 1, value: { miniProgramLinked: false } }));
    });
  });

  describe('message templates', () => {
    test('saved as versions, over the version that was read only, with an audit row', async () => {
      const admin = await desk.as('admin');
      const path = '/message-templates/order-created/customer';
      const words = { title: '您的{项目}订单已收到', text: '工单 {单号}', subscribe: null };
      expect(must(await admin.put(path, { ...words, version: 0 }))).toMatchObject({ version: 1, title: words.title, savedBy: '管理员' });
      expect(await admin.put(path, { ...words, version: 0 })).toMatchObject({ status: 412, body: { code: 'messages.stale_version' } });
      const { id } = await desk.order();
      await rig().quiet();
      expect((await last(id)).title).toBe('您的空调安装订单已收到');
      expect(must(await admin.get(`${path}/versions`)).items.map((one: { version: number }) => one.version)).toEqual([1, 0]);
      const audits = await rig().app.run((tx) =>
        tx.db.selectFrom('audit_entry').select('subject_id').where('action', '=', 'notifications.message_saved').execute(),
      );
      expect(audits.map(({ subject_id }) => subject_id)).toContain('order-created.customer');
    });

    test('what is wrong is named by field, and nothing is saved', async () => {
      const admin = await desk.as('admin');
      const body = { title: '{价格}', text: 'x', subscribe: null };
      const refused = await admin.put('/message-templates/price-changed/customer', { ...body, version: 0 });
      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'messages.invalid', fields: [{ path: 'title', code: 'UNKNOWN_VARIABLE' }] },
      });
      expect(must(await admin.get('/message-templates/price-changed/customer/versions')).items).toHaveLength(1);
      const shown = must(await admin.post('/message-templates/preview', { event: 'price-changed', audience: 'customer', ...body }));
      expect(shown.findings).toMatchObject([{ severity: 'error', code: 'UNKNOWN_VARIABLE', path: 'title' }]);
    });
  });
});
