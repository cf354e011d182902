import { businessDay, DAY_MS, type EpochMs } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import {
  ACTUAL,
  ACTUAL_LINES,
  type Caller,
  CONTACT,
  must,
  onEachStage,
  PHONE,
  PLANNED,
  PLANNED_LINES,
  type Stage,
  startValues,
} from './stage.ts';

onEachStage('the ways beside the straight one', { beforeAll, afterAll }, (stage) => {
  const act: Stage['act'] = (...given) => stage.act(...given);
  const token: Stage['taskToken'] = (...given) => stage.taskToken(...given);
  const finance = () => stage.as('chen.kuaiji');
  const settlement = async (id: string) => must(await (await finance()).get(`/settlement/orders/${id}`));

  /** What the books say of one order, by account; each posting and all together balance. */
  const books = async (id: string): Promise<Record<string, number>> => {
    await stage.quiet();
    const entries = await stage.app.run((tx) => tx.db.selectFrom('ledger_entry').selectAll().where('order_id', '=', id).execute());
    for (const list of Object.values(Object.groupBy(entries, ({ posting_id }) => posting_id)))
      expect(list!.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
    expect(must(await (await finance()).get('/ledger/trial-balance')).balanced).toBe(true);
    const sums: Record<string, number> = {};
    for (const { account, debit, credit } of entries) sums[account] = (sums[account] ?? 0) + debit - credit;
    return sums;
  };
  const paid = (id: string) =>
    stage.app.run(async (tx) => {
      const rows = await tx.db.selectFrom('order_pay').select('earn').where('order_id', '=', id).execute();
      return rows.reduce((sum, { earn }) => sum + earn, 0);
    });
  const postings = (id: string) =>
    stage.app.run((tx) => tx.db.selectFrom('posting').select(['kind', 'follows']).where('order_id', '=', id).orderBy('id').execute());

  describe('extra lines', () => {
    const ask = (installer: Caller, id: string) =>
      installer.post(`/orders/${id}/consents`, { lines: [...ACTUAL_LINES.services, ...ACTUAL_LINES.parts], note: '墙体需多打一个孔' });
    const agree = (customer: Caller, consent: { id: string; hash: string }, agreed = true) =>
      customer.post(`/customer/order/consents/${consent.id}`, { hash: consent.hash, agree: agreed, reason: agreed ? undefined : '太贵' });

    test('asked and agreed before the end: the whole is settled at once', async () => {
      const { id, installer } = await stage.taken({ templateCode: 'no-signature' });
      const consent = must(await ask(installer, id));
      expect(consent).toMatchObject({ status: 'asked', total: ACTUAL.charge, charge: ACTUAL.charge - PLANNED.charge });
      expect(consent.lines.map(({ item, quantity }: { item: string; quantity: string }) => `${item} ${quantity}`)).toEqual([
        'WALL-HOLE 1',
        'COPPER-PIPE 1.5',
      ]);
      const customer = await stage.customerOf(id);
      const page = must(await customer.get('/customer/order'));
      expect(page).toMatchObject({ next: { act: 'consent' }, consents: [{ id: consent.id, hash: consent.hash }] });
      expect(await agree(customer, { ...consent, hash: `consent-1.${'0'.repeat(64)}` })).toMatchObject({
        status: 409,
        body: { code: 'orders.consent_changed' },
      });
      const answers = await Promise.all([agree(customer, consent), agree(customer, consent)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(await agree(customer, consent, false)).toMatchObject({ status: 409, body: { code: 'orders.consent_gone' } });
      // the estimate follows at once, for the customer and for whoever collects
      const estimate = { bill: { kind: 'planned', total: ACTUAL.charge }, payment: { due: ACTUAL.charge, estimated: true } };
      expect(must(await customer.get('/customer/order'))).toMatchObject(estimate);
      const held = must(await installer.get(`/orders/${id}`));
      expect(held).toMatchObject({ bill: { kind: 'planned', totals: { charge: ACTUAL.charge } }, payment: estimate.payment });
      expect(held.tasks[0].fields).toContainEqual(expect.objectContaining({ value: ACTUAL_LINES.services }));
      const preview = must(
        await installer.post(`/orders/${id}/bill-preview`, { lines: [...ACTUAL_LINES.services, ...ACTUAL_LINES.parts] }),
      );
      expect(preview.extra).toBeNull();
      expect(await ask(installer, id)).toMatchObject({ status: 409, body: { code: 'orders.nothing_to_agree' } });

      const submit = await stage.finishing(installer, id);
      const { signature: _, ...values } = submit['values'] as Record<string, unknown>;
      must(await installer.post(`/orders/${id}/acts`, { ...submit, values, billHash: undefined }));
      expect((await settlement(id)).totals).toEqual(ACTUAL);
      expect((await books(id))['receivable:customer']).toBe(ACTUAL.charge);
    });

    test('finished without consent: what was agreed is posted; agreed later, the difference follows once', async () => {
      const { id, installer } = await stage.finishedUnsigned(ACTUAL_LINES);
      const before = await books(id);
      expect(before['receivable:customer']).toBe(PLANNED.charge);
      expect(await paid(id)).toBe(-before['payable:installer']!);
      const view = must(await installer.get(`/orders/${id}`));
      expect(view.consents).toMatchObject([{ status: 'asked', unsettled: true, total: ACTUAL.charge }]);

      const customer = await stage.customerOf(id);
      const [consent] = must(await customer.get('/customer/order')).consents;
      const answers = await Promise.all(Array.from({ length: 4 }, () => agree(customer, consent)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      const after = await books(id);
      expect(after).toEqual({
        'receivable:customer': ACTUAL.charge,
        revenue: -ACTUAL.charge,
        'cost:service': ACTUAL.settle,
        'payable:installer': -ACTUAL.earn,
        'payable:outlet': -(ACTUAL.settle - ACTUAL.earn),
        'cost:parts': ACTUAL.cost,
        'clearing:parts': -ACTUAL.cost,
      });
      expect(await paid(id)).toBe(ACTUAL.earn);
      const told = await postings(id);
      expect(told.map(({ kind }) => kind)).toEqual(['completion', 'supplement']);
      expect(told[1]!.follows).not.toBeNull();
      expect((await settlement(id)).totals).toEqual(ACTUAL);
      expect(must(await installer.get(`/my/earnings/orders/${id}`))).toMatchObject({ kind: 'actual', total: ACTUAL.earn });
      expect(must(await customer.get('/customer/order'))).toMatchObject({
        consents: [{ status: 'agreed', unsettled: false }],
        payment: { due: ACTUAL.charge, state: 'unpaid' },
        next: { act: 'sign' },
      });
    });

    test('declined: it stays unsettled and says so; silence agrees to the bill, never to the extra lines', async () => {
      const { id, installer } = await stage.taken({ templateCode: 'no-signature' });
      const consent = must(await ask(installer, id));
      const customer = await stage.customerOf(id);
      must(await agree(customer, consent, false));
      const submit = await stage.finishing(installer, id);
      const { signature: _, ...values } = submit['values'] as Record<string, unknown>;
      must(await installer.post(`/orders/${id}/acts`, { ...submit, values, billHash: undefined }));
      const view = must(await installer.get(`/orders/${id}`));
      expect(view.consents).toMatchObject([{ status: 'declined', unsettled: true }]);
      expect(view.bill.totals.charge).toBe(PLANNED.charge);
      expect(view.timeline.map(({ text }: { text: string }) => text)).toContain('不同意增项：太贵');
      await stage.verified(id);
      stage.clock.forward(73 * 3_600_000);
      await stage.until('the bill counts as confirmed', async () => (await settlement(id)).settlementState === 'eligible');
      expect((await books(id))['receivable:customer']).toBe(PLANNED.charge);
    });

    test('a signature under the agreed part leaves the rest waiting; one under the whole agrees to it', async () => {
      const { id, installer } = await stage.taken();
      const submit = await stage.finishing(installer, id);
      const preview = must(
        await installer.post(`/orders/${id}/bill-preview`, { lines: [...ACTUAL_LINES.services, ...ACTUAL_LINES.parts] }),
      );
      expect(preview).toMatchObject({
        extra: { charge: ACTUAL.charge - PLANNED.charge, asked: null },
        agreed: { totals: { charge: PLANNED.charge } },
      });
      must(await installer.post(`/orders/${id}/acts`, { ...submit, billHash: preview.agreed.hash }));
      await stage.verified(id);
      expect(await settlement(id)).toMatchObject({ settlementState: 'eligible', totals: { charge: PLANNED.charge } });
      expect(must(await installer.get(`/orders/${id}`)).consents).toMatchObject([{ status: 'asked', unsettled: true }]);

      const whole = await stage.finished();
      expect(must(await whole.installer.get(`/orders/${whole.id}`)).consents).toEqual([]);
      expect(await settlement(whole.id)).toMatchObject({ settlementState: 'eligible', totals: ACTUAL });
    });

    test('asked anew with other lines, the old question counts no more; nothing agreed at all is refused', async () => {
      const { id, installer } = await stage.taken({ templateCode: 'no-signature' });
      const first = must(await ask(installer, id));
      const second = must(
        await installer.post(`/orders/${id}/consents`, { lines: [...PLANNED_LINES.services, { item: 'WALL-HOLE', quantity: '2' }] }),
      );
      const customer = await stage.customerOf(id);
      expect(await agree(customer, first)).toMatchObject({ status: 409, body: { code: 'orders.consent_gone' } });
      expect(second.lines).toMatchObject([{ item: 'WALL-HOLE', quantity: '2' }]);
      const submit = await stage.finishing(installer, id, { lines: { services: [{ item: 'WALL-HOLE', quantity: '1' }], parts: [] } });
      const { signature: _, ...values } = submit['values'] as Record<string, unknown>;
      expect(await installer.post(`/orders/${id}/acts`, { ...submit, values, billHash: undefined })).toMatchObject({
        status: 409,
        body: { code: 'orders.consent_missing' },
      });
      expect(must(await installer.get(`/orders/${id}`)).phase).toBe('working');
    });

    test('not for a stranger: another order’s customer and a link that nobody proved', async () => {
      const { id, installer } = await stage.taken({ templateCode: 'no-signature' });
      const consent = must(await ask(installer, id));
      const other = await stage.order();
      expect(await agree(await stage.customerOf(other.id), consent)).toMatchObject({ status: 404 });
      expect(
        (await (await stage.as('linxiao')).post(`/customer/order/consents/${consent.id}`, { hash: consent.hash, agree: true })).status,
      ).toBe(403);
    });
  });

  describe('visits', () => {
    test('the customer was not there: the visit fee alone is settled, the order is booked again and done later', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      const foretold = must(await installer.post(`/orders/${id}/fee-preview`, { token: await token(installer, id) })).fees;
      expect(foretold.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['absent']);
      await stage.absent(installer, id);
      const fee = await books(id);
      // what was said before is what it came to
      expect(foretold[0].totals).toMatchObject({
        charge: fee['receivable:customer'],
        earn: -fee['payable:installer']!,
        cost: null,
      });
      const view = must(await staff.get(`/orders/${id}`));
      expect(view).toMatchObject({ phase: 'waiting', settlementState: 'estimated', bill: { kind: 'planned' } });
      expect(view.earlierBills).toMatchObject([{ visit: 1, scope: 'fee' }]);
      expect(fee['receivable:customer']).toBe(view.earlierBills[0].totals.charge);
      // its punch is looked into: billed, and asked for by nobody
      expect(view.payment).toMatchObject({
        billed: fee['receivable:customer']! + view.bill.totals.charge,
        unverified: fee['receivable:customer'],
        due: view.bill.totals.charge,
      });
      expect(await paid(id)).toBe(-fee['payable:installer']!);
      // the fee is a bill of its own: it stands and is explained while the order is still estimated
      const between = must(await (await finance()).get(`/settlement/orders/${id}`));
      expect(between).toMatchObject({ settlementState: 'estimated', visit: 2, scope: null, state: 'estimated', kind: 'planned' });
      expect(between.earlier).toMatchObject([
        // the clock stands hours before the slot: the punch at the door waits to be looked into
        { visit: 1, scope: 'fee', state: 'unverified', kind: 'actual', totals: { charge: fee['receivable:customer'] } },
      ]);
      const [bill] = between.earlier;
      for (const [line] of bill.lines.entries())
        for (const side of ['charge', 'settle', 'cost', 'earn'])
          expect(bill.why.find((why: { line: number; side: string }) => why.line === line && why.side === side)?.steps).not.toEqual([]);
      // the installers' share is one of the settlement price, which comes first
      const stepsOf = (side: string) => bill.why.find((why: { line: number; side: string }) => why.line === 0 && why.side === side).steps;
      expect(stepsOf('earn').slice(0, stepsOf('settle').length)).toEqual(stepsOf('settle'));
      expect(stepsOf('earn').at(-1).text).toContain('师傅分成');
      expect(must(await installer.get('/my/earnings')).orders.find(({ orderId }: { orderId: string }) => orderId === id)).toMatchObject({
        settlementState: 'unverified',
      });

      must(await act(staff, id, { event: 'submit', token: await token(staff, id), outcome: 'again' }));
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
      const done = await books(id);
      expect(done['receivable:customer']).toBe(fee['receivable:customer']! + ACTUAL.charge);
      // every day of the page is the sum of what stands under it
      const { days, orders } = must(await installer.get('/my/earnings'));
      for (const { day, earn } of days)
        expect(
          orders
            .filter(({ finishedAt }: { finishedAt: EpochMs }) => businessDay(finishedAt) === day)
            .reduce((sum: number, order: { earn: number }) => sum + order.earn, 0),
        ).toBe(earn);
      expect(await paid(id)).toBe(-done['payable:installer']!);
      expect((await postings(id)).map(({ kind }) => kind)).toEqual(['completion', 'completion']);
      // the list of settlements says of the order what the ledger says
      const listed = must(await (await finance()).get('/settlement/orders')).items.find(
        ({ orderId }: { orderId: string }) => orderId === id,
      );
      expect(listed.totals).toMatchObject({
        charge: done['receivable:customer'],
        settle: done['cost:service'],
        cost: done['cost:parts'],
        earn: -done['payable:installer']!,
      });
      const earned = must(await installer.get(`/my/earnings/orders/${id}`));
      expect(earned.total).toBe(await paid(id));
      // each line names the visit that paid it
      const payOf = (nth: number) =>
        earned.lines.reduce((sum: number, line: { visit: number; earn: number }) => sum + (line.visit === nth ? line.earn : 0), 0);
      expect([payOf(1), payOf(2)]).toEqual([-fee['payable:installer']!, earned.total + fee['payable:installer']!]);
      expect(must(await (await stage.customerOf(id)).get('/customer/order'))).toMatchObject({
        earlierBills: [{ scope: 'fee', total: fee['receivable:customer'], unverified: true }],
        // the company still looks into the fee's punch: it is billed and not asked for
        payment: { billed: done['receivable:customer'], unverified: fee['receivable:customer'], due: ACTUAL.charge },
      });
    });

    test('absent and given to another: whoever came keeps the fee and still reads it', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      await stage.absent(installer, id);
      const fee = await paid(id);
      must(await act(staff, id, { event: 'submit', token: await token(staff, id), outcome: 'other' }));
      const offer = await stage.offer(id);
      const second = await stage.as(offer.userid);
      expect(offer.userid).not.toBe('zhang.wei');
      must(await second.post(`/my/offers/${offer.id}/answer`, { answer: 'accept' }));
      must(await second.post(`/orders/${id}/acts`, await stage.finishing(second, id)));
      expect(must(await installer.get(`/my/earnings/orders/${id}`)).total).toBe(fee);
      expect(must(await second.get(`/my/earnings/orders/${id}`)).total).toBe((await paid(id)) - fee);
      await books(id);
    });

    test('partly done: what was done is settled, the rest is planned, and both bills together are the whole', async () => {
      const { id, installer } = await stage.taken();
      const part = { services: PLANNED_LINES.services, parts: [{ item: 'COPPER-PIPE', quantity: '1' }] };
      const submit = await stage.finishing(installer, id, { lines: part, outcome: 'partly' });
      const twice = await Promise.all([installer.post(`/orders/${id}/acts`, submit), installer.post(`/orders/${id}/acts`, submit)]);
      expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
      const staff = await stage.as('linxiao');
      const view = must(await staff.get(`/orders/${id}`));
      expect(view.earlierBills).toMatchObject([{ scope: 'partly', visit: 1 }]);
      expect(view.bill.lines.map(({ item, quantity }: { item: string; quantity: string }) => `${item} ${quantity}`)).toEqual([
        'BRACKET 1',
        'COPPER-PIPE 2',
      ]);
      expect(view.signature).toBeNull();
      must(await act(staff, id, { event: 'submit', token: await token(staff, id), outcome: 'again' }));
      const rest = {
        services: [{ item: 'HOUR', quantity: '1' }],
        parts: [
          { item: 'BRACKET', quantity: '1' },
          { item: 'COPPER-PIPE', quantity: '2' },
        ],
      };
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id, { lines: rest })));
      const sums = await books(id);
      const after = must(await staff.get(`/orders/${id}`));
      expect(sums['receivable:customer']).toBe(view.earlierBills[0].totals.charge + after.bill.totals.charge);
      expect(await paid(id)).toBe(-sums['payable:installer']!);
      await stage.verified(id);
      expect(must(await staff.get(`/orders/${id}`)).settlementState).toBe('eligible');
    });

    test('partly, with nothing left, is refused', async () => {
      const { id, installer } = await stage.taken();
      const submit = await stage.finishing(installer, id, { lines: PLANNED_LINES, outcome: 'partly' });
      expect(await installer.post(`/orders/${id}/acts`, submit)).toMatchObject({ status: 409, body: { code: 'orders.nothing_left' } });
      expect(await postings(id)).toEqual([]);
    });
  });

  describe('money from the customer', () => {
    const collect = (who: Caller, id: string, amount: number, over: Readonly<Record<string, unknown>> = {}, key?: string) =>
      who.post(`/orders/${id}/collections`, { method: 'cash', amount, ...over }, key);

    test('the installer takes cash: in his hand, in the books, off his figures', async () => {
      const { id, installer } = await stage.finished();
      const before = must(await installer.get('/my/earnings'));
      expect(must(await collect(installer, id, 50000))).toMatchObject({ state: 'part', left: ACTUAL.charge - 50000 });
      expect(await collect(installer, id, ACTUAL.charge)).toMatchObject({ status: 422, body: { code: 'collections.too_much' } });
      must(await collect(installer, id, ACTUAL.charge - 50000, { method: 'code' }));
      const sums = await books(id);
      expect(sums).toMatchObject({ 'cash:installer': ACTUAL.charge, 'receivable:customer': 0 });
      const after = must(await installer.get('/my/earnings'));
      expect(after.inHand - before.inHand).toBe(ACTUAL.charge);
      expect(after.monthNet).toBe(after.monthTotal - after.monthCollected);
      expect(after.collections.slice(0, 2)).toMatchObject([{ orderId: id }, { orderId: id }]);
      expect(must(await (await stage.customerOf(id)).get('/customer/order')).payment).toMatchObject({ state: 'paid', left: 0 });
      const balance = must(await (await finance()).get('/ledger/trial-balance'));
      expect(balance.accounts.find(({ account }: { account: string }) => account === 'cash:installer').name).toBe('师傅代收款');
    });

    test('two who collect the rest at once: one does, the other is refused', async () => {
      const { id, installer } = await stage.finished();
      const staff = await stage.as('linxiao');
      const answers = await Promise.all([collect(installer, id, ACTUAL.charge), collect(staff, id, ACTUAL.charge, { method: 'transfer' })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect((await books(id))['receivable:customer']).toBe(0);
    });

    test('the same request twice is one collection', async () => {
      const { id, installer } = await stage.finished();
      const key = newId();
      const answers = await Promise.all([collect(installer, id, 1000, {}, key), collect(installer, id, 1000, {}, key)]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect((await books(id))['cash:installer']).toBe(1000);
    });

    test('prepaid, then less is done: the rest goes back; voided is reversed, once', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      must(await staff.put(`/orders/${id}/pay-mode`, { mode: 'prepaid' }));
      must(await collect(staff, id, PLANNED.charge, { method: 'transfer' }));
      const less = { services: PLANNED_LINES.services, parts: [{ item: 'BRACKET', quantity: '1' }] };
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id, { lines: less })));
      const { payment } = must(await staff.get(`/orders/${id}`));
      expect(payment).toMatchObject({ mode: 'prepaid', state: 'over', collected: PLANNED.charge });
      expect(await collect(installer, id, 100, { kind: 'refund' })).toMatchObject({ status: 403, body: { code: 'collections.not_yours' } });
      const refund = must(await collect(staff, id, -payment.left, { kind: 'refund', method: 'transfer' }));
      expect(refund).toMatchObject({ state: 'paid', left: 0 });
      expect(await collect(staff, id, PLANNED.charge, { kind: 'refund' })).toMatchObject({
        status: 422,
        body: { code: 'collections.refund_too_much' },
      });
      const money = await finance();
      const voiding = () => money.post(`/orders/${id}/collections/${refund.id}/void`, { reason: '退错了账户' });
      const answers = await Promise.all([voiding(), voiding()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const sums = await books(id);
      expect(sums['cash:company']).toBe(PLANNED.charge);
      expect((await postings(id)).map(({ kind }) => kind).sort()).toEqual(['collection', 'completion', 'refund', 'void']);
      expect((await staff.post(`/orders/${id}/collections/${refund.id}/void`, { reason: 'x' })).status).toBe(403);
    });

    test('not somebody else’s order, and nothing where nothing is due', async () => {
      const { id } = await stage.finished();
      expect((await collect(await stage.as('li.qiang'), id, 100)).status).toBe(404);
      const open = await stage.order();
      must(await act(await stage.as('linxiao'), open.id, { event: 'cancel', reason: '不要了' }));
      expect(await collect(await stage.as('linxiao'), open.id, 100)).toMatchObject({ status: 409, body: { code: 'collections.no_bill' } });
    });
  });

  describe('cancelled', () => {
    const cancel = async (id: string) => must(await act(await stage.as('linxiao'), id, { event: 'cancel', reason: '客户不装了' }));
    const notices = async (id: string) => {
      await stage.quiet();
      const { items } = must(await (await stage.as('linxiao')).get(`/deliveries?orderId=${id}`));
      return items
        .filter(({ template }: { template: string }) => template === 'order-cancelled')
        .map(({ audience }: { audience: string }) => audience)
        .sort();
    };

    test('days before, after an installer took it: nothing is owed; customer and installer are told', async () => {
      const { id } = await stage.taken();
      await cancel(id);
      expect(await books(id)).toEqual({});
      expect(await notices(id)).toEqual(['customer', 'installer']);
      expect(must(await (await stage.as('linxiao')).get(`/orders/${id}`)).payment).toMatchObject({ state: 'none', due: 0 });
    });

    test('within two hours of the slot: the installer gets the visit fee, once, and silence confirms it', async () => {
      const slot = { date: '2026-12-10', from: '10:00', to: '12:00' };
      const { id, installer } = await stage.taken({ values: startValues({ slot }) });
      stage.clock.forward(Date.parse('2026-12-10T08:30:00+08:00') - stage.clock.now());
      await cancel(id);
      const sums = await books(id);
      const view = must(await (await stage.as('linxiao')).get(`/orders/${id}`));
      expect(view).toMatchObject({ state: 'cancelled', settlementState: 'pending', bill: { kind: 'actual', lines: [{ item: 'VISIT' }] } });
      expect(sums['receivable:customer']).toBe(view.payment.due);
      const earned = must(await (await stage.as('zhang.wei')).get(`/my/earnings/orders/${id}`));
      expect(earned.total).toBe(-sums['payable:installer']!);
      expect(earned.total).toBeGreaterThan(0);
      expect(installer).toBeDefined();
      // nobody has the order any more: the list names whom it pays, and what was planned reads by its names though the bill holds a fee alone
      const listed = must(await (await finance()).get('/settlement/orders')).items;
      expect(listed.find(({ orderId }: { orderId: string }) => orderId === id)).toMatchObject({ installerName: '张师傅' });
      const filled = view.filled.flatMap(({ fields }: { fields: { type: string; items: { name: string; code: string }[] }[] }) => fields);
      const lines = filled.find(({ type }: { type: string }) => type === 'service-lines');
      expect(lines.items).toMatchObject([{ code: 'AC-INSTALL-1P5', unit: '台' }]);
      expect(lines.items[0].name).toContain('空调安装');
      // lines stand at the last step that works on them, everything else at the first
      const stepOf = (type: string) =>
        view.filled.find(({ fields }: { fields: { type: string }[] }) => fields.some((field) => field.type === type)).node;
      expect([stepOf('service-lines'), stepOf('timeslot')]).toEqual(['visit', 'open']);
      stage.clock.forward(73 * 3_600_000);
      await stage.until('it counts as confirmed', async () => (await settlement(id)).settlementState === 'eligible');
      expect((await postings(id)).map(({ kind }) => kind)).toEqual(['completion']);
    });
  });

  describe('a wrong address', () => {
    const BEIJING = { region: '110108', text: '中关村大街 1 号', lat: 39.98, lng: 116.31 };
    const correct = async (who: Caller, id: string, address: unknown, version?: number) =>
      who.post(`/orders/${id}/address`, {
        version: version ?? must(await who.get(`/orders/${id}`)).version,
        address,
        reason: `客户 ${PHONE} 报错了门牌`,
      });

    test('served by the same installer: distance and price are made anew, he is told; a stale edit is refused', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      const before = must(await staff.get(`/orders/${id}`));
      const answer = must(await correct(staff, id, BEIJING));
      expect(answer).toMatchObject({ redispatched: false });
      expect(answer.distanceKm).not.toBe(before.distanceKm);
      const after = must(await installer.get(`/orders/${id}`));
      expect(after).toMatchObject({ address: { text: BEIJING.text }, region: '110108', distanceKm: answer.distanceKm, book: before.book });
      expect(after.timeline.at(-1).text).toBe('更正上门地址：客户 138****5678 报错了门牌');
      expect(await correct(staff, id, BEIJING, before.version)).toMatchObject({ status: 412, body: { code: 'orders.stale_version' } });
      await stage.quiet();
      const told = must(await staff.get(`/deliveries?orderId=${id}`)).items.map(({ template }: { template: string }) => template);
      expect(told).toContain('address-corrected');
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
      await books(id);
    });

    test('out of his territory: it goes back to dispatch, he loses sight of it', async () => {
      const { id, installer } = await stage.taken();
      const desk = await stage.person({ userid: `desk.${newId().slice(-6).toLowerCase()}`, roles: ['dispatcher'], regions: ['000000'] });
      const answer = must(await correct(desk, id, { region: '540102', text: '北京中路 1 号' }));
      expect(answer).toMatchObject({ redispatched: true, distanceKm: null });
      expect(must(await desk.get(`/orders/${id}`))).toMatchObject({ installer: null, region: '540102', phase: 'dispatch' });
      expect((await installer.get(`/orders/${id}`)).status).toBe(404);
      expect((await installer.get(`/my/earnings/orders/${id}`)).status).toBe(404);
    });

    test('what it would bring about is told before, and is what it brings about', async () => {
      const { id } = await stage.taken();
      const staff = await stage.as('linxiao');
      const preview = async (who: Caller, address: unknown) => who.post(`/orders/${id}/address/preview`, { address });
      const before = must(await staff.get(`/orders/${id}`));
      const told = must(await preview(staff, BEIJING));
      expect(told.consequences.map(({ kind }: { kind: string }) => kind)).toEqual([
        'region',
        'price',
        'holder',
        'distance',
        'told',
        'hears',
      ]);
      expect(told.consequences[0].text).toBe('地区：北京市朝阳区 → 北京市海淀区');
      // nothing was written
      expect(must(await staff.get(`/orders/${id}`)).version).toBe(before.version);
      const answer = must(await correct(staff, id, BEIJING));
      expect([told.version, told.charge]).toEqual([before.version, answer.charge]);
      expect(told.consequences[3].text).toContain(`→ ${answer.distanceKm} 公里`);

      const desk = await stage.person({ userid: `desk.${newId().slice(-6).toLowerCase()}`, roles: ['dispatcher'], regions: ['000000'] });
      const far = { region: '540102', text: '北京中路 1 号' };
      const words = must(await preview(desk, far));
      expect(words.consequences.map(({ text }: { text: string }) => text).join()).toMatch(
        /不服务这个地区，保存后退回派单[\s\S]*没有定位，距离未知/,
      );
      expect(words.charge).toBe(must(await correct(desk, id, far)).charge);
      expect(await preview(staff, { region: '999999', text: '不存在' })).toMatchObject({ status: 422 });
    });

    test('not beyond the own regions, not to nowhere, not after the end', async () => {
      const { id } = await stage.taken();
      const desk = await stage.person({ userid: `desk.${newId().slice(-6).toLowerCase()}`, roles: ['staff'], regions: ['110000'] });
      expect(await correct(desk, id, { region: '540102', text: '北京中路 1 号' })).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'address.region', code: 'orders.region_out_of_reach' }] },
      });
      expect(await correct(desk, id, { region: '999999', text: '不存在' })).toMatchObject({ status: 422 });
      const done = await stage.finished();
      expect(await correct(await stage.as('linxiao'), done.id, BEIJING)).toMatchObject({ status: 409 });
    });
  });

  describe('a return visit', () => {
    const back = (who: Caller, id: string, over: Readonly<Record<string, unknown>> = {}) =>
      who.post(`/orders/${id}/return-visits`, {
        reason: '室内机滴水',
        warranty: true,
        values: {
          slot: { date: businessDay((stage.clock.now() + 2 * DAY_MS) as EpochMs), from: '10:00', to: '12:00' },
          services: [{ item: 'AC-REPAIR', quantity: '1' }],
        },
        ...over,
      });

    test('within warranty: linked both ways, free for the customer, paid for the installer', async () => {
      const { id } = await stage.finished();
      const staff = await stage.as('linxiao');
      const made = must(await back(staff, id));
      const first = must(await staff.get(`/orders/${id}`));
      const second = must(await staff.get(`/orders/${made.id}`));
      expect(first.links).toMatchObject([
        { orderId: made.id, number: made.number, kind: 'returned_by', warranty: true, reason: '室内机滴水' },
      ]);
      expect(second.links).toMatchObject([{ orderId: id, kind: 'return_of', warranty: true }]);
      expect(second.customer.name).toBe(CONTACT);
      expect(second.bill.totals.charge).toBe(0);
      const of = { number: first.number, warranty: true };
      expect([first.returnOf, second.returnOf]).toEqual([null, of]);
      const listed = must(await staff.get(`/orders?customerId=${second.customer.id}`)).items;
      const marks = new Map(listed.map((one: { id: string; returnVisit: string | null }) => [one.id, one.returnVisit]));
      expect([marks.get(id), marks.get(made.id)]).toEqual([null, 'warranty']);
      await stage.quiet();
      // the customer's card does not read as a new order
      const { items: cards } = must(await staff.get(`/deliveries?orderId=${made.id}&audience=customer`));
      expect(cards.map(({ title }: { title: string }) => title)).toEqual([expect.stringContaining('（质保返修）')]);
      const offer = await stage.offer(made.id);
      const installer = await stage.as(offer.userid);
      // whoever is asked reads what it is before he says yes, also where the first visit was somebody else's
      expect(must(await installer.get('/my/offers')).items.find((one: { id: string }) => one.id === offer.id).returnOf).toEqual(of);
      must(await installer.post(`/my/offers/${offer.id}/answer`, { answer: 'accept' }));
      expect(must(await installer.get(`/orders/${made.id}`)).returnOf).toEqual(of);
      const { visits } = must(await installer.get(`/my/orders?day=${second.slot.date}`));
      expect(visits.find(({ orderId }: { orderId: string }) => orderId === made.id).returnVisit).toBe('warranty');
      const lines = { services: [{ item: 'AC-REPAIR', quantity: '1' }], parts: [] };
      must(await installer.post(`/orders/${made.id}/acts`, await stage.finishing(installer, made.id, { lines })));
      const sums = await books(made.id);
      expect(sums['receivable:customer'] ?? 0).toBe(0);
      expect(sums['payable:installer']).toBeLessThan(0);
      expect(must(await staff.get(`/orders/${made.id}`)).payment.state).toBe('none');
    });

    test('charged where the reason says so; not from an order that is not finished; the same request twice is one order', async () => {
      const { id } = await stage.finished();
      const staff = await stage.as('linxiao');
      const key = newId();
      const body = { warranty: false };
      const once = must(await back(staff, id, body));
      const charged = must(await staff.get(`/orders/${once.id}`));
      expect(charged.bill.totals.charge).toBeGreaterThan(0);
      expect(charged.returnOf.warranty).toBe(false);
      const open = await stage.order();
      expect(await back(staff, open.id)).toMatchObject({ status: 409, body: { code: 'orders.not_finished' } });
      expect(await back(staff, id, { values: {} })).toMatchObject({ status: 422, body: { fields: [{ path: 'values.services' }] } });
      const twice = await Promise.all(
        [0, 1].map(() =>
          staff.post(
            `/orders/${id}/return-visits`,
            {
              reason: '再来',
              warranty: false,
              values: {
                slot: { date: businessDay((stage.clock.now() + 2 * DAY_MS) as EpochMs), from: '10:00', to: '12:00' },
                services: [{ item: 'AC-REPAIR', quantity: '1' }],
              },
            },
            key,
          ),
        ),
      );
      expect(new Set(twice.map(({ body: made }) => made.id)).size).toBe(1);
    });
  });

  test('comments: internal ones are for the desk, visible ones for everybody on the order; mentioned people are told', async () => {
    const { id, installer } = await stage.taken();
    const staff = await stage.as('linxiao');
    const dispatcherId = await stage.personId('zhou.diaodu');
    must(await staff.post(`/orders/${id}/comments`, { text: '客户要求先电话，别提价格', mentions: [dispatcherId] }));
    must(await staff.post(`/orders/${id}/comments`, { text: '请走 2 号门', visibility: 'visible' }));
    const read = async (who: Caller) =>
      must(await who.get(`/orders/${id}`))
        .timeline.filter(({ type }: { type: string }) => type === 'commented')
        .map(({ text }: { text: string }) => text);
    expect(await read(await stage.as('zhou.diaodu'))).toEqual(['客户要求先电话，别提价格', '请走 2 号门']);
    expect(await read(installer)).toEqual(['请走 2 号门']);
    expect(must(await (await stage.customerOf(id)).get('/customer/order')).comments).toMatchObject([{ by: '林客服', text: '请走 2 号门' }]);
    expect((await installer.post(`/orders/${id}/comments`, { text: '我也说' })).status).toBe(403);
    await stage.quiet();
    const told = must(await staff.get(`/deliveries?orderId=${id}`)).items.filter(
      ({ template }: { template: string }) => template === 'mentioned',
    );
    expect(told).toHaveLength(1);
  });

  // the last two: whoever left logs in anew afterwards
  test('an installer leaves: who had the order before him, and did not refuse it, is asked again and reads why; who gave it back is not', async () => {
    const admin = await stage.as('admin');
    const dispatcher = await stage.as('zhou.diaodu');
    const zhangId = await stage.personId('zhang.wei');
    const liId = await stage.personId('li.qiang');
    /** 张师傅 has it, then a dispatcher gives it to 李师傅. */
    const relieved = await stage.taken();
    const { version } = must(await dispatcher.get(`/orders/${relieved.id}`));
    must(
      await dispatcher.post(`/dispatch/orders/${relieved.id}/assign`, {
        version,
        crew: [{ installerId: liId, weight: 1 }],
        reason: '张师傅车坏了',
      }),
    );
    /** 张师傅 has it and returns it; 李师傅 takes it. */
    const returned = await stage.taken();
    const zhang = await stage.as('zhang.wei');
    must(await act(zhang, returned.id, { event: 'submit', token: await token(zhang, returned.id), outcome: 'return', values: {} }));
    const next = await stage.offer(returned.id);
    expect(next.userid).toBe('li.qiang');
    must(await (await stage.as('li.qiang')).post(`/my/offers/${next.id}/answer`, { answer: 'accept' }));
    const standing = must(await dispatcher.get(`/dispatch/orders/${returned.id}/candidates`)).candidates;
    const notes = standing.find(({ installerId }: { installerId: string }) => installerId === zhangId).notes;
    expect(notes).toEqual(['退回过这单或已要求换人，不会自动再问']);

    const { version: now, name, roles, outletId, regions } = must(await admin.get(`/people/${liId}`));
    const save = (v: number, active: boolean) =>
      admin.post('/people', { personId: liId, version: v, userid: 'li.qiang', name, roles, outletId, regions, active });
    must(await save(now, false));
    await stage.quiet();
    expect((await stage.offer(relieved.id)).userid).toBe('zhang.wei');
    const { items } = must(await dispatcher.get(`/orders/${relieved.id}/offers`));
    expect(items.at(-1)).toMatchObject({ installerName: '张师傅', status: 'offered' });
    expect(items.at(-1).reasons[0]).toBe('之前接过这单，后来换了人，没有拒绝过');
    const open = await stage.app.run((tx) =>
      tx.db.selectFrom('offer').select('id').where('order_id', '=', returned.id).where('status', '=', 'offered').execute(),
    );
    expect(open).toEqual([]);
    must(await save(now + 1, true));
  });

  test('an installer leaves: offers go to the next, held orders to dispatch, what he earned stays', async () => {
    const done = await stage.finished();
    const earned = await paid(done.id);
    const held = await stage.taken();
    const offered = await stage.order();
    const offer = await stage.offer(offered.id);
    expect(offer.userid).toBe('zhang.wei');
    const admin = await stage.as('admin');
    const { id: personId } = must(await admin.get('/people')).items.find(({ userid }: { userid: string }) => userid === 'zhang.wei');
    const { version, name, roles, outletId, regions } = must(await admin.get(`/people/${personId}`));
    const save = (v: number, active: boolean) =>
      admin.post('/people', { personId, version: v, userid: 'zhang.wei', name, roles, outletId, regions, active });
    must(await save(version, false));
    await stage.quiet();
    expect((await stage.offer(held.id)).userid).toBe('li.qiang');
    expect((await stage.offer(offered.id)).userid).toBe('li.qiang');
    const view = must(await (await stage.as('zhou.diaodu')).get(`/orders/${held.id}`));
    expect(view.installer).toBeNull();
    expect(view.timeline.map(({ text }: { text: string }) => text)).toContain('退回派单：师傅已离职');
    await books(done.id);
    expect(await paid(done.id)).toBe(earned);
    must(await save(version + 1, true));
  });
});
