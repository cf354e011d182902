import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import type { Caller } from './stage.ts';
import { demoFile, must, onEachStage, PLANNED, SLOT, startValues } from './stage.ts';

/** A number of a customer that no other test made. */
let numbers = 0;
const freshPhone = () => `139${String(10_000_000 + numbers++)}`;

onEachStage('taking an order in', { beforeAll, afterAll }, (stage) => {
  let staff: Caller;
  beforeAll(async () => {
    staff = await stage.as('linxiao');
  });

  const draft = (customerId: string, over: Readonly<Record<string, unknown>> = {}) => ({
    templateCode: 'ac-install',
    templateVersion: 1,
    customerId,
    values: startValues(),
    ...over,
  });

  describe('a customer by hand', () => {
    test('is made once, found by number and shown with what was given', async () => {
      const phone = freshPhone();
      const made = must(await staff.post('/customers', { name: ' 张三 ', phone }));
      expect(made).toMatchObject({ name: '张三', phone, phoneMasked: `139****${phone.slice(-4)}`, level: 'STD', sites: [], devices: [] });
      expect(must(await staff.get(`/customers?q=${phone}`)).items).toMatchObject([{ id: made.id, name: '张三' }]);
    });

    test('a known number is told, and makes somebody else only when a person says so', async () => {
      const phone = freshPhone();
      const first = must(await staff.post('/customers', { name: '李四', phone }));
      const refused = await staff.post('/customers', { name: '李四的爱人', phone });
      expect([refused.status, refused.body.code, refused.body.detail]).toEqual([409, 'customers.phone_known', { count: 1 }]);
      const second = must(await staff.post('/customers', { name: '李四的爱人', phone, samePhone: true }));
      expect(second.id).not.toBe(first.id);
      expect(must(await staff.get(`/customers?q=${phone}`)).items).toHaveLength(2);
    });

    test('one key makes one customer', async () => {
      const body = { name: '王五', phone: freshPhone() };
      const key = newId();
      const made = must(await staff.post('/customers', body, key));
      const again = await staff.post('/customers', body, key);
      expect([again.status, again.replayed, again.body.id]).toEqual([200, true, made.id]);
    });

    test.each([
      [{ name: '', phone: null }, ['name']],
      [{ name: '名'.repeat(41), phone: null }, ['name']],
      [{ name: '赵六', phone: '138-0013-8000' }, ['phone']],
      [{ name: '赵六', phone: '1234' }, ['phone']],
      [{ name: '赵六', phone: null, level: 'VIP' }, ['level']],
    ])('%o is refused and names the field', async (body, fields) => {
      const { status, body: refusal } = await staff.post('/customers', body);
      expect([status, refusal.code, refusal.fields.map(({ path }: { path: string }) => path)]).toEqual([422, 'request.invalid', fields]);
    });

    test('name and number can be corrected; a number of somebody else asks first', async () => {
      const [mine, other] = [freshPhone(), freshPhone()];
      const { id } = must(await staff.post('/customers', { name: '小陈', phone: mine }));
      must(await staff.post('/customers', { name: '老陈', phone: other }));
      expect(must(await staff.put(`/customers/${id}/contact`, { name: '陈晨', phone: mine }))).toMatchObject({ name: '陈晨', phone: mine });
      expect((await staff.put(`/customers/${id}/contact`, { name: '陈晨', phone: other })).body.code).toBe('customers.phone_known');
      expect(must(await staff.put(`/customers/${id}/contact`, { name: '陈晨', phone: other, samePhone: true })).phone).toBe(other);
      expect((await staff.put(`/customers/${newId()}/contact`, { name: '谁', phone: null })).body.code).toBe('customers.not_found');
    });

    test('a site is one per text, keeps its point and takes a new one', async () => {
      const { id } = must(await staff.post('/customers', { name: '小林', phone: freshPhone() }));
      const site = { region: '110105', text: '建国路 88 号', label: '家', point: null };
      must(await staff.post(`/customers/${id}/sites`, site));
      const pinned = must(await staff.post(`/customers/${id}/sites`, { ...site, point: { lat: 39.9087, lng: 116.4805 } }));
      expect(pinned.sites).toMatchObject([{ label: '家', region: '110105', regionName: '北京市朝阳区', lat: 39.9087, lng: 116.4805 }]);
      const two = must(await staff.post(`/customers/${id}/sites`, { ...site, text: '建国路 89 号', label: '公司' }));
      expect(two.sites.map(({ label }: { label: string }) => label).sort()).toEqual(['公司', '家']);
      for (const region of ['110000', '999999'])
        expect((await staff.post(`/customers/${id}/sites`, { ...site, region })).body.code).toBe('customers.region_refused');
    });

    test('devices are added, corrected and stay with their customer', async () => {
      const { id } = must(await staff.post('/customers', { name: '小周', phone: freshPhone() }));
      const other = must(await staff.post('/customers', { name: '小吴', phone: freshPhone() }));
      const device = { kind: '空调', brand: '格力', model: 'KFR-35GW', serial: null, siteId: null };
      const added = must(await staff.post(`/customers/${id}/devices`, device)).devices[0];
      expect(added).toMatchObject({ ...device, installedAt: null });
      const corrected = must(await staff.post(`/customers/${id}/devices`, { ...device, deviceId: added.id, serial: 'GR35SN01' }));
      expect(corrected.devices).toMatchObject([{ id: added.id, serial: 'GR35SN01' }]);
      const stolen = await staff.post(`/customers/${other.id}/devices`, { ...device, deviceId: added.id });
      expect([stolen.status, stolen.body.code]).toEqual([404, 'customers.device_not_found']);
    });

    test('what an order installs is the device with that serial number, not a second one', async () => {
      const { id } = must(await staff.post('/customers', { name: '小郑', phone: freshPhone() }));
      const order = await stage.taken({ customerId: id });
      const submit = await stage.finishing(order.installer, order.id);
      const { serial } = submit['values'] as { serial: string };
      must(await staff.post(`/customers/${id}/devices`, { kind: '空调', brand: '格力', model: 'KFR', serial, siteId: null }));
      must(await order.installer.post(`/orders/${order.id}/acts`, submit));
      const { devices } = must(await staff.get(`/customers/${id}`));
      expect(devices).toMatchObject([{ kind: '空调', brand: '格力', model: 'KFR-35GW', serial }]);
      expect(devices[0].installedAt).not.toBeNull();
    });

    test('a device that nobody had on file comes with the kind that its chosen build says', async () => {
      const { id } = must(await staff.post('/customers', { name: '小何', phone: freshPhone() }));
      const order = await stage.taken({ customerId: id });
      must(await order.installer.post(`/orders/${order.id}/acts`, await stage.finishing(order.installer, order.id)));
      expect(must(await staff.get(`/customers/${id}`)).devices).toMatchObject([{ kind: '空调', brand: '', model: 'KFR-35GW' }]);
    });

    test('nobody writes customers whom he may not see', async () => {
      const guest = await stage.person({ userid: `far${stage.store}`, roles: ['staff'], regions: ['440000'] });
      const order = await stage.order();
      for (const [path, body] of [
        ['sites', { region: '440305', text: '科技园', point: null }],
        ['devices', { kind: '空调', serial: null, siteId: null }],
      ] as const)
        expect((await guest.post(`/customers/${order.customerId}/${path}`, body)).body.code).toBe('customers.not_found');
      const { id } = must(await guest.post('/customers', { name: '本地客户', phone: freshPhone() }));
      expect((await guest.post(`/customers/${id}/sites`, { region: '110105', text: '建国路', point: null })).body.code).toBe(
        'customers.region_refused',
      );
    });
  });

  describe('one form, one order', () => {
    test('the same draft sent again is the same order, whatever was changed in it', async () => {
      const customerId = await stage.customer();
      const draftId = newId();
      const first = must(await staff.post('/orders', draft(customerId, { draftId })));
      expect(first.already).toBe(false);
      const changed = draft(customerId, { draftId, values: startValues({ floor: '9' }) });
      const second = must(await staff.post('/orders', changed));
      expect(second).toEqual({ id: first.id, number: first.number, version: expect.any(Number), already: true });
      // also when the second try could not stand by itself any more
      expect(must(await staff.post('/orders', draft(customerId, { draftId, values: {} }))).id).toBe(first.id);
      expect(must(await staff.get(`/orders?customerId=${customerId}`)).items).toHaveLength(1);
    });

    test('five at once make one order', async () => {
      const customerId = await stage.customer();
      const draftId = newId();
      const answers = await Promise.all(
        ['5', '6', '7', '8', '9'].map((floor) => staff.post('/orders', draft(customerId, { draftId, values: startValues({ floor }) }))),
      );
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect(answers.filter(({ body }) => body.already === false)).toHaveLength(1);
    });

    test('a refusal leaves the draft free, and another person has drafts of their own', async () => {
      const customerId = await stage.customer();
      const draftId = newId();
      expect((await staff.post('/orders', draft(customerId, { draftId, values: {} }))).body.code).toBe('orders.form_invalid');
      const mine = must(await staff.post('/orders', draft(customerId, { draftId })));
      const colleague = await stage.person({ userid: `desk${stage.store}`, roles: ['staff'], regions: ['000000'] });
      const theirs = must(await colleague.post('/orders', draft(customerId, { draftId })));
      expect([theirs.already, theirs.id === mine.id]).toEqual([false, false]);
    });

    test('my orders are those that I opened', async () => {
      const colleague = await stage.person({ userid: `mine${stage.store}`, roles: ['staff'], regions: ['000000'] });
      const customerId = await stage.customer();
      must(await staff.post('/orders', draft(customerId)));
      expect(must(await colleague.get('/orders?createdBy=me')).items).toEqual([]);
      const { id } = must(await colleague.post('/orders', draft(customerId)));
      expect(must(await colleague.get('/orders?createdBy=me')).items).toMatchObject([{ id, customerId, templateCode: 'ac-install' }]);
    });
  });

  describe('a template that changes while its form is open', () => {
    const publish = async (over: Readonly<Record<string, unknown>>) => {
      const template = { ...demoFile('template-ac-install'), ...over };
      template.form = { ...template.form, code: template.code, version: template.version };
      template.flow = JSON.parse(
        JSON.stringify({ ...template.flow, code: template.code, version: template.version }).replaceAll(
          '"form":{"code":"ac-install"',
          `"form":{"code":"${template.code}"`,
        ),
      );
      must(await (await stage.as('admin')).post('/templates', { template }));
    };
    const version = async (code: string) => (await staff.get(`/templates/${code}/start-form`)).body.version;
    const send = (code: string, templateVersion: number, customerId: string) =>
      staff.post('/orders', draft(customerId, { templateCode: code, templateVersion, draftId: newId() }));

    test('a newer version refuses the older and says which it is; withdrawing brings the older back, and at last none', async () => {
      const code = `changing-${stage.store}`;
      const customerId = await stage.customer();
      await publish({ code, version: 1 });
      must(await send(code, 1, customerId));
      await publish({ code, version: 2 });
      const late = await send(code, 1, customerId);
      expect([late.status, late.body.code, late.body.detail]).toEqual([409, 'templates.superseded', { current: 2 }]);
      must(await send(code, 2, customerId));

      const admin = await stage.as('admin');
      const withdraw = (number: number, by = admin) => by.post(`/templates/${code}/${number}/withdraw`, { reason: '价格调整' });
      expect((await withdraw(2, staff)).status).toBe(403);
      expect(must(await withdraw(2))).toEqual({ code, version: 2, current: 1 });
      expect(must(await withdraw(2))).toEqual({ code, version: 2, current: 1 });
      expect(await version(code)).toBe(1);
      const heads = must(await staff.get('/templates')).items.filter((head: { code: string }) => head.code === code);
      expect(heads.map(({ version: v, active, withdrawnAt }: Record<string, unknown>) => [v, active, withdrawnAt !== null])).toEqual([
        [2, false, true],
        [1, true, false],
      ]);
      expect(must(await withdraw(1)).current).toBeNull();
      const gone = await send(code, 1, customerId);
      expect([gone.status, gone.body.code]).toEqual([409, 'templates.withdrawn']);
      expect((await staff.get(`/templates/${code}/start-form`)).body.code).toBe('templates.not_found');
      expect((await withdraw(7)).body.code).toBe('templates.not_found');
    });

    test('what is open goes on', async () => {
      const code = `going-${stage.store}`;
      const customerId = await stage.customer();
      await publish({ code, version: 1 });
      const { id } = must(await send(code, 1, customerId));
      must(await (await stage.as('admin')).post(`/templates/${code}/1/withdraw`, { reason: '停用' }));
      const view = must(await staff.get(`/orders/${id}`));
      expect(view).toMatchObject({ state: 'open', bill: { totals: { charge: PLANNED.charge } } });
      must(await staff.post(`/orders/${id}/acts`, { version: view.version, event: 'cancel', reason: '客户改主意' }));
    });
  });

  test('a card of where the order stands, for whoever sees the order', async () => {
    const { id, number } = await stage.order();
    await stage.quiet();
    const first = must(await staff.post(`/orders/${id}/chat-card`, {}));
    expect(first).toMatchObject({ title: '空调安装进度', miniProgram: null });
    expect(first.text).toContain(number);
    expect(first.text).toMatch(/^派单中：/);
    // one order has one link: the card leads where the first one led
    expect(first.url).toContain(`?t=${await stage.linkOf(id)}`);
    const { version } = must(await staff.get(`/orders/${id}`));
    must(await staff.post(`/orders/${id}/acts`, { version, event: 'cancel', reason: '不装了' }));
    expect(must(await staff.post(`/orders/${id}/chat-card`, {})).text).toMatch(/^已取消，预约/);
    const far = await stage.person({ userid: `card${stage.store}`, roles: ['staff'], regions: ['440000'] });
    expect((await far.post(`/orders/${id}/chat-card`, {})).body.code).toBe('orders.not_found');
  });

  describe('how much room the slots of a place have', () => {
    const SPANS = 'templateCode=ac-install&hours=08:00-10:00,10:00-12:00';
    const ask = async (query: string) => must(await staff.get(`/slots/room?${query}&${SPANS}`)).items;
    type Item = { date: string; from: string; level: string; left: number; why: string };
    const at = (items: Item[], date = '2026-12-03') => items.find((item) => item.date === date && item.from === '10:00')!;
    const slot = { ...SLOT, date: '2026-12-03' };
    const range = 'from=2026-12-01&days=7';

    test('those who could come, less what is promised and waits for somebody in the whole city', async () => {
      const before = at(await ask(`region=110105&${range}`));
      expect(before).toMatchObject({ level: 'free', left: 2, why: '2 位师傅中 2 位有空' });
      // an order that looks for somebody takes one of the two, in any district of the city; whoever has it afterwards is a visit of his
      const { id } = await stage.order({ values: startValues({ slot }) });
      expect(at(await ask(`region=110108&${range}`))).toMatchObject({ left: 1, why: '2 位师傅中 2 位有空，还有 1 单待派' });
      expect(at(await ask(`region=110105&${range}`), '2026-12-04')).toMatchObject({ left: 2 });
      const { version } = must(await staff.get(`/orders/${id}`));
      must(await staff.post(`/orders/${id}/acts`, { version, event: 'cancel', reason: '不装了' }));
      expect(at(await ask(`region=110105&${range}`))).toEqual(before);
    });

    test("leave, rosters and the day's limit take people out, and say so", async () => {
      const dispatcher = await stage.as('zhou.diaodu');
      const zhang = await stage.personId('zhang.wei');
      const from = Date.parse('2026-12-05T00:00:00+08:00');
      must(await dispatcher.post(`/dispatch/installers/${zhang}/leaves`, { from, to: from + 86_400_000, kind: 'annual', reason: '探亲' }));
      expect(at(await ask(`region=110105&${range}`), '2026-12-05')).toMatchObject({ left: 1, why: '2 位师傅中 1 位有空，1 位休息或请假' });
      await stage.app.run((tx) => tx.db.updateTable('installer_profile').set({ capacity: 0 }).execute());
      try {
        expect(at(await ask(`region=110105&${range}`), '2026-12-05')).toMatchObject({
          level: 'full',
          why: '2 位师傅中 0 位有空，1 位已排满，1 位休息或请假',
        });
      } finally {
        await stage.app.run((tx) => tx.db.updateTable('installer_profile').set({ capacity: 100_000 }).execute());
      }
    });

    test('a place where nobody does this work is full, and what is asked must make sense', async () => {
      expect(at(await ask(`region=540102&${range}`))).toMatchObject({ level: 'full', why: '这里没有能做这项服务的师傅' });
      expect((await staff.get(`/slots/room?region=1101&from=2026-12-01&${SPANS}`)).status).toBe(422);
      // days are counted on from the first: one that does not exist is never reached
      for (const day of ['2026-13-45', '2026-99-01', '2026-02-30', '0000-00-00'])
        expect((await staff.get(`/slots/room?region=110105&from=${day}&${SPANS}`)).body.fields[0].path).toBe('from');
      expect((await staff.get('/slots/room?region=110105&from=2026-12-01&templateCode=ac-install&hours=8')).body.fields[0].path).toBe(
        'hours',
      );
      const gone = await staff.get('/slots/room?region=110105&from=2026-12-01&templateCode=none&hours=08:00-10:00');
      expect(gone.body.code).toBe('templates.not_found');
    });
  });

  describe('whose the name and the number of a form are', () => {
    const other = () => ({ customerName: '李雷', customerPhone: freshPhone() });
    const contactOf = async (customerId: string) => {
      const { name, phone } = must(await staff.get(`/customers/${customerId}`));
      return [name, phone];
    };

    test("the order's alone, where nobody says otherwise: the file stays, the order and its link have their own", async () => {
      const phone = freshPhone();
      const customerId = await stage.customer({ name: '王丽', phone });
      const values = startValues(other());
      const { id } = must(await staff.post('/orders', draft(customerId, { values })));
      expect(await contactOf(customerId)).toEqual(['王丽', phone]);
      expect(must(await staff.get(`/orders/${id}`)).customer).toMatchObject({
        id: customerId,
        name: '李雷',
        phoneMasked: `139****${values.customerPhone.slice(-4)}`,
        onFile: '王丽',
      });
      expect(must(await staff.post(`/orders/${id}/phone`, {})).phone).toBe(values.customerPhone);
      const token = await stage.linkOf(id);
      const open = (phoneLast4: string) => staff.post('/customer/links/open', { token, phoneLast4 });
      if (phone.slice(-4) !== values.customerPhone.slice(-4))
        expect((await open(phone.slice(-4))).body.code).toBe('auth.link_wrong_person');
      expect((await open(values.customerPhone.slice(-4))).status).toBe(200);
    });

    test("the customer's from now on, where a person says so; both are in the audit trail", async () => {
      const customerId = await stage.customer({ name: '王丽', phone: freshPhone() });
      const values = startValues(other());
      const { id } = must(await staff.post('/orders', draft(customerId, { values, contact: 'customer' })));
      expect(await contactOf(customerId)).toEqual(['李雷', values.customerPhone]);
      expect(must(await staff.get(`/orders/${id}`)).customer).toMatchObject({ name: '李雷', onFile: null });
      const entries = await stage.app.run((tx) =>
        tx.db.selectFrom('audit_entry').selectAll().where('subject_id', 'in', [id, customerId]).execute(),
      );
      const said = (action: string) => JSON.stringify(entries.find((entry) => entry.action === action));
      expect(said('orders.created')).toContain('customer');
      expect(said('customers.contact_changed')).toContain(id);
    });

    test("a file without a number gets the order's", async () => {
      const customerId = await stage.customer({ name: '王丽', phone: null });
      const values = startValues(other());
      must(await staff.post('/orders', draft(customerId, { values })));
      expect(await contactOf(customerId)).toEqual(['王丽', values.customerPhone]);
    });
  });

  test('an estimate says how far the nearest installer is, where the place has a point', async () => {
    const customerId = await stage.customer();
    const quote = async (values: unknown) => must(await staff.post('/orders/quote', draft(customerId, { values }))).nearestKm;
    expect(Number(await quote(startValues()))).toBeGreaterThan(0);
    expect(await quote(startValues({ address: { region: '110105', text: '建国路 88 号' } }))).toBeNull();
    expect(await quote(startValues({ address: { region: '540102', text: '北京中路 1 号', lat: 29.65, lng: 91.1 } }))).toBeNull();
  });

  test('an estimate copes without a floor, and nobody opens an order whose price hangs on a floor or a lift that nobody told', async () => {
    const customerId = await stage.customer();
    const without = (...keys: string[]) => Object.fromEntries(Object.entries(startValues()).filter(([key]) => !keys.includes(key)));
    const quote = async (values: unknown) => must(await staff.post('/orders/quote', draft(customerId, { values })));
    const usual = (await quote(startValues({ floor: '8', lift: true }))).charge;
    const untold = await quote(without('floor', 'lift'));
    expect(untold.charge).toBe(usual);
    expect(untold.mayChange.join()).toContain('高空作业');
    // stairs to the 8th floor: ¥150 for each unit, as the book has it
    expect((await quote(startValues({ floor: '8', lift: false }))).charge).toBe(usual + 15_000);
    const unanswered = await quote({ ...without('lift'), floor: '8' });
    expect(unanswered.charge).toBe(usual + 15_000);
    expect(unanswered.mayChange[0]).toMatch(/^「有电梯」还没填，现按「高空作业[^」]*」计价$/);
    expect(unanswered.lines[0].added.map(({ amount }: { amount: number }) => amount)).toContain(15_000);
    const refused = async (values: unknown) => {
      const { status, body } = await staff.post('/orders', draft(customerId, { values }));
      return [status, ...(body.fields ?? []).map(({ path }: { path: string }) => path)];
    };
    expect(await refused(without('floor', 'lift'))).toEqual([422, 'values.floor']);
    expect(await refused(without('lift'))).toEqual([422, 'values.lift']);
    // nobody asks for a lift to the third floor
    must(await staff.post('/orders', draft(customerId, { values: { ...without('lift'), floor: '3' } })));
  });
});
