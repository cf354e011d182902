import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, must, onEachStage, PHONE, startValues } from './stage.ts';

/** Where the orders of these tests are, and a place 3.2 km north of it. */
const DOOR = { lat: 39.9087, lng: 116.4805, accuracy: 15 };
const FAR = { ...DOOR, lat: DOOR.lat + 3200 / 111_195 };
/** Today's clock of the stage is ten in the morning. */
const NOW_SLOT = { date: '2026-11-22', from: '10:00', to: '12:00' };
const REASON = '客户说一直在家，没有人敲门';

onEachStage('a punch that is not true', { beforeAll, afterAll }, (stage) => {
  const staff = () => stage.as('linxiao');
  const finance = () => stage.as('chen.kuaiji');
  /** 客户不在, punched three kilometres away. */
  const falselyAbsent = async () => {
    const order = await stage.taken({ values: startValues({ slot: NOW_SLOT }) });
    await absent(order.installer, order.id);
    return order;
  };
  const absent = async (installer: Caller, id: string, at = FAR) => {
    const view = must(await installer.get(`/orders/${id}`));
    must(
      await installer.post(`/orders/${id}/acts`, {
        version: view.version,
        event: 'submit',
        token: view.tasks[0].token,
        outcome: 'absent',
        values: { ...(await stage.nobodyThere(installer)), absentAt: { at: stage.clock.now(), ...at } },
      }),
    );
  };
  const viewOf = async (id: string) => must(await (await staff()).get(`/orders/${id}`));
  const answer = async (id: string, how: 'verify' | 'reject', words: string, at = 0) => {
    const mark = (await viewOf(id)).oddPunches[at];
    return (await staff()).post(`/orders/${id}/punches/${mark.id}/${how}`, how === 'verify' ? { word: words } : { reason: words });
  };
  const settlement = async (id: string) => must(await (await finance()).get(`/settlement/orders/${id}`));
  const earnedBy = async (installer: Caller, id: string) =>
    must(await installer.get('/my/earnings')).orders.filter(({ orderId }: { orderId: string }) => orderId === id);
  /** What the books say of the order, by account; they balance. */
  const books = async (id: string): Promise<Record<string, number>> => {
    await stage.quiet();
    expect(must(await (await finance()).get('/ledger/trial-balance')).balanced).toBe(true);
    const entries = await stage.app.run((tx) => tx.db.selectFrom('ledger_entry').selectAll().where('order_id', '=', id).execute());
    const sums: Record<string, number> = {};
    for (const { account, debit, credit } of entries) sums[account] = (sums[account] ?? 0) + debit - credit;
    return sums;
  };
  const told = (id: string, template: string) =>
    stage.app.run((tx) =>
      tx.db
        .selectFrom('delivery')
        .select(['audience', 'person_id'])
        .where('order_id', '=', id)
        .where('template', '=', template)
        .orderBy('audience')
        .execute(),
    );

  describe('holds the bill of its visit', () => {
    test('a visit fee on the way: neither the list, the page nor the earnings say 待确认 until somebody has looked into it', async () => {
      const { id, installer } = await falselyAbsent();
      const view = await viewOf(id);
      expect(view).toMatchObject({ settlementState: 'estimated', earlierBills: [{ scope: 'fee', state: 'unverified', takenBack: null }] });
      expect((await settlement(id)).earlier).toMatchObject([{ visit: 1, state: 'unverified' }]);
      expect(await earnedBy(installer, id)).toMatchObject([{ settlementState: 'unverified' }]);

      must(await answer(id, 'verify', '客户记错了日子'));
      expect((await viewOf(id)).earlierBills).toMatchObject([{ state: 'pending', takenBack: null }]);
      expect(await earnedBy(installer, id)).toMatchObject([{ settlementState: 'pending', takenBack: null }]);
    });

    test('its customer is told that the fee is looked into, and nobody asks for it until somebody has answered', async () => {
      const { id } = await falselyAbsent();
      const read = async () => must(await (await stage.customerOf(id)).get('/customer/order'));
      const staffSees = (await viewOf(id)).payment;
      const installerSees = must(await (await stage.as((await stage.offerTaker(id))!)).get(`/orders/${id}`)).payment;
      const page = await read();
      const [fee] = page.earlierBills;
      expect(fee).toMatchObject({ scope: 'fee', unverified: true, takenBack: false });
      expect(fee.total).toBeGreaterThan(0);
      const whole = page.bill.total + fee.total;
      expect(page.payment).toMatchObject({ unverified: fee.total, due: page.bill.total, left: page.bill.total, billed: whole });
      const door = page.progress.find(({ status }: { status: string }) => status === 'vain');
      expect(door.note).toBe(`上门费 ¥${(fee.total / 100).toFixed(2)} 公司正在核实，暂不需要支付`);
      // staff and installer read the sum that the customer reads
      for (const sees of [staffSees, installerSees])
        expect(sees).toMatchObject({ unverified: fee.total, due: page.bill.total, left: page.bill.total, billed: whole });

      must(await answer(id, 'verify', '客户记错了日子'));
      const after = await read();
      expect(after.earlierBills).toMatchObject([{ unverified: false, total: fee.total }]);
      expect(after.progress.find(({ status }: { status: string }) => status === 'vain').note).toMatch(/^收上门费 ¥[\d.]+，/);
      expect(after.payment).toMatchObject({ unverified: 0, due: whole, left: whole });
    });

    test('a fee that was paid already stays paid: nobody is told that money goes back', async () => {
      const { id } = await falselyAbsent();
      // paid all the same: nobody asked for it, and the desk takes it down
      const { billed } = (await viewOf(id)).payment;
      must(await (await staff()).post(`/orders/${id}/collections`, { method: 'code', amount: billed }));
      const page = must(await (await stage.customerOf(id)).get('/customer/order'));
      expect(page.payment).toMatchObject({ state: 'paid', unverified: 0, left: 0 });
      expect(page.earlierBills).toMatchObject([{ unverified: true }]);
    });

    test('a check-in far away holds no fee: the work that was done is paid', async () => {
      const { id, installer } = await stage.taken({ values: startValues({ slot: NOW_SLOT }) });
      const finish = await stage.finishing(installer, id);
      const values = { ...(finish['values'] as object), arrival: { ...FAR, at: stage.clock.now() } };
      must(await installer.post(`/orders/${id}/acts`, { ...finish, values }));
      const page = must(await (await stage.customerOf(id)).get('/customer/order'));
      expect(page.bill).toMatchObject({ kind: 'actual', unverified: false });
      expect(page.payment).toMatchObject({ unverified: 0, due: page.bill.total });
    });

    test('a finished visit: a signature does not make it 可结算, silence neither; then what they brought stands', async () => {
      const { id, installer } = await stage.taken({ values: startValues({ slot: NOW_SLOT }) });
      const finish = await stage.finishing(installer, id);
      const values = { ...(finish['values'] as object), arrival: { ...FAR, at: stage.clock.now() } };
      expect(must(await installer.post(`/orders/${id}/acts`, { ...finish, values })).settlementState).toBe('unverified');
      const view = await viewOf(id);
      expect(view).toMatchObject({ settlementState: 'unverified', signature: { by: 'installer_phone' } });
      const listedAs = async (state: string) =>
        must(await (await staff()).get(`/orders?settlementState=${state}&q=${view.number}`)).items.length +
        must(await (await finance()).get(`/settlement/orders?state=${state}`)).items.filter(
          ({ orderId }: { orderId: string }) => orderId === id,
        ).length;
      expect([await listedAs('eligible'), await listedAs('unverified')]).toEqual([0, 2]);

      // not the step of a visit fee: the answer moves nothing
      expect(view.oddPunches).toMatchObject([{ fee: null }]);
      const before = await books(id);
      expect(must(await answer(id, 'reject', REASON))).toEqual({ left: 0, takenBack: false });
      expect(await books(id)).toEqual(before);
      const after = await viewOf(id);
      expect(after.settlementState).toBe('eligible');
      expect(after.timeline.at(-1)).toMatchObject({ type: 'punch_rejected', text: `打卡不属实：${REASON}` });
      expect([await listedAs('eligible'), await listedAs('unverified')]).toEqual([2, 0]);
      expect(await told(id, 'punch-rejected')).toMatchObject([{ audience: 'installer' }]);
      expect(await told(id, 'visit-fee-taken-back')).toEqual([]);
    });
  });

  describe('takes the visit fee back', () => {
    test('as the difference to nothing: books, what the customer owes, pay, history, audit trail, and everybody hears of it', async () => {
      const { id, installer } = await falselyAbsent();
      const before = await viewOf(id);
      const fee = before.earlierBills[0].totals;
      const posted = await books(id);
      expect(posted['receivable:customer']).toBe(fee.charge);
      expect(before.oddPunches).toMatchObject([{ fee: { charge: fee.charge } }]);

      expect(must(await answer(id, 'reject', `电话 ${PHONE} 问过，${REASON}`))).toEqual({ left: 0, takenBack: true });
      const left = await books(id);
      expect(Object.values(left).filter((sum) => sum !== 0)).toEqual([]);
      const kinds = (await settlement(id)).postings.map(({ kind }: { kind: string }) => kind);
      expect(kinds).toEqual(['fee', 'reversal']);

      const after = await viewOf(id);
      const words = `电话 138****5678 问过，${REASON}`;
      // nobody asked for it while it was looked into, and nobody does now that it is gone
      expect(before.payment).toMatchObject({ unverified: fee.charge });
      expect(after.payment).toMatchObject({ unverified: 0, billed: before.payment.billed - fee.charge, due: before.payment.due });
      expect(after.earlierBills).toMatchObject([{ takenBack: words, lines: [], totals: { charge: 0 } }]);
      expect(after.timeline.map(({ text }: { text: string }) => text)).toContain(`打卡不属实，撤回上门费：${words}`);
      const pay = -posted['payable:installer']!;
      const earned = await earnedBy(installer, id);
      // of one day: one figure, which says what is not in it any more
      expect(earned).toMatchObject([{ earn: 0, lessTakenBack: -pay, takenBack: null }]);
      const page = must(await installer.get(`/my/earnings/orders/${id}`));
      expect(page.takenBack).toMatchObject([{ earn: -pay, reason: words }]);
      expect(must(await (await stage.customerOf(id)).get('/customer/order')).earlierBills).toMatchObject([{ total: 0, takenBack: true }]);
      expect((await told(id, 'visit-fee-taken-back')).map(({ audience }) => audience)).toEqual(['customer', 'installer']);
      const trail = await stage.app.run((tx) =>
        tx.db
          .selectFrom('audit_entry')
          .select(['action'])
          .where('subject_id', '=', id)
          .where('action', 'in', ['orders.punch_rejected', 'orders.bill_taken_back'])
          .execute(),
      );
      expect(trail).toHaveLength(2);

      // the order goes on as if nobody had come, and the visit that follows is its whole bill
      const { version } = after;
      must(
        await (await staff()).post(`/dispatch/orders/${id}/reschedule`, {
          version,
          slot: { ...NOW_SLOT, from: '14:00', to: '16:00' },
          reason: '再约',
        }),
      );
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
      const done = await books(id);
      expect(done['receivable:customer']).toBe((await viewOf(id)).bill.totals.charge);
    });

    test('once, whoever answers at the same time', async () => {
      const { id } = await falselyAbsent();
      const mark = (await viewOf(id)).oddPunches[0];
      const desk = await staff();
      const answers = await Promise.all(
        Array.from({ length: 3 }, () => desk.post(`/orders/${id}/punches/${mark.id}/reject`, { reason: REASON })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
      expect(Object.values(await books(id)).filter((sum) => sum !== 0)).toEqual([]);
    });

    test('that of its own visit: the fee of another visit stands', async () => {
      const { id, installer } = await falselyAbsent();
      const { version, earlierBills } = await viewOf(id);
      must(
        await (await staff()).post(`/dispatch/orders/${id}/reschedule`, {
          version,
          slot: { ...NOW_SLOT, from: '14:00', to: '16:00' },
          reason: '再约',
        }),
      );
      await absent(installer, id, DOOR);
      must(await answer(id, 'reject', REASON));
      expect((await viewOf(id)).earlierBills.map(({ takenBack }: { takenBack: string | null }) => takenBack)).toEqual([REASON, null]);
      expect((await books(id))['receivable:customer']).toBe(earlierBills[0].totals.charge);
    });

    test('with what was waived of it: no other work becomes cheaper', async () => {
      const { id } = await falselyAbsent();
      const before = await viewOf(id);
      const fee = before.earlierBills[0].totals.charge;
      must(await (await staff()).post(`/orders/${id}/waivers`, { amount: fee, reason: '先不收' }));
      expect((await viewOf(id)).payment.due).toBe(before.payment.due - fee);
      must(await answer(id, 'reject', REASON));
      const { payment } = await viewOf(id);
      expect(payment).toMatchObject({ billed: before.payment.billed - fee, due: before.payment.due, waived: 0 });
      expect(payment.waivers).toMatchObject([{ amount: fee, voided: { reason: REASON } }]);
      expect(Object.values(await books(id)).filter((sum) => sum !== 0)).toEqual([]);
    });

    test('what the customer paid of it goes back to him', async () => {
      const { id } = await falselyAbsent();
      const { version, payment } = await viewOf(id);
      const fee = (await viewOf(id)).earlierBills[0].totals.charge;
      must(await (await staff()).post(`/orders/${id}/collections`, { kind: 'collect', method: 'transfer', amount: fee }));
      // nothing else is to come of it
      must(await (await staff()).post(`/orders/${id}/acts`, { version, event: 'cancel', reason: '客户不要了' }));
      expect((await viewOf(id)).payment).toMatchObject({ state: 'paid', due: fee });
      must(await answer(id, 'reject', REASON));
      expect((await viewOf(id)).payment).toMatchObject({ state: 'over', due: 0, left: -fee });
      expect(payment.due).toBeGreaterThan(fee);
    });

    test('for a reason, by the desk or by finance, and by nobody who earns by it', async () => {
      const { id, installer } = await falselyAbsent();
      const mark = (await viewOf(id)).oddPunches[0];
      const path = `/orders/${id}/punches/${mark.id}/reject`;
      expect(await (await staff()).post(path, { reason: ' ' })).toMatchObject({ status: 422, body: { fields: [{ path: 'reason' }] } });
      for (const who of [installer, await stage.as('wu.jingli')])
        expect(await who.post(path, { reason: REASON })).toMatchObject({ status: 403 });
      expect(await viewOf(id)).toMatchObject({ oddPunches: [{ id: mark.id }], earlierBills: [{ takenBack: null }] });
      must(await (await finance()).post(path, { reason: REASON }));
      expect(await viewOf(id)).toMatchObject({ oddPunches: [], earlierBills: [{ takenBack: REASON }] });
    });

    // the last one: it lets a day pass
    test('on another day it stands on its own, and both days add up', async () => {
      const { id, installer } = await falselyAbsent();
      const [{ earn: pay }] = await earnedBy(installer, id);
      stage.clock.forward(24 * 60 * 60_000);
      must(await answer(id, 'reject', REASON));
      const rows = await earnedBy(installer, id);
      expect(rows).toHaveLength(2);
      expect(rows).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ earn: pay, takenBack: null, lessTakenBack: 0 }),
          expect.objectContaining({ earn: -pay, takenBack: REASON, lessTakenBack: 0 }),
        ]),
      );
    });
  });
});
