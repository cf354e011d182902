import { DAY_MS } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, must, onEachStage, startValues } from './stage.ts';

const SHANGHAI = { region: '310115', text: '世纪大道 1 号', lat: 31.23, lng: 121.5 };

onEachStage('two records of one customer', { beforeAll, afterAll }, (stage) => {
  let desk: Caller;
  beforeAll(async () => {
    desk = await stage.as('linxiao');
  }, 60_000);

  /** A customer with a history: an order, so a site, a device by hand, and a note. */
  const person = async (name: string, phone: string, text: string) => {
    const customerId = await stage.customer({ name, phone });
    const order = await stage.order({
      customerId,
      values: startValues({ customerName: name, customerPhone: phone, address: { region: '110105', text, lat: 39.9, lng: 116.4 } }),
    });
    must(await desk.post(`/customers/${customerId}/devices`, { kind: '空调', model: text, serial: null, siteId: null }));
    must(await desk.post(`/customers/${customerId}/notes`, { text: `${name}的备注` }));
    await stage.quiet();
    return { customerId, order };
  };
  const ordersOf = async (customerId: string) =>
    must(await desk.get(`/orders?customerId=${customerId}`)).items.map(({ id }: { id: string }) => id);
  const file = async (customerId: string) => ({
    view: must(await desk.get(`/customers/${customerId}`)),
    notes: must(await desk.get(`/customers/${customerId}/file`)).notes.map(({ text }: { text: string }) => text),
  });
  const merge = (customerId: string, otherId: string) =>
    desk.post(`/customers/${customerId}/merges`, { otherId, reason: '电话里确认是同一位' });

  test('what will go over is said first; then it goes, and the merged record leads to the one that stayed', async () => {
    const kept = await person('周女士', '13911110001', '望京街 1 号');
    const other = await person('周小姐', '13911110002', '望京街 2 号');
    const preview = must(await desk.get(`/customers/${kept.customerId}/merge-preview?otherId=${other.customerId}`));
    expect(preview).toMatchObject({
      kept: { id: kept.customerId, name: '周女士' },
      merged: { id: other.customerId, name: '周小姐' },
      moves: { orders: 1, sites: 1, devices: 1, notes: 1 },
      samePhone: false,
      undoDays: 30,
    });
    expect(must(await merge(kept.customerId, other.customerId)).moved).toEqual(preview.moves);

    expect(await ordersOf(kept.customerId)).toEqual([other.order.id, kept.order.id]);
    const { view, notes } = await file(kept.customerId);
    expect(view.sites.map(({ text }: { text: string }) => text).sort()).toEqual(['望京街 1 号', '望京街 2 号']);
    expect(view.devices).toHaveLength(2);
    expect(notes).toEqual(expect.arrayContaining(['周女士的备注', '周小姐的备注']));
    // known by either number, listed once; a link to the merged record opens the one that stayed
    const found = async (q: string) => must(await desk.get(`/customers?q=${q}`)).items.map(({ id }: { id: string }) => id);
    expect([await found('13911110001'), await found('13911110002')]).toEqual([[kept.customerId], [kept.customerId]]);
    expect(must(await desk.get(`/orders?q=13911110002`)).items).toHaveLength(2);
    expect(must(await desk.get(`/customers/${other.customerId}`)).id).toBe(kept.customerId);
    expect((await merge(kept.customerId, other.customerId)).body.code).toBe('customers.merge_refused');
    // what is written for the merged record is the kept one's
    const later = await stage.order({ customerId: other.customerId });
    expect(await ordersOf(kept.customerId)).toContain(later.id);
    const trail = must(
      await (await stage.as('he.zong')).get(`/audit?subjectType=customer&subjectId=${other.customerId}&action=customers.merged`),
    );
    expect(trail.items).toHaveLength(1);
  });

  test('the customer’s page and the installer’s phone go on working', async () => {
    const kept = await person('钱先生', '13911110003', '酒仙桥 1 号');
    const taken = await stage.taken();
    const customer = await stage.customerOf(taken.id);
    must(await merge(kept.customerId, taken.customerId));
    expect(must(await customer.get('/customer/order'))).toMatchObject({ id: taken.id, verified: true });
    expect(must(await taken.installer.get(`/orders/${taken.id}`)).customer.id).toBe(kept.customerId);
    // the number that the order was opened with still proves who it is
    expect(must(await (await stage.customerOf(taken.id)).get('/customer/order')).verified).toBe(true);
    must(await taken.installer.post(`/orders/${taken.id}/acts`, await stage.finishing(taken.installer, taken.id)));
    await stage.quiet();
    expect(must(await desk.get(`/orders/${taken.id}`)).bill.kind).toBe('actual');
  });

  test('not with somebody out of reach, not with itself, and two at once are one', async () => {
    const [kept, other] = [await person('吴女士', '13911110007', '团结湖 1 号'), await person('吴小姐', '13911110008', '团结湖 2 号')];
    const far = await stage.person({ userid: `far.${stage.store}`, roles: ['staff'], regions: [SHANGHAI.region] });
    expect((await far.post(`/customers/${kept.customerId}/merges`, { otherId: other.customerId, reason: '同一位' })).body.code).toBe(
      'customers.not_found',
    );
    expect((await merge(kept.customerId, kept.customerId)).body.code).toBe('customers.merge_refused');
    const both = await Promise.all([merge(kept.customerId, other.customerId), merge(other.customerId, kept.customerId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await merge(kept.customerId, other.customerId)).status).toBe(409);
  });

  test('the audit trail names the customer of a link, masked, and whoever logged in', async () => {
    const taken = await stage.taken();
    const customer = await stage.customerOf(taken.id);
    must(await customer.post('/customer/order/questions', { text: '能不能早一点来' }));
    const boss = await stage.as('he.zong');
    const rows = async (query: string) => must(await boss.get(`/audit?${query}`)).items;
    const { name } = must(await desk.get(`/customers/${taken.customerId}`));
    const [asked] = await rows('action=orders.question_asked');
    expect(asked).toMatchObject({ actorKind: 'customer', subjectType: 'order', subjectName: taken.number });
    expect(asked.actor).not.toMatch(/^[0-9A-Z]{26}$/);
    expect(asked.actor[0]).toBe(name[0]);
    expect(asked.actor).not.toBe(name);
    const logins = await rows('action=identity.logged_in&limit=100');
    expect(logins.find((row: { subjectType: string }) => row.subjectType === 'person')).toMatchObject({
      actorKind: 'person',
      actor: expect.stringMatching(/^[一-龥]/),
    });
    expect(logins.find((row: { subjectType: string }) => row.subjectType === 'customer')).toMatchObject({
      actorKind: 'customer',
      actor: asked.actor,
      subjectName: asked.actor,
    });
  });

  describe('undone', () => {
    test('what went over goes back, what came since stays', async () => {
      const kept = await person('孙女士', '13911110004', '三里屯 1 号');
      const other = await person('孙小姐', '13911110004', '三里屯 2 号');
      const before = [await file(kept.customerId), await file(other.customerId)];
      expect(must(await desk.get(`/customers/${kept.customerId}/merges`)).samePhone).toMatchObject([{ id: other.customerId }]);
      const { mergeId } = must(await merge(kept.customerId, other.customerId));
      const since = await stage.order({ customerId: kept.customerId });
      const undo = () => desk.post(`/customers/${kept.customerId}/merges/${mergeId}/undo`, {});
      expect(must(await undo())).toEqual({ restoredId: other.customerId });
      expect([await ordersOf(kept.customerId), await ordersOf(other.customerId)]).toEqual([[since.id, kept.order.id], [other.order.id]]);
      const after = [await file(kept.customerId), await file(other.customerId)];
      expect(after[1]).toEqual(before[1]);
      expect(after[0]!.notes).toEqual(before[0]!.notes);
      expect((await undo()).body.code).toBe('customers.merge_over');
      expect(must(await desk.get(`/customers/${kept.customerId}/merges`)).merges).toMatchObject([
        { name: '孙小姐', undone: { by: '林晓' } },
      ]);
    });

    test('not after thirty days', async () => {
      const kept = await person('李女士', '13911110005', '亮马桥 1 号');
      const other = await person('李小姐', '13911110006', '亮马桥 2 号');
      const { mergeId, undoUntil } = must(await merge(kept.customerId, other.customerId));
      stage.clock.forward(30 * DAY_MS + 1);
      desk = await stage.as('linxiao');
      expect(stage.clock.now()).toBeGreaterThan(undoUntil);
      expect((await desk.post(`/customers/${kept.customerId}/merges/${mergeId}/undo`, {})).body.code).toBe('customers.merge_over');
    });
  });
});
