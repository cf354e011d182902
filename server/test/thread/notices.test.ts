import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeAsked, orderCreated } from '../../src/orders/events.ts';
import { ACTUAL_LINES, must, onEachStage } from './stage.ts';

onEachStage('notices', { beforeAll, afterAll }, (stage) => {
  const rows = (orderId: string) =>
    stage.app.run((tx) =>
      tx.db
        .selectFrom('delivery')
        .select(['template', 'audience', 'person_id', 'status', 'reason'])
        .where('order_id', '=', orderId)
        .orderBy('id')
        .execute(),
    );
  const ask = async (orderId: string, template: string, to: Parameters<typeof noticeAsked.payload.parse>[0]) => {
    await stage.app.run((tx) => tx.outbox.append(noticeAsked, { orderId, template, to: to as never, node: 'visit' }));
    await stage.quiet();
    return (await rows(orderId)).filter((row) => row.template === template);
  };

  test('the customer hears through the card that staff send, once; sent is sent', async () => {
    const { id } = await stage.order();
    await stage.quiet();
    const staff = await stage.as('linxiao');
    const [todo] = must(await staff.get(`/deliveries?orderId=${id}&status=staff_todo`)).items;
    expect(todo).toMatchObject({ audience: 'customer', template: 'order-created', status: 'staff_todo' });
    expect(new URL(todo.url.replace('#/', '')).searchParams.get('t')).toBe(await stage.linkOf(id));
    for (let n = 0; n < 2; n += 1) expect(must(await staff.post(`/deliveries/${todo.id}/sent`, {})).status).toBe('sent');
    expect((await rows(id)).filter(({ audience }) => audience === 'customer')).toMatchObject([{ status: 'sent' }]);
    const stranger = await stage.person({ userid: 'shen.nan', roles: ['staff'], regions: ['310000'] });
    expect((await stranger.post(`/deliveries/${todo.id}/sent`, {})).status).toBe(404);
  });

  test('cards that wait for one customer, over all their orders and nobody else’s', async () => {
    const mine = await stage.order();
    const others = await stage.order();
    await stage.quiet();
    const staff = await stage.as('linxiao');
    const { id: customerId } = must(await staff.get(`/orders/${mine.id}`)).customer;
    const { id: otherId } = must(await staff.get(`/orders/${others.id}`)).customer;
    expect(customerId).not.toBe(otherId);
    const waiting = async (customer: string) => {
      const { items } = must(await staff.get(`/deliveries?customerId=${customer}&status=staff_todo&audience=customer`));
      return items.map(({ orderId, template }: Record<string, string>) => [orderId, template]);
    };
    expect(await waiting(customerId)).toEqual([[mine.id, 'order-created']]);
    const stranger = await stage.person({ userid: 'he.nan', roles: ['staff'], regions: ['310000'] });
    expect(must(await stranger.get(`/deliveries?customerId=${customerId}`)).items).toEqual([]);
    const nobody = await stage.customer({ name: '没有工单' });
    expect(await waiting(nobody)).toEqual([]);
  });

  test('extra lines that wait for the customer: whoever follows the order up is told to send the card', async () => {
    const { id } = await stage.order();
    const asked = await ask(id, 'consent-asked', { type: 'customer' });
    expect(asked).toMatchObject([{ audience: 'customer', status: 'staff_todo' }]);
    const [told, ...more] = (await rows(id)).filter(({ template }) => template === 'consent-card');
    expect(more).toEqual([]);
    expect(told).toMatchObject({ audience: 'staff' });
    const { created_by } = (await stage.app.run((tx) =>
      tx.db.selectFrom('work_order').select('created_by').where('id', '=', id).executeTakeFirstOrThrow(),
    )) as { created_by: string };
    expect(told?.person_id).toBe(created_by);
  });

  test('a card that nobody sent goes when its reason goes, and says why', async () => {
    const staff = await stage.as('linxiao');
    const cards = async (id: string, query = '') => {
      await stage.quiet();
      const { items } = must(await staff.get(`/deliveries?orderId=${id}&audience=customer${query}`));
      return items.map(({ template, status, reason }: Record<string, string>) => [template, status, reason]);
    };
    const waiting = async (id: string) => (await cards(id, '&status=staff_todo')).map(([template]: string[]) => template);

    // an appointment that is moved overtakes the cards with the old one
    const { id } = await stage.order();
    expect(await waiting(id)).toEqual(['order-created']);
    const { version } = must(await staff.get(`/orders/${id}`));
    const slot = { date: '2026-11-26', from: '14:00', to: '16:00' };
    must(await staff.post(`/dispatch/orders/${id}/reschedule`, { version, slot, reason: '客户改时间' }));
    expect(await waiting(id)).toEqual(['visit-rescheduled']);
    expect(await cards(id)).toContainEqual(['order-created', 'past', '预约时间已改，卡片上的时间不对了']);

    // a second move overtakes the first one's card
    const again = must(await staff.get(`/orders/${id}`)).version;
    must(
      await staff.post(`/dispatch/orders/${id}/reschedule`, {
        version: again,
        slot: { ...slot, from: '16:00', to: '18:00' },
        reason: '客户改时间',
      }),
    );
    expect(await waiting(id)).toEqual(['visit-rescheduled']);

    // a cancelled order is told of, and nothing else of it
    const last = must(await staff.get(`/orders/${id}`)).version;
    must(await staff.post(`/orders/${id}/acts`, { version: last, event: 'cancel', reason: '不装了' }));
    expect((await waiting(id)).filter((template: string) => template !== 'order-cancelled')).toEqual([]);
  });

  test('extra lines that have their answer are no card any more', async () => {
    const { id, installer } = await stage.taken();
    const staff = await stage.as('linxiao');
    const waiting = async () => {
      await stage.quiet();
      const { items } = must(await staff.get(`/deliveries?orderId=${id}&status=staff_todo`));
      return items.map(({ template }: { template: string }) => template);
    };
    const lines = [...ACTUAL_LINES.services, ...ACTUAL_LINES.parts];
    const consent = must(await installer.post(`/orders/${id}/consents`, { lines, note: '多打一个孔' }));
    expect(await waiting()).toContain('consent-asked');
    const customer = await stage.customerOf(id);
    must(await customer.post(`/customer/order/consents/${consent.id}`, { hash: consent.hash, agree: true }));
    // the customer was on the page for it: the first card has nothing to bring either
    expect(await waiting()).toEqual(['installer-assigned']);
  });

  test('an event that is delivered again makes no second row', async () => {
    const { id } = await stage.order();
    await stage.quiet();
    const before = (await rows(id)).length;
    const receipts = await stage.app.run((tx) => tx.db.selectFrom('receipt').select('key').execute());
    expect(receipts.length).toBeGreaterThan(0);
    // another event of the same kind is another notice; the same message is not
    await stage.app.run((tx) => tx.outbox.append(orderCreated, { orderId: id }));
    await stage.quiet();
    expect((await rows(id)).length).toBe(before + 1);
  });

  test('without WeCom an offer is not deliverable, and says why; it stands in the mini-program', async () => {
    const { id } = await stage.order();
    const offer = await stage.offer(id);
    await stage.quiet();
    expect((await rows(id)).filter(({ template }) => template === 'offer')).toEqual([
      { template: 'offer', audience: 'installer', person_id: offer.installerId, status: 'undeliverable', reason: '未配置企业微信' },
    ]);
    expect(must(await (await stage.as(offer.userid)).get('/my/offers')).items.map(({ orderId }: { orderId: string }) => orderId)).toContain(
      id,
    );
  });

  test('a role: everyone who has it and serves the region; an outlet: its managers; nobody: the row says so', async () => {
    const { id, installer } = await stage.taken();
    await stage.person({ userid: 'diao.du.sh', roles: ['dispatcher'], regions: ['310000'] });
    await stage.person({ userid: 'diao.du.bj', roles: ['dispatcher'], regions: ['110100'] });
    const asked = async (name: string, to: object) => (await ask(id, name, to as never)).map(({ person_id }) => person_id).sort();
    const ids = async (...userids: string[]) => (await Promise.all(userids.map((userid) => stage.personId(userid)))).sort();

    expect(await asked('t-role', { type: 'role', role: 'dispatcher' })).toEqual(await ids('zhou.diaodu', 'diao.du.bj'));
    expect(await asked('t-outlet', { type: 'outletOfRegion' })).toEqual(await ids('wu.jingli'));
    expect(await asked('t-manager', { type: 'role', role: 'outlet_manager' })).toEqual(await ids('wu.jingli'));
    expect(await asked('t-followup', { type: 'followup' })).toEqual(await ids('linxiao'));
    expect(await asked('t-holder', { type: 'holder' })).toEqual(await ids('zhang.wei'));
    expect(await asked('t-people', { type: 'people', people: await ids('sunyue', 'zhang.wei') })).toEqual(await ids('sunyue', 'zhang.wei'));
    expect(await ask(id, 't-nobody', { type: 'role', role: 'auditor-of-moons' } as never)).toMatchObject([
      { person_id: null, status: 'undeliverable', reason: '没有可通知的人' },
    ]);
    expect(must(await installer.get(`/orders/${id}`)).state).toBe('open');
  });

  test('who may work at a node hears what it tells: the follow-up staff where the order waits for them', async () => {
    const { id, installer } = await stage.taken();
    const view = must(await installer.get(`/orders/${id}`));
    must(
      await installer.post(`/orders/${id}/acts`, {
        version: view.version,
        event: 'submit',
        token: view.tasks[0].token,
        outcome: 'absent',
        early: view.slot.date,
        values: await stage.nobodyThere(installer),
      }),
    );
    stage.clock.forward(6 * 3_600_000 + 60_000);
    await stage.until('the escalation', async () => (await rows(id)).some(({ template }) => template === 'sla-escalation'));
    // the template escalates to region managers, of whom the demo company has none
    expect((await rows(id)).filter(({ template }) => template === 'sla-escalation')).toMatchObject([
      { person_id: null, status: 'undeliverable' },
    ]);
  });
});
