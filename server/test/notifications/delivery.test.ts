import { businessDay, DAY_MS, epochMs } from '@mingdan/shared/kernel/time';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeCard, deliver } from '../../src/notifications/jobs.ts';
import { noticeAsked } from '../../src/orders/events.ts';
import { newId } from '../../src/platform/ids.ts';
import { cardClicked } from '../../src/wecom/events.ts';
import { report } from '../support/report.ts';
import { waitUntil } from '../support/wait-until.ts';
import { callerAt, must, startValues } from '../thread/stage.ts';
import { onEachRig } from '../wecom/rig.ts';

const SEND = '/cgi-bin/message/send';
const UPDATE = '/cgi-bin/message/update_template_card';

onEachRig('notices', { beforeAll, afterAll, demo: true }, (rig) => {
  const inbox = (userid: string) => rig().sandbox.state.inbox.of(userid);
  const identity = () => rig().app.product.capabilities.identity.api;
  const as = async (userid: string) => {
    const { token } = await rig().app.run(async (tx) =>
      identity().openSession(tx, (await identity().findByUserid(tx, userid))!.id, 'bearer'),
    );
    return callerAt(rig().app.url, token);
  };
  let orders = 0;
  /** An order for a day of its own, so that no installer's day fills up; nobody has been offered it yet. */
  const order = async () => {
    const staff = await as('linxiao');
    const customerId = await rig().app.run((tx) =>
      rig().app.product.capabilities.customers.api.create(tx, { name: '王丽', phone: null, level: 'STD' }),
    );
    orders += 1;
    const date = businessDay(epochMs(rig().clock.now() + (1 + orders) * DAY_MS));
    const values = startValues({ slot: { date, from: '10:00', to: '12:00' } });
    const made = await staff.post('/orders', { templateCode: 'ac-install', templateVersion: 1, customerId, values, source: 'sidebar' });
    return must(made) as { id: string; number: string };
  };
  const offersOf = (orderId: string) =>
    rig().app.run((tx) =>
      tx.db
        .selectFrom('offer')
        .innerJoin('person', 'person.id', 'offer.installer_id')
        .select(['offer.id', 'offer.status', 'person.userid'])
        .where('offer.order_id', '=', orderId)
        .orderBy('offer.id', 'desc')
        .execute(),
    );
  const deliveriesOf = (orderId: string) =>
    rig().app.run((tx) => tx.db.selectFrom('delivery').selectAll().where('order_id', '=', orderId).orderBy('id').execute());
  const cardOf = async (orderId: string) => (await deliveriesOf(orderId)).find(({ template }) => template === 'offer')!;
  const until = (orderId: string, status: string) =>
    waitUntil(`the card of ${orderId} is ${status}`, async () => (await cardOf(orderId))?.status === status);
  /** An order that is offered, with the card on the installer's phone. */
  const offered = async () => {
    const { id, number } = await order();
    await until(id, 'sent');
    const offer = (await offersOf(id))[0]!;
    const message = inbox(offer.userid).find(({ content }) => content['task_id'] === `offer_${offer.id}`)!;
    return { orderId: id, number, offerId: offer.id, userid: offer.userid, message };
  };
  const press = async (userid: string, msgid: string, key: string) => {
    await rig().sandbox.control.clickCard({ userid, msgid, key }).settled;
    await rig().quiet();
  };
  const accept = async (orderId: string) => {
    const [offer] = await offersOf(orderId);
    must(await (await as(offer!.userid)).post(`/my/offers/${offer!.id}/answer`, { answer: 'accept' }));
    await rig().quiet();
  };
  const fault = (one: Parameters<ReturnType<typeof rig>['sandbox']['control']['faults']['add']>[0]) =>
    rig().sandbox.control.faults.add(one);
  const cardsOf = (userid: string, offerId: string) => inbox(userid).filter(({ content }) => content['task_id'] === `offer_${offerId}`);
  const run = (work: Parameters<ReturnType<typeof rig>['app']['run']>[0]) => rig().app.run(work);

  beforeEach(() => void rig().sandbox.control.faults.clear());
  afterEach(() => rig().quiet());

  describe('the card of an offer', () => {
    test('pay first, the offer’s task, a link into the app; one card, one row', async () => {
      const { orderId, number, offerId, userid, message } = await offered();
      expect(message.msgtype).toBe('template_card');
      expect(message.content).toMatchObject({ card_type: 'button_interaction', task_id: `offer_${offerId}` });
      expect(JSON.stringify(message.content)).toMatch(/预估收益.*¥183\.30/);
      expect(JSON.stringify(message.content)).toContain(number);
      expect(cardsOf(userid, offerId)).toHaveLength(1);
      await rig().quiet();
      const rows = (await deliveriesOf(orderId)).toSorted((a, b) => b.template.localeCompare(a.template));
      expect(rows).toMatchObject([
        { template: 'order-created', audience: 'customer', status: 'staff_todo', person_id: null },
        { template: 'offer', audience: 'installer', status: 'sent', channel: 'wecom', reason: null },
      ]);
      await accept(orderId);
    });

    test('nothing personal is in it, nor in the rows', async () => {
      const { orderId, message } = await offered();
      const shown = JSON.stringify([message.content, await deliveriesOf(orderId)]);
      for (const personal of ['13812345678', '王丽', '建国路']) expect(shown).not.toContain(personal);
      await accept(orderId);
    });

    test('pressed: accepted, and the card says so; its code is spent and forgotten', async () => {
      const { orderId, userid, message } = await offered();
      await press(userid, message.msgid, 'accept');
      expect((await offersOf(orderId))[0]).toMatchObject({ status: 'accepted' });
      expect(message.replaced).toBe('已接单');
      expect((await cardOf(orderId)).response_code_enc).toBeNull();
    });

    test('answered in the app: the card closes by the code that came with the sending', async () => {
      const { orderId, message } = await offered();
      await accept(orderId);
      expect(message.replaced).toBe('已接单');
    });

    test('pressed by four copies of one callback at once: one answer, one update', async () => {
      const { orderId, userid, offerId, message } = await offered();
      const before = rig().calls(UPDATE).length;
      message.clickedKey = 'accept';
      const code = rig().sandbox.state.inbox.issueResponseCode(message.msgid, message.agentId);
      const { settings } = rig().sandbox;
      const xml = `<xml><ToUserName>${settings.corpId}</ToUserName><FromUserName>${userid}</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>template_card_event</Event><EventKey>accept</EventKey><TaskId>offer_${offerId}</TaskId><ResponseCode>${code}</ResponseCode><AgentID>${settings.agentId}</AgentID></xml>`;
      const answers = await Promise.all([1, 2, 3, 4].map(() => rig().send(rig().seal(xml))));
      await rig().quiet();
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect((await offersOf(orderId))[0]).toMatchObject({ status: 'accepted' });
      expect(message.replaced).toBe('已接单');
      expect(rig().calls(UPDATE).length - before).toBe(1);
    });

    test('pressed by somebody it was not sent to: no answer', async () => {
      const { orderId, offerId } = await offered();
      await run((tx) => tx.outbox.append(cardClicked, { userid: 'linxiao', taskId: `offer_${offerId}`, key: 'accept', responseCode: '' }));
      await rig().quiet();
      expect((await offersOf(orderId))[0]).toMatchObject({ status: 'offered' });
      await accept(orderId);
    });

    test('too late: whoever presses sees that it is over', async () => {
      const { orderId, userid, message } = await offered();
      fault({ path: UPDATE, times: 1, errcode: 60140 });
      rig().clock.forward(16 * 60_000);
      await waitUntil('the offer is over', async () => (await offersOf(orderId)).some(({ status }) => status === 'expired'));
      await rig().quiet();
      // the first update failed as a spent code does: the buttons are still there
      expect(message.replaced).toBeNull();
      rig().clock.forward(-16 * 60_000);
      await press(userid, message.msgid, 'accept');
      expect(message.replaced).toBe('已超时');
      rig().clock.forward(16 * 60_000);
      rig().clock.forward(-16 * 60_000);
    });
  });

  describe('不接 on the card', () => {
    const keysOf = ({ content }: { content: Record<string, unknown> }) =>
      (content['button_list'] as { key: string }[]).map(({ key }) => key);
    const wordsOf = ({ content }: { content: Record<string, unknown> }) => (content['main_title'] as { desc: string }).desc;
    const OFFERED = ['accept', 'refuse'];
    const ASKING = ['refuse_busy', 'refuse_far', 'refuse_skill', 'refuse_pay', 'refuse_none', 'back'];
    const refusalOf = (offerId: string) =>
      run((tx) => tx.db.selectFrom('offer').select(['status', 'refusal']).where('id', '=', offerId).executeTakeFirstOrThrow());

    test('asks first and refuses nothing; a reason refuses, and is kept', async () => {
      const { orderId, offerId, userid, message } = await offered();
      await press(userid, message.msgid, 'refuse');
      expect(await offersOf(orderId)).toMatchObject([{ id: offerId, status: 'offered' }]);
      expect([keysOf(message), message.replaced]).toEqual([ASKING, null]);
      expect(wordsOf(message)).toMatch(/^确认不接？/);
      expect(message.content).toMatchObject({ task_id: `offer_${offerId}` });

      await press(userid, message.msgid, 'refuse_far');
      expect(await refusalOf(offerId)).toEqual({ status: 'refused', refusal: '太远' });
      expect([message.replaced, wordsOf(message)]).toEqual(['已拒单', '您没有接这单，已另作安排']);
      await accept(orderId);
    });

    test('再看看 shows the offer again; accepted, the card says that its title opens the order', async () => {
      const { orderId, userid, message } = await offered();
      const before = message.content;
      await press(userid, message.msgid, 'refuse');
      await press(userid, message.msgid, 'back');
      expect(message.content).toEqual(before);
      await press(userid, message.msgid, 'accept');
      expect((await offersOf(orderId))[0]).toMatchObject({ status: 'accepted' });
      expect([message.replaced, wordsOf(message)]).toEqual(['已接单', '已接单，点标题打开工单']);
    });

    test('on two devices at once: asked, not refused; answered in the app, the card still closes', async () => {
      const { orderId, offerId, userid, message } = await offered();
      const codes = [1, 2].map(() => rig().sandbox.state.inbox.issueResponseCode(message.msgid, message.agentId));
      for (const responseCode of codes)
        await run((tx) => tx.outbox.append(cardClicked, { userid, taskId: `offer_${offerId}`, key: 'refuse', responseCode }));
      await rig().quiet();
      expect(await refusalOf(offerId)).toEqual({ status: 'offered', refusal: null });
      expect(keysOf(message)).toEqual(ASKING);
      await accept(orderId);
      expect(message.replaced).toBe('已接单');
    });

    test('a code that is spent leaves the card as it is, and nothing is refused', async () => {
      const { orderId, offerId, userid, message } = await offered();
      fault({ path: UPDATE, times: 1, errcode: 60140 });
      await press(userid, message.msgid, 'refuse');
      expect(keysOf(message)).toEqual(OFFERED);
      expect(await refusalOf(offerId)).toMatchObject({ status: 'offered' });
      await accept(orderId);
      expect(message.replaced).toBe('已接单');
    });

    test('by somebody it was not sent to, and after the answer: the card asks nobody', async () => {
      const { orderId, offerId, userid, message } = await offered();
      await run((tx) =>
        tx.outbox.append(cardClicked, { userid: 'linxiao', taskId: `offer_${offerId}`, key: 'refuse', responseCode: 'rc' }),
      );
      await rig().quiet();
      expect(keysOf(message)).toEqual(OFFERED);
      fault({ path: UPDATE, times: 1, errcode: 60140 });
      await accept(orderId);
      expect(message.replaced).toBeNull();
      await press(userid, message.msgid, 'refuse');
      expect([keysOf(message), message.replaced]).toEqual([OFFERED, '已接单']);
    });
  });

  describe('a press that overtakes the answer to the sending', () => {
    /** The platform has delivered and its answer is lost: our next try comes a second later. */
    const sentWithoutAnswer = async () => {
      fault({ path: SEND, times: 1, cut: 'after' });
      const { id } = await order();
      await waitUntil('the card is there', async () => {
        const [offer] = await offersOf(id);
        return offer !== undefined && cardsOf(offer.userid, offer.id).length === 1;
      });
      const offer = (await offersOf(id))[0]!;
      return { orderId: id, ...offer, offerId: offer.id, message: cardsOf(offer.userid, offer.id)[0]! };
    };

    test('F53: the answer is lost, the next try is recognised: one card, its code kept', async () => {
      const { orderId, userid, offerId, message } = await sentWithoutAnswer();
      await until(orderId, 'sent');
      report('F53', `[${rig().store}]`, { n: 1, cards: cardsOf(userid, offerId).length });
      expect(cardsOf(userid, offerId)).toHaveLength(1);
      await press(userid, message.msgid, 'accept');
      expect(message.replaced).toBe('已接单');
    });

    test('the press proves the delivery, and its code closes the card', async () => {
      const { orderId, userid, offerId, message } = await sentWithoutAnswer();
      await rig().sandbox.control.clickCard({ userid, msgid: message.msgid, key: 'accept' }).settled;
      await waitUntil('the card is closed', () => message.replaced === '已接单');
      await rig().quiet();
      expect(await cardOf(orderId)).toMatchObject({ status: 'sent', reason: null });
      expect(cardsOf(userid, offerId)).toHaveLength(1);
    });

    test('a card whose code has not come yet is closed later, not never', async () => {
      const { orderId, userid, offerId } = await sentWithoutAnswer();
      // the app is used before our second try: the card's only code is the one that the second try brings
      must(await (await as(userid)).post(`/my/offers/${offerId}/answer`, { answer: 'refuse' }));
      await rig().quiet();
      expect(await cardOf(orderId)).toMatchObject({ status: 'undeliverable', reason: '派单已有结果' });
      const [next] = await offersOf(orderId);
      expect(next!.userid).not.toBe(userid);
      await accept(orderId);
    });

    test('a code that was spent gives way to a newer one', async () => {
      const { orderId, message } = await offered();
      const delivery = await cardOf(orderId);
      // the platform takes no code the first time; while it says so, a press brings another
      fault({ path: UPDATE, times: 1, errcode: 60140, delayMs: 400 });
      await run((tx) => tx.outbox.enqueue(closeCard, { deliveryId: delivery.id, text: '已接单' }));
      const code = rig().sandbox.state.inbox.issueResponseCode(message.msgid, message.agentId);
      const { userid, id: offerId } = (await offersOf(orderId))[0]!;
      await run((tx) => tx.outbox.append(cardClicked, { userid, taskId: `offer_${offerId}`, key: 'look', responseCode: code }));
      await waitUntil('the card is closed', () => message.replaced === '已接单');
      await rig().quiet();
      expect((await cardOf(orderId)).response_code_enc).toBeNull();
      await accept(orderId);
    });
  });

  describe('what becomes of a notice that does not go through', () => {
    test.each([
      ['busy', { errcode: -1 }],
      ['a connection that breaks before anything was done', { cut: 'before' as const }],
      ['an app that is switched off, until somebody switches it on', { errcode: 50003 }],
      ['a token that ended early', { errcode: 42001 }],
    ])('%s: tried again, delivered once', async (_what, planned) => {
      fault({ path: SEND, times: 1, ...planned });
      const { id } = await order();
      await until(id, 'sent');
      const offer = (await offersOf(id))[0]!;
      expect(cardsOf(offer.userid, offer.id)).toHaveLength(1);
      await accept(id);
    });

    test.each([
      ['content that WeCom never takes', { errcode: 45002 }, '企业微信返回 45002'],
      ['a person who is no member any more', { errcode: 81013 }, '企业微信里没有这位成员'],
    ])('%s: not tried again, the reason is kept', async (_what, planned, reason) => {
      fault({ path: SEND, times: 1, ...planned });
      const before = rig().calls(SEND).length;
      const { id } = await order();
      await until(id, 'undeliverable');
      await rig().quiet();
      expect(await cardOf(id)).toMatchObject({ status: 'undeliverable', reason, channel: null, sent_at: null });
      expect(rig().calls(SEND).length - before).toBe(1);
      await accept(id);
    });

    test('a platform that stays busy: a dead letter after ten tries, and the notice waits', async () => {
      const { orderId } = await offered();
      const staff = await rig().app.run((tx) => identity().findByUserid(tx, 'linxiao'));
      const row = {
        ...(await cardOf(orderId)),
        id: newId(),
        event_key: newId(),
        person_id: staff!.id,
        page: 'order' as const,
        status: 'pending' as const,
      };
      await run((tx) =>
        tx.db
          .insertInto('delivery')
          .values({ ...row, subject_id: null, response_code_enc: null })
          .execute(),
      );
      fault({ path: SEND, times: 10, errcode: 45035 });
      await run((tx) => tx.outbox.enqueue(deliver, { deliveryId: row.id }));
      const dead = () =>
        rig().app.run((tx) => tx.db.selectFrom('dead_letter').select('reason').where('target', '=', 'notifications.deliver').execute());
      await waitUntil('the dead letter', async () => {
        // straight to the next try
        const next = await rig().app.run((tx) =>
          tx.db
            .selectFrom('outbox')
            .select('next_at')
            .where('target', '=', 'notifications.deliver')
            .where('state', '=', 'waiting')
            .executeTakeFirst(),
        );
        if (next && next.next_at > rig().clock.now()) rig().clock.forward(next.next_at - rig().clock.now());
        return (await dead()).length === 1;
      });
      expect((await dead())[0]!.reason).toContain('errcode 45035');
      expect((await deliveriesOf(orderId)).find(({ id }) => id === row.id)).toMatchObject({ status: 'pending' });
      await accept(orderId);
    });
  });

  describe('one row per event and receiver', () => {
    test('the same job five times at once: one message', async () => {
      const { orderId, userid, offerId } = await offered();
      const { id: deliveryId } = await cardOf(orderId);
      await run(async (tx) => {
        await tx.db.updateTable('delivery').set({ status: 'pending' }).where('id', '=', deliveryId).execute();
        for (let n = 0; n < 5; n += 1) await tx.outbox.enqueue(deliver, { deliveryId });
      });
      await rig().quiet();
      expect(cardsOf(userid, offerId)).toHaveLength(1);
      expect((await cardOf(orderId)).status).toBe('sent');
      await accept(orderId);
    });

    test('who is told: the customer by staff, whoever took the order, whoever follows up; two equal notices are two messages', async () => {
      const { orderId, userid } = await offered();
      await accept(orderId);
      const ask = (template: string, to: { type: string }) =>
        run((tx) => tx.outbox.append(noticeAsked, { orderId, template, to, node: 'visit' }));
      const before = { installer: inbox(userid).length, staff: inbox('linxiao').length };
      await ask('sla-escalation', { type: 'followup' });
      await ask('sla-escalation', { type: 'followup' });
      await ask('price-changed', { type: 'holder' });
      await ask('order-finished', { type: 'customer' });
      await rig().quiet();
      await waitUntil('all are sent', async () => (await deliveriesOf(orderId)).every(({ status }) => status !== 'pending'));
      expect(inbox('linxiao').length - before.staff).toBe(2);
      expect(inbox(userid).length - before.installer).toBe(1);
      const told = (await deliveriesOf(orderId)).map(({ template, audience, status }) => `${template} ${audience} ${status}`);
      expect(told).toEqual(
        expect.arrayContaining([
          'sla-escalation staff sent',
          'price-changed installer sent',
          'order-finished customer staff_todo',
          'installer-assigned customer staff_todo',
        ]),
      );
      // staff answer on the sidebar's page of the order, the installer works on a page of their own
      expect(inbox(userid).at(-1)).toMatchObject({ msgtype: 'textcard' });
      expect(inbox(userid).at(-1)?.content['url']).toContain(`/m/#/packages/orders/pages/detail/index?id=${orderId}&notice=`);
      for (const card of inbox('linxiao').slice(before.staff))
        expect(card.content['url']).toContain(`/m/#/packages/sidebar/pages/order/index?id=${orderId}&notice=`);
    });

    test('nobody to tell: said so at once', async () => {
      const { orderId } = await offered();
      await run((tx) => tx.outbox.append(noticeAsked, { orderId, template: 'price-changed', to: { type: 'holder' }, node: 'visit' }));
      await rig().quiet();
      expect((await deliveriesOf(orderId)).at(-1)).toMatchObject({ status: 'undeliverable', reason: '没有可通知的人' });
      await accept(orderId);
    });

    test('a person who was switched off meanwhile is not written to', async () => {
      const { orderId } = await offered();
      await accept(orderId);
      const row = {
        ...(await cardOf(orderId)),
        id: newId(),
        event_key: newId(),
        subject_id: null,
        page: 'order' as const,
        status: 'pending' as const,
      };
      await run(async (tx) => {
        await tx.db
          .insertInto('delivery')
          .values({ ...row, person_id: newId(), response_code_enc: null })
          .execute();
        await tx.outbox.enqueue(deliver, { deliveryId: row.id });
      });
      await rig().quiet();
      expect((await deliveriesOf(orderId)).find(({ id }) => id === row.id)).toMatchObject({
        status: 'undeliverable',
        reason: '收件人不存在或已停用',
      });
    });
  });

  describe('staff send what a customer should hear', () => {
    test('the link is in the list; marked as sent once, by whoever sees the order', async () => {
      const { id } = await order();
      await until(id, 'sent');
      const staff = await as('linxiao');
      const waiting = must(await staff.get(`/deliveries?orderId=${id}&status=staff_todo`)).items;
      expect(waiting).toMatchObject([{ template: 'order-created', audience: 'customer', channel: null }]);
      expect(waiting[0].url).toMatch(/\/m\/#\/packages\/customer\/pages\/order\/index\?t=[\w-]{20,}$/);
      for (let n = 0; n < 2; n += 1) expect(must(await staff.post(`/deliveries/${waiting[0].id}/sent`, {}))).toEqual({ status: 'sent' });
      const audits = await rig().app.run((tx) =>
        tx.db
          .selectFrom('audit_entry')
          .select('action')
          .where('action', '=', 'notifications.sent_by_staff')
          .where('subject_id', '=', id)
          .execute(),
      );
      expect(audits).toHaveLength(1);
      const { id: cardId } = await cardOf(id);
      expect((await staff.post(`/deliveries/${cardId}/sent`, {})).status).toBe(404);
      await accept(id);
    });
  });
});
