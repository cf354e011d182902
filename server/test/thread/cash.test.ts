import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTUAL, type Caller, must, onEachStage, PHONE } from './stage.ts';

onEachStage("customers' money in an installer's hand", { beforeAll, afterAll }, (stage) => {
  const finance = () => stage.as('chen.kuaiji');
  const collect = async (who: Caller, orderId: string, amount: number, over: Readonly<Record<string, unknown>> = {}) =>
    must(await who.post(`/orders/${orderId}/collections`, { method: 'cash', amount, ...over }));
  const handIn = async (installerId: string, amount: number, over: Readonly<Record<string, unknown>> = {}) =>
    (await finance()).post(`/cash/installers/${installerId}/handovers`, { amount, day: '2026-11-22', ...over });
  const earnings = async (who: Caller) => must(await who.get('/my/earnings'));
  /** The ledger's cash in this installer's hand; everything together balances. */
  const inBooks = async (installerId: string) => {
    await stage.quiet();
    expect(must(await (await finance()).get('/ledger/trial-balance')).balanced).toBe(true);
    const rows = await stage.app.run((tx) =>
      tx.db
        .selectFrom('ledger_entry')
        .select(['debit', 'credit'])
        .where('account', '=', 'cash:installer')
        .where('party', '=', installerId)
        .execute(),
    );
    return rows.reduce((sum, { debit, credit }) => sum + debit - credit, 0);
  };

  test('handed in: his hand is lighter by it, in his month, at finance and in the books; voided it is back', async () => {
    const { id, installer } = await stage.finished();
    const me = await stage.personId((await stage.offerTaker(id))!);
    const before = await earnings(installer);
    await collect(installer, id, 50000);
    expect(await earnings(installer)).toMatchObject({ inHand: before.inHand + 50000, monthHandedIn: 0, handovers: [] });

    const made = must(await handIn(me, 30000, { note: `现金，来电 ${PHONE}` }));
    expect(made.inHand).toBe(before.inHand + 20000);
    const after = await earnings(installer);
    expect(after).toMatchObject({
      inHand: before.inHand + 20000,
      monthCollected: before.monthCollected + 50000,
      monthHandedIn: 30000,
      // what he handed in is no longer offset in what he is paid
      monthNet: before.monthNet - 50000 + 30000,
      handovers: [{ id: made.id, amount: 30000, day: '2026-11-22', note: '现金，来电 138****5678' }],
    });
    expect(await inBooks(me)).toBe(after.inHand);
    const list = must(await (await finance()).get('/cash/installers'));
    expect(list.items.find(({ installerId }: { installerId: string }) => installerId === me)).toMatchObject({
      name: '张师傅',
      handedIn: 30000,
      inHand: after.inHand,
      lastDay: '2026-11-22',
    });
    expect(list.inHand).toBe(list.items.reduce((sum: number, { inHand }: { inHand: number }) => sum + inHand, 0));

    const undo = async () => (await finance()).post(`/cash/handovers/${made.id}/void`, { reason: '记错了人' });
    expect(must(await undo()).inHand).toBe(before.inHand + 50000);
    expect(await undo()).toMatchObject({ status: 409, body: { code: 'cash.already_void' } });
    expect(await earnings(installer)).toMatchObject({ inHand: before.inHand + 50000, monthHandedIn: 0, handovers: [] });
    expect(await inBooks(me)).toBe(before.inHand + 50000);
    const one = must(await (await finance()).get(`/cash/installers/${me}`));
    expect(one.handovers).toMatchObject([{ amount: 30000, voided: { by: '陈会计', reason: '记错了人' } }]);
    expect(one.collections[0]).toMatchObject({ orderId: id, amount: 50000 });
  });

  test('not more than is in his hand, not on a day to come, not for nobody; two who count the same money in at once', async () => {
    const { id, installer } = await stage.finished();
    const me = await stage.personId((await stage.offerTaker(id))!);
    await collect(installer, id, 10000);
    const { inHand } = await earnings(installer);
    expect(await handIn(me, inHand + 1)).toMatchObject({ status: 422, body: { code: 'cash.too_much', fields: [{ path: 'amount' }] } });
    for (const day of ['2026-11-23', '2026-02-30'])
      expect(await handIn(me, 100, { day })).toMatchObject({ status: 422, body: { code: 'cash.day_invalid', fields: [{ path: 'day' }] } });
    expect((await handIn(me, 0)).status).toBe(422);
    expect((await handIn(await stage.personId('linxiao'), 100)).body.code).toBe('people.not_found');
    const answers = await Promise.all([handIn(me, inHand), handIn(me, inHand)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await earnings(installer)).inHand).toBe(0);
    expect(await inBooks(me)).toBe(0);
    const told = await stage.app.run((tx) =>
      tx.db
        .selectFrom('audit_entry')
        .select('action')
        .where('subject_id', '=', me)
        .where('action', '=', 'settlement.handover_recorded')
        .execute(),
    );
    expect(told.length).toBeGreaterThanOrEqual(1);
  });

  test('a refund out of his own hand lessens what is in it', async () => {
    // somebody who installs and also answers customers may give back what he took at the door
    await stage.app.run(async (tx) => {
      const { identity } = stage.app.product.capabilities;
      const known = (await identity.api.findByUserid(tx, 'zhang.wei'))!;
      await identity.api.upsertPerson(tx, { ...known, roles: ['installer', 'staff'], phone: null });
    });
    const { id } = await stage.finished();
    const userid = (await stage.offerTaker(id))!;
    expect(userid).toBe('zhang.wei');
    const me = await stage.personId(userid);
    stage.clock.forward(0);
    const installer = await stage.as(userid);
    const before = await earnings(installer);
    await collect(installer, id, ACTUAL.charge);
    await collect(installer, id, 20000, { kind: 'refund' });
    expect(await earnings(installer)).toMatchObject({
      inHand: before.inHand + ACTUAL.charge - 20000,
      monthCollected: before.monthCollected + ACTUAL.charge - 20000,
    });
    expect(await inBooks(me)).toBe(before.inHand + ACTUAL.charge - 20000);
    // given back by the company instead: his hand stays as it is
    await collect(await stage.as('linxiao'), id, 1000, { kind: 'refund', method: 'transfer' });
    expect((await earnings(installer)).inHand).toBe(before.inHand + ACTUAL.charge - 20000);
    expect(await inBooks(me)).toBe(before.inHand + ACTUAL.charge - 20000);
  });

  test('whoever is not finance counts nothing in', async () => {
    const me = await stage.personId('zhang.wei');
    for (const who of ['zhang.wei', 'linxiao', 'zhou.diaodu'])
      expect((await (await stage.as(who)).post(`/cash/installers/${me}/handovers`, { amount: 1, day: '2026-11-22' })).status).toBe(403);
  });
});
