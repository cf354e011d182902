import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTUAL, type Caller, CONTACT, must, onEachStage, PHONE, STREET, startValues } from './stage.ts';

onEachStage('who sees what', { beforeAll, afterAll }, (stage) => {
  let beijing: { id: string; number: string; customerId: string; installer: Caller };
  let shanghai: { id: string; number: string; customerId: string };

  beforeAll(async () => {
    beijing = await stage.finished();
    shanghai = await stage.order({
      customerId: await stage.customer({ name: '沈先生', phone: '13900001111' }),
      values: startValues({
        customerName: '沈先生',
        customerPhone: '13900001111',
        address: { region: '310115', text: '世纪大道 1 号', lat: 31.23, lng: 121.5 },
      }),
    });
    await stage.offer(shanghai.id);
    await stage.quiet();
  });

  const ids = (body: { items: readonly { id?: string; orderId?: string }[] }) => body.items.map(({ id, orderId }) => orderId ?? id);

  describe('orders', () => {
    test("an installer sees his own, nobody else's, and an offered one only as an offer", async () => {
      const own = beijing.installer;
      expect(must(await own.get(`/orders/${beijing.id}`)).number).toBe(beijing.number);
      for (const path of [`/orders/${shanghai.id}`, `/my/earnings/orders/${shanghai.id}`]) expect((await own.get(path)).status).toBe(404);
      const act = { version: 1, event: 'cancel', values: {}, reason: 'x' };
      expect((await own.post(`/orders/${shanghai.id}/acts`, act)).status).toBe(404);
      expect((await own.post(`/orders/${shanghai.id}/bill-preview`, { lines: [{ item: 'BRACKET', quantity: '1' }] })).status).toBe(404);

      const other = await stage.as('wang.lei');
      expect((await other.get(`/orders/${shanghai.id}`)).status).toBe(404);
      expect(must(await other.get('/my/offers')).items).toHaveLength(1);
      expect((await other.get(`/orders/${beijing.id}`)).status).toBe(404);
      expect(must(await other.get('/my/orders')).visits).toEqual([]);
    });

    test("an offer is its installer's alone", async () => {
      const offer = await stage.offer(shanghai.id);
      const refused = await beijing.installer.post(`/my/offers/${offer.id}/answer`, { answer: 'accept' });
      expect(refused).toMatchObject({ status: 404, body: { code: 'dispatch.offer_not_found' } });
    });

    test('an outlet manager sees the orders of the own outlet', async () => {
      const manager = await stage.as('wu.jingli');
      expect(ids(must(await manager.get('/orders')))).toEqual([beijing.id]);
      expect((await manager.get(`/orders/${shanghai.id}`)).status).toBe(404);
      expect((await manager.get(`/settlement/orders/${shanghai.id}`)).status).toBe(404);
      expect((await manager.get(`/orders/${shanghai.id}/offers`)).status).toBe(404);
      expect(must(await manager.get(`/orders/${beijing.id}/offers`)).items[0]).toMatchObject({ status: 'accepted', pay: 18330 });
    });

    test('staff of a region see that region, in lists, single reads, search and notices alike', async () => {
      const southern = await stage.person({ userid: 'shen.nan', roles: ['staff'], regions: ['310000'] });
      expect(ids(must(await southern.get('/orders')))).toEqual([shanghai.id]);
      expect((await southern.get(`/orders/${beijing.id}`)).status).toBe(404);
      for (const q of [beijing.number, PHONE, PHONE.slice(-4), CONTACT])
        expect(must(await southern.get(`/orders?q=${encodeURIComponent(q)}`)).items).toEqual([]);
      expect(must(await southern.get(`/deliveries?orderId=${beijing.id}`)).items).toEqual([]);
      const all = must(await southern.get('/deliveries')).items.map(({ orderId }: { orderId: string }) => orderId);
      expect(new Set(all)).toEqual(new Set([shanghai.id]));
      expect((await southern.post(`/orders/${beijing.id}/acts`, { version: 1, event: 'cancel', values: {}, reason: 'x' })).status).toBe(
        404,
      );
    });

    test('a customer sees the one order of the link', async () => {
      const customer = await stage.customerOf(beijing.id);
      expect(must(await customer.get('/customer/order')).number).toBe(beijing.number);
      for (const path of ['/orders', `/orders/${beijing.id}`, '/customers', '/my/orders', '/ledger/trial-balance'])
        expect((await customer.get(path)).status, path).toBe(403);
    });

    test('people without a role, administrators and auditors see no order', async () => {
      const nobody = await stage.person({ userid: 'nobody', roles: [], regions: ['000000'] });
      for (const caller of [nobody, await stage.as('admin')])
        for (const path of ['/orders', `/orders/${beijing.id}`, `/settlement/orders/${beijing.id}`])
          expect((await caller.get(path)).status).toBe(403);
    });
  });

  describe('customers', () => {
    test('by region of their sites, by outlet, and whoever has no site yet', async () => {
      const fresh = await stage.customer({ name: '刚认识', phone: null });
      const southern = await stage.person({ userid: 'shen.nan2', roles: ['staff'], regions: ['310000'] });
      const seen = ids(must(await southern.get('/customers')));
      expect(seen).toContain(shanghai.customerId);
      expect(seen).toContain(fresh);
      expect(seen).not.toContain(beijing.customerId);
      expect((await southern.get(`/customers/${beijing.customerId}`)).status).toBe(404);

      const manager = await stage.as('wu.jingli');
      expect(ids(must(await manager.get('/customers')))).toEqual([beijing.customerId]);
      expect((await manager.get(`/customers/${shanghai.customerId}`)).status).toBe(404);
      expect(must(await (await stage.as('he.zong')).get('/customers')).items.length).toBeGreaterThanOrEqual(3);
    });

    test('the full number is for those who call customers', async () => {
      expect(must(await (await stage.as('linxiao')).get(`/customers/${beijing.customerId}`)).phone).toBe(PHONE);
      expect(must(await (await stage.as('he.zong')).get(`/customers/${beijing.customerId}`))).toMatchObject({
        phone: null,
        phoneMasked: '138****5678',
      });
    });
  });

  describe('phones', () => {
    test('masked everywhere; full for the installer at work and the desk when they ask, each time on the audit trail', async () => {
      const { id, installer } = await stage.taken();
      const desk = await stage.as('linxiao');
      for (const caller of [installer, desk]) {
        const view = must(await caller.get(`/orders/${id}`));
        expect(JSON.stringify(view)).not.toContain(PHONE);
        expect(view.abilities).toContain('call');
        expect(must(await caller.post(`/orders/${id}/phone`, {})).phone).toBe(PHONE);
      }
      const trail = await stage.app.run((tx) =>
        tx.db.selectFrom('audit_entry').select(['actor_id', 'after_json']).where('action', '=', 'orders.phone_revealed').execute(),
      );
      expect(trail).toHaveLength(2);
      expect(new Set(trail.map(({ actor_id }) => actor_id)).size).toBe(2);
      expect(JSON.stringify(trail)).not.toContain(PHONE);
      expect(await (await stage.as('he.zong')).post(`/orders/${id}/phone`, {})).toMatchObject({ status: 403 });
      for (const userid of ['chen.kuaiji', 'he.zong']) {
        const text = JSON.stringify(must(await (await stage.as(userid)).get(`/orders/${id}`)));
        expect(text).not.toContain(PHONE);
        expect(text).toContain('138****5678');
      }
      const { filled } = must(await (await stage.as('zhou.diaodu')).get(`/orders/${id}`));
      const phone = filled
        .flatMap(({ fields }: { fields: { key: string; value: unknown }[] }) => fields)
        .find(({ key }: { key: string }) => key === 'customerPhone');
      expect(phone.value).toBe('138****5678');
    });

    test('the installer of a finished visit that was closed calls no more', async () => {
      const order = await stage.finished();
      const customer = await stage.customerOf(order.id);
      const page = must(await customer.get('/customer/order'));
      must(
        await customer.post('/customer/order/acts', { version: page.version, token: page.tasks[0].token, outcome: 'skipped', values: {} }),
      );
      const view = must(await order.installer.get(`/orders/${order.id}`));
      expect(view.state).toBe('done');
      expect(view.abilities).not.toContain('call');
      expect(await order.installer.post(`/orders/${order.id}/phone`, {})).toMatchObject({ status: 409, body: { code: 'orders.not_open' } });
      expect(JSON.stringify(view)).not.toContain(PHONE);
    });
  });

  describe('money', () => {
    const sees: readonly (readonly [string, () => Promise<Caller>, readonly (keyof typeof ACTUAL)[]])[] = [
      ['staff', () => stage.as('linxiao'), ['charge']],
      ['dispatcher', () => stage.as('zhou.diaodu'), ['charge']],
      ['outlet manager', () => stage.as('wu.jingli'), ['settle', 'earn']],
      [
        'region manager',
        () => stage.person({ userid: 'qu.jingli', roles: ['region_manager'], regions: ['110000'] }),
        ['charge', 'settle', 'earn', 'profit'],
      ],
      ['finance', () => stage.as('chen.kuaiji'), ['charge', 'settle', 'earn', 'cost', 'profit']],
      ['boss', () => stage.as('he.zong'), ['charge', 'settle', 'earn', 'cost', 'profit']],
      ['installer', async () => beijing.installer, ['charge', 'settle', 'earn']],
    ];

    test.each(sees)('%s', async (_, who, fields) => {
      const expected = Object.fromEntries(
        Object.entries(ACTUAL).map(([field, amount]) => [field, fields.includes(field as 'charge') ? amount : null]),
      );
      const caller = await who();
      const { bill } = must(await caller.get(`/orders/${beijing.id}`));
      expect(bill.totals).toEqual(expected);
      for (const line of bill.lines)
        for (const field of ['charge', 'settle', 'earn', 'cost'] as const)
          expect(line[field] === null, `${line.item} ${field}`).toBe(!fields.includes(field));
      const settlement = await caller.get(`/settlement/orders/${beijing.id}`);
      if (settlement.status === 403) return;
      expect(settlement.body.totals).toEqual(expected);
      const sides = new Set(settlement.body.why.map(({ side }: { side: string }) => side));
      expect(sides).toEqual(new Set(fields.filter((field) => field !== 'profit')));
      const accounts = settlement.body.postings[0].entries.map(({ account }: { account: string }) => account);
      expect(accounts.includes('cost:parts')).toBe(fields.includes('cost'));
      expect(accounts.includes('revenue')).toBe(fields.includes('charge'));
      expect(accounts.includes('payable:installer')).toBe(fields.includes('earn'));
    });

    test("an installer's lists hold the own pay and nobody's cost", async () => {
      const text = JSON.stringify([
        must(await beijing.installer.get('/my/orders')),
        must(await beijing.installer.get('/my/earnings')),
        must(await beijing.installer.get(`/my/earnings/orders/${beijing.id}`)),
      ]);
      expect(text).not.toMatch(/"(cost|profit)":|29700|23690/);
      expect(must(await beijing.installer.get('/my/earnings')).monthTotal % ACTUAL.earn).toBe(0);
    });

    test('the customer: the bill and nothing behind it', async () => {
      const text = JSON.stringify(must(await (await stage.customerOf(beijing.id)).get('/customer/order')));
      expect(text).toContain(String(ACTUAL.charge));
      // figures stand alone: five digits in a row may well be part of a hash
      expect(text).not.toMatch(/"(settle|earn|cost|profit)":|\b(32100|23410|29700|23690)\b/);
    });
  });

  test('an address is for those who go there or send somebody: an offer shows the district', async () => {
    const offer = await stage.offer(shanghai.id);
    const text = JSON.stringify(must(await (await stage.as(offer.userid)).get('/my/offers')));
    expect(text).not.toContain('世纪大道');
    expect(text).not.toContain('沈先生');
    expect(text).not.toContain(STREET);
  });
});
