import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerAt, must, onEachStage, SLOT } from './stage.ts';

const HOUR = 3_600_000;

onEachStage('what a customer can do beside signing', { beforeAll, afterAll }, (stage) => {
  const around = async (orderId: string) => must(await (await stage.customerOf(orderId)).get('/customer/order/around'));
  const version = async (orderId: string) => must(await (await stage.customerOf(orderId)).get('/customer/order')).version as number;
  const deliveries = (orderId: string) =>
    stage.app.run((tx) =>
      tx.db.selectFrom('delivery').select(['template', 'audience', 'status']).where('order_id', '=', orderId).execute(),
    );
  /** Another slot of the same day as the order's. */
  const other = { ...SLOT, from: '16:00', to: '18:00' };

  describe('another appointment', () => {
    const move = async (orderId: string, over: object = {}) =>
      (await stage.customerOf(orderId)).post('/customer/order/slot', {
        version: await version(orderId),
        slot: { ...(must(await (await stage.customerOf(orderId)).get('/customer/order')).slot as typeof SLOT), from: '16:00', to: '18:00' },
        reason: '临时有事，电话 13812345678',
        ...over,
      });

    test('chosen with a reason: the slot moves, it is on the timeline without the phone, the company is told', async () => {
      const { id } = await stage.taken();
      expect((await around(id)).reschedule).toMatchObject({ allowed: true, why: null, left: 3 });
      must(await move(id));
      await stage.quiet();
      expect(must(await (await stage.customerOf(id)).get('/customer/order')).slot).toMatchObject({ from: '16:00', to: '18:00' });
      const staff = await stage.as('linxiao');
      const told = must(await staff.get(`/orders/${id}`)).timeline.find(({ type }: { type: string }) => type === 'rescheduled');
      expect(told.text).toContain('临时有事');
      expect(told.text).not.toContain('13812345678');
      expect(
        (await deliveries(id))
          .filter(({ template }) => template === 'slot-changed')
          .map(({ audience }) => audience)
          .sort(),
      ).toEqual(['installer', 'staff']);
      expect((await around(id)).reschedule.left).toBe(2);
    });

    test('offers that stand are asked anew for the new time, as after a change by the desk', async () => {
      const { id } = await stage.order();
      const before = await stage.offer(id);
      must(await move(id));
      await stage.quiet();
      const after = await stage.offer(id);
      expect(after).toMatchObject({ userid: before.userid });
      expect(after.id).not.toBe(before.id);
      const card = must(await (await stage.as(after.userid)).get('/my/offers')).items.find(
        ({ id: offer }: { id: string }) => offer === after.id,
      );
      expect(card.slot).toMatchObject({ from: '16:00', to: '18:00' });
      expect(await (await stage.as(before.userid)).post(`/my/offers/${before.id}/answer`, { answer: 'accept' })).toMatchObject({
        status: 409,
        body: { code: 'dispatch.offer_gone', detail: { status: 'withdrawn' } },
      });
    });

    test('the same slot, one in the past, one the form does not offer: named, nothing lost', async () => {
      const { id } = await stage.order();
      const { slot } = must(await (await stage.customerOf(id)).get('/customer/order'));
      for (const wrong of [
        slot,
        { ...slot, date: '2020-01-01' },
        { ...slot, from: '03:00', to: '04:00' },
        { ...slot, date: '2026-13-45' },
      ]) {
        const refused = await move(id, { slot: wrong });
        expect([refused.status, refused.body.code]).toEqual([422, 'orders.form_invalid']);
        expect(refused.body.fields[0]).toMatchObject({ path: 'slot' });
      }
      expect(must(await (await stage.customerOf(id)).get('/customer/order')).slot).toEqual(slot);
    });

    test('three times, not four; a version that was overtaken is refused', async () => {
      const { id } = await stage.order();
      const { slot } = must(await (await stage.customerOf(id)).get('/customer/order'));
      const stale = await version(id);
      for (const [from, to] of [
        ['16:00', '18:00'],
        ['18:00', '20:00'],
        ['08:00', '10:00'],
      ])
        must(await move(id, { slot: { ...slot, from, to } }));
      expect((await around(id)).reschedule).toMatchObject({ allowed: false, why: 'too_often', left: 0 });
      expect((await move(id)).body.code).toBe('orders.reschedule_refused');
      expect((await move(id, { version: stale })).body.code).toBe('orders.stale_version');
    });

    test('two hours before it is too late', async () => {
      const { id } = await stage.order();
      const { slot } = must(await (await stage.customerOf(id)).get('/customer/order'));
      const start = Date.parse(`${slot.date}T${slot.from}:00+08:00`);
      const back = start - HOUR - stage.clock.now();
      stage.clock.forward(back);
      const refused = await move(id);
      stage.clock.forward(-back);
      expect(refused.body).toMatchObject({ code: 'orders.reschedule_refused', detail: { reason: '距离上门不到 2 小时' } });
    });

    test('once the installer has punched in the appointment is no longer the customer’s to move: refused by name, order and hours stay', async () => {
      const { id, installer } = await stage.taken();
      must(await stage.act(installer, id, { event: 'claim', token: await stage.taskToken(installer, id), values: {} }));
      expect((await around(id)).reschedule).toMatchObject({ allowed: false, why: 'begun' });
      const before = must(await (await stage.customerOf(id)).get('/customer/order'));
      const refused = await move(id);
      expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
        409,
        'orders.reschedule_refused',
        { reason: '师傅已经开始服务' },
      ]);
      const after = must(await (await stage.customerOf(id)).get('/customer/order'));
      expect([after.slot, after.begun, after.version]).toEqual([before.slot, true, before.version]);
    });

    test('two at once: one moves it, the other is told', async () => {
      const { id } = await stage.order();
      const caller = await stage.customerOf(id);
      const { slot, version: read } = must(await caller.get('/customer/order'));
      const answers = await Promise.all(
        ['16:00', '18:00'].map((from) =>
          caller.post('/customer/order/slot', {
            version: read,
            slot: { ...slot, from, to: from === '16:00' ? '18:00' : '20:00' },
            reason: '改',
          }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    });
  });

  describe('questions', () => {
    test('asked, told to staff, answered once, told to the customer, shown back; sealed in the rows', async () => {
      const { id } = await stage.order();
      const caller = await stage.customerOf(id);
      const asked = must(await caller.post('/customer/order/questions', { text: '我家在三楼，需要加钱吗？' }));
      await stage.quiet();
      expect(await deliveries(id)).toContainEqual(expect.objectContaining({ template: 'question-asked', audience: 'staff' }));
      const row = await stage.app.run((tx) =>
        tx.db.selectFrom('order_question').selectAll().where('id', '=', asked.id).executeTakeFirstOrThrow(),
      );
      expect(row.text_enc).not.toContain('三楼');

      const staff = await stage.as('linxiao');
      expect(must(await staff.get(`/orders/${id}/questions`)).items).toMatchObject([{ text: '我家在三楼，需要加钱吗？', answer: null }]);
      const waiting = async () =>
        must(await staff.get('/orders?attention=question'))
          .items.map((order: { id: string }) => order.id)
          .includes(id);
      const counted = async (): Promise<number> =>
        must(await staff.get('/workbench/orders')).todos.find(({ attention }: { attention: string }) => attention === 'question')?.count ??
        0;
      expect(await waiting()).toBe(true);
      const before = await counted();
      const answers = await Promise.all(
        ['不用', '不需要'].map((text) => staff.post(`/orders/${id}/questions/${asked.id}/answer`, { text })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect([await waiting(), await counted()]).toEqual([false, before - 1]);
      await stage.quiet();
      const told = must(await staff.get(`/deliveries?orderId=${id}&audience=staff`)).items;
      expect(told.map(({ audience }: { audience: string }) => audience)).toEqual(told.map(() => 'staff'));
      expect(must(await staff.get(`/deliveries?orderId=${id}&channel=subscribe`)).items).toEqual([]);
      expect(await deliveries(id)).toContainEqual(expect.objectContaining({ template: 'question-answered', audience: 'customer' }));
      const shown = (await around(id)).questions;
      expect(shown).toHaveLength(1);
      // as the customer meets the company's people everywhere
      expect(shown[0].answer).toMatchObject({ by: '林客服' });
    });

    test('ten a day; of another order nobody reads', async () => {
      const { id } = await stage.order();
      const caller = await stage.customerOf(id);
      for (let n = 0; n < 10; n += 1) must(await caller.post('/customer/order/questions', { text: `问题 ${n}` }));
      expect(await caller.post('/customer/order/questions', { text: '再问一个' })).toMatchObject({
        status: 429,
        body: { code: 'orders.too_many_questions' },
      });
      const stranger = await stage.person({ userid: `stranger-${Date.now()}`, roles: ['staff'], regions: ['650000'] });
      expect((await stranger.get(`/orders/${id}/questions`)).status).toBe(404);
    });
  });

  describe('an objection to the bill', () => {
    test('flags the order for lists, filter and workbench, holds the silent confirmation, and ends with a word that the customer reads', async () => {
      const { id } = await stage.finishedUnsigned();
      const caller = await stage.customerOf(id);
      expect((await caller.post('/customer/order/questions', { text: '多收了一个孔', objection: 'nonsense' })).status).toBe(422);
      const raised = must(await caller.post('/customer/order/questions', { text: '多收了一个孔', objection: 'items' }));
      await stage.quiet();
      expect(await deliveries(id)).toContainEqual(expect.objectContaining({ template: 'bill-disputed', audience: 'staff' }));

      const staff = await stage.as('linxiao');
      const listed = async (attention: string) =>
        must(await staff.get(`/orders?attention=${attention}&limit=100`)).items.filter((order: { id: string }) => order.id === id);
      const counted = async (): Promise<number> =>
        must(await staff.get('/workbench/orders')).todos.find(({ attention }: { attention: string }) => attention === 'disputed')?.count ??
        0;
      expect(await listed('disputed')).toMatchObject([{ disputed: true }]);
      expect(await listed('question')).toEqual([]);
      const before = await counted();
      const view = must(await staff.get(`/orders/${id}`));
      expect(view).toMatchObject({ disputed: true, settlementState: 'disputed' });
      expect(view.timeline.map(({ text }: { text: string }) => text)).toContain('对账单有异议：项目或数量不对');

      stage.clock.forward(80 * HOUR);
      await stage.quiet();
      expect(must(await staff.get(`/orders/${id}`)).settlementState).toBe('disputed');

      must(await staff.post(`/orders/${id}/questions/${raised.id}/answer`, { text: '已核对，孔是您确认过的' }));
      expect(await counted()).toBe(before - 1);
      expect(await listed('disputed')).toEqual([]);
      expect((await around(id)).questions).toMatchObject([{ objection: 'items', answer: { text: '已核对，孔是您确认过的' } }]);
      expect(must(await staff.get(`/orders/${id}`))).toMatchObject({ disputed: false });
      // three days after the answer the bill counts as confirmed
      stage.clock.forward(73 * HOUR);
      await stage.until('confirmed', async () => must(await staff.get(`/orders/${id}`)).settlementState === 'eligible');
    });
  });

  describe('the bill and what stands around it', () => {
    const save = async (path: string, value: object) => {
      const admin = await stage.as('admin');
      const { version: read } = must(await admin.get(path));
      return admin.put(path, { version: read, value });
    };
    const ALL = { labour: true, parts: true, fees: true, quantities: true, discounts: true, surcharges: true, commission: false };

    test('shown as the company chose; the total and the hash that is signed stay the same', async () => {
      const { id } = await stage.finishedUnsigned();
      const bill = async () => must(await (await stage.customerOf(id)).get('/customer/order')).bill;
      const before = await bill();
      must(await save('/settings/customer-bill', { ...ALL, labour: false, parts: false, fees: false }));
      const after = await bill();
      expect(after.lines.every(({ quantity }: { quantity: string }) => quantity === '')).toBe(true);
      expect(after.lines.reduce((sum: number, { charge }: { charge: number }) => sum + charge, 0)).toBe(before.total);
      expect([after.total, after.hash]).toEqual([before.total, before.hash]);
      expect((await around(id)).commission).toBeNull();
      must(await save('/settings/customer-bill', { ...ALL, commission: true }));
      expect((await around(id)).commission).toBeGreaterThan(0);
      must(await save('/settings/customer-bill', ALL));
    });

    test('a setting is saved over the version that was read, audited, by administrators alone', async () => {
      const admin = await stage.as('admin');
      const { version: read } = must(await admin.get('/settings/customer-bill'));
      must(await admin.put('/settings/customer-bill', { version: read, value: ALL }));
      expect(await admin.put('/settings/customer-bill', { version: read, value: ALL })).toMatchObject({
        status: 412,
        body: { code: 'settings.stale_version' },
      });
      expect((await (await stage.as('chen.kuaiji')).put('/settings/customer-bill', { version: read + 1, value: ALL })).status).toBe(403);
      const audits = await stage.app.run((tx) =>
        tx.db.selectFrom('audit_entry').select('subject_id').where('action', '=', 'settings.saved').execute(),
      );
      expect(audits.map(({ subject_id }) => subject_id)).toContain('orders.customer_bill');
    });

    test('pictures after the work, the serial number, the warranty and whom to call; faces say no full name', async () => {
      must(await save('/settings/customer-service', { warrantyDays: 90, warrantyNote: '安装质保', servicePhone: '400-800-1234' }));
      const { id } = await stage.finished();
      const shown = await around(id);
      expect(shown.regionName).toContain('北京');
      expect(shown.photos.map(({ label }: { label: string }) => label)).toEqual(['安装后照片']);
      expect((await fetch(`${stage.app.url}${shown.photos[0].url}`)).status).toBe(200);
      expect(shown.devices.map(({ label }: { label: string }) => label)).toContain('机身序列号');
      expect(shown.warranty).toMatchObject({ note: '安装质保' });
      expect(shown.warranty.until).toBeGreaterThan(stage.clock.now() + 89 * 24 * HOUR);
      expect(shown.servicePhone).toBe('400-800-1234');
      expect(shown.installer.name).toMatch(/^.师傅$/);
      for (const { name } of shown.faces) expect(name).toMatch(/^.(师傅|客服)$/);
      expect(shown.reschedule).toMatchObject({ allowed: false });
    });

    test('before the proof: the region, and nothing that was filled in', async () => {
      const { id } = await stage.finished();
      // as before anybody had opened the link
      await stage.app.run((tx) => tx.db.updateTable('customer_link').set({ verified: 0 }).where('order_id', '=', id).execute());
      const token = await stage.linkOf(id);
      const opened = must(await callerAt(stage.app.url, '').post('/customer/links/open', { token }));
      const stranger = callerAt(stage.app.url, opened.bearer as string);
      expect(must(await stranger.get('/customer/order/around'))).toMatchObject({
        photos: [],
        devices: [],
        questions: [],
        commission: null,
        reschedule: { allowed: false, why: 'not_proved' },
      });
      expect((await stranger.post('/customer/order/questions', { text: '你好吗' })).body.code).toBe('auth.link_wrong_person');
      expect((await stranger.post('/customer/order/slot', { version: 1, slot: other, reason: '改' })).body.code).toBe(
        'auth.link_wrong_person',
      );
    });
  });
});
