import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ACTUAL_LINES,
  type Caller,
  CONTACT,
  demoFile,
  must,
  onEachStage,
  PHONE,
  publishBook,
  SLOT,
  type Stage,
  startValues,
} from './stage.ts';

const MINUTE = 60_000;
const OFFER_STANDS = 15 * MINUTE;

onEachStage('what goes wrong on the way', { beforeAll, afterAll }, (stage) => {
  const timeline = async (id: string): Promise<string[]> => {
    const { timeline: told } = must(await (await stage.as('zhou.diaodu')).get(`/orders/${id}`));
    return told.map(({ actor, text }: { actor: string; text: string }) => `${actor}:${text}`);
  };
  const offersOf = async (id: string): Promise<{ installerName: string; status: string }[]> =>
    must(await (await stage.as('zhou.diaodu')).get(`/orders/${id}/offers`)).items.map(
      ({ installerName, status }: { installerName: string; status: string }) => ({ installerName, status }),
    );
  const act: Stage['act'] = (...given) => stage.act(...given);
  const token: Stage['taskToken'] = (...given) => stage.taskToken(...given);

  describe('dispatch', () => {
    test('refused, by card: the next candidate is asked; the same answer again is the same answer; another is too late', async () => {
      const { id } = await stage.order();
      const first = await stage.offer(id);
      await stage.click(first.userid, first.id, 'refuse_none');
      const second = await stage.offer(id);
      expect(second.installerId).not.toBe(first.installerId);
      expect(await offersOf(id)).toEqual([
        { installerName: '张师傅', status: 'refused' },
        { installerName: '李师傅', status: 'offered' },
      ]);
      await stage.click(first.userid, first.id, 'refuse_none');
      await stage.click(first.userid, first.id, 'accept');
      const caller = await stage.as(first.userid);
      expect(must(await caller.post(`/my/offers/${first.id}/answer`, { answer: 'refuse' }))).toMatchObject({ status: 'refused' });
      expect(await caller.post(`/my/offers/${first.id}/answer`, { answer: 'accept' })).toMatchObject({
        status: 409,
        body: { code: 'dispatch.offer_gone', detail: { status: 'refused' } },
      });
      expect(await offersOf(id)).toHaveLength(2);
    });

    test("a card in somebody else's hands does nothing", async () => {
      const { id } = await stage.order();
      const offer = await stage.offer(id);
      await stage.click('wang.lei', offer.id, 'accept');
      await stage.click('nobody.known', offer.id, 'accept');
      await stage.click('linxiao', offer.id, 'accept');
      expect(await offersOf(id)).toEqual([{ installerName: '张师傅', status: 'offered' }]);
    });

    test('not answered in time: the next is asked; when nobody is left the order waits for a dispatcher, who asks again', async () => {
      const { id } = await stage.order();
      const first = await stage.offer(id);
      stage.clock.forward(OFFER_STANDS - MINUTE);
      await stage.quiet();
      expect((await offersOf(id))[0]).toMatchObject({ status: 'offered' });
      stage.clock.forward(MINUTE + 1000);
      const late = await (await stage.as(first.userid)).post(`/my/offers/${first.id}/answer`, { answer: 'accept' });
      expect(late).toMatchObject({ status: 409, body: { code: 'dispatch.offer_gone', detail: { status: 'expired' } } });
      await stage.until('the next one is asked', async () => (await offersOf(id)).length === 2);
      expect((await stage.offer(id)).userid).toBe('li.qiang');
      stage.clock.forward(OFFER_STANDS + 1000);
      await stage.until('the order is parked', async () => (await timeline(id)).some((line) => line.includes('停下')));
      expect(await offersOf(id)).toEqual([
        { installerName: '张师傅', status: 'expired' },
        { installerName: '李师傅', status: 'expired' },
      ]);
      const dispatcher = await stage.as('zhou.diaodu');
      const parked = await stage.app.run((tx) =>
        tx.db.selectFrom('work_order').select('flow_state').where('id', '=', id).executeTakeFirstOrThrow(),
      );
      const { tokens } = JSON.parse(parked.flow_state) as { tokens: { id: string; parked: string | null }[] };
      expect(tokens[0]?.parked).toBe('exhausted');
      must(await act(dispatcher, id, { event: 'resume', token: tokens[0]?.id }));
      expect((await stage.offer(id)).userid).toBe('zhang.wei');
    });

    test('a region that nobody serves parks at once', async () => {
      const { id } = await stage.order({ values: startValues({ address: { region: '540102', text: '北京中路 1 号' } }) });
      await stage.until('the order is parked', async () => (await timeline(id)).some((line) => line.includes('停下')));
      expect(await offersOf(id)).toEqual([]);
    });

    test('given back: the next candidate is asked, not the one who gave it back; the plan is quoted for the new one', async () => {
      const { id, installer } = await stage.taken();
      must(await act(installer, id, { event: 'submit', token: await token(installer, id), outcome: 'return' }));
      const offer = await stage.offer(id);
      expect(offer.userid).toBe('li.qiang');
      expect((await installer.get(`/orders/${id}`)).status).toBe(404);
      must(await (await stage.as(offer.userid)).post(`/my/offers/${offer.id}/answer`, { answer: 'accept' }));
      const view = must(await (await stage.as('he.zong')).get(`/orders/${id}`));
      expect(view.installer.name).toBe('李师傅');
      expect(view.distanceKm).not.toBe('4.5');
    });
  });

  describe('cancelled', () => {
    test('while it is offered: the offer is withdrawn, the card no longer counts', async () => {
      const { id } = await stage.order();
      const offer = await stage.offer(id);
      must(await act(await stage.as('linxiao'), id, { event: 'cancel', reason: `客户 ${PHONE} 改主意了` }));
      await stage.quiet();
      expect(await offersOf(id)).toEqual([{ installerName: '张师傅', status: 'withdrawn' }]);
      const late = await (await stage.as(offer.userid)).post(`/my/offers/${offer.id}/answer`, { answer: 'accept' });
      // he hears what became of the order, not of the offer alone
      expect(late).toMatchObject({ status: 409, body: { code: 'orders.not_open', detail: { state: 'cancelled' } } });
      expect((await timeline(id)).at(-1)).toBe('林晓:取消工单：客户 138****5678 改主意了');
      const again = await act(await stage.as('zhou.diaodu'), id, { event: 'cancel', reason: '再来一次' });
      expect(again).toMatchObject({ status: 409, body: { code: 'orders.not_open', detail: { who: '林晓' } } });
      expect(again.body.detail.first).toMatch(/^林晓已于.+取消工单/);
    });

    test('while the installer is on the way: his form is refused with who cancelled', async () => {
      const { id, installer } = await stage.taken();
      const submit = await stage.finishing(installer, id);
      must(await act(await stage.as('zhou.diaodu'), id, { event: 'cancel', reason: '客户不装了' }));
      const refused = await installer.post(`/orders/${id}/acts`, submit);
      expect(refused).toMatchObject({ status: 409, body: { code: 'orders.not_open', detail: { who: '周调度', state: 'cancelled' } } });
      const customer = await stage.customerOf(id);
      expect(must(await customer.get('/customer/order'))).toMatchObject({ state: 'cancelled', next: { act: 'none', text: '工单已取消' } });
    });

    test('not by the installer, and not after the settlement', async () => {
      const { id, installer } = await stage.taken();
      expect(await act(installer, id, { event: 'cancel', reason: 'x' })).toMatchObject({
        status: 403,
        body: { code: 'orders.not_assigned' },
      });
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
      expect(await act(await stage.as('zhou.diaodu'), id, { event: 'cancel', reason: 'x' })).toMatchObject({
        status: 409,
        body: { code: 'orders.event_refused', detail: { flow: 'ALREADY_SETTLED' } },
      });
    });
  });

  describe('finished on a day before its slot', () => {
    test('asks first: refused without the confirmed day, or with another; confirmed it counts, is told and audited', async () => {
      const { id, installer } = await stage.taken();
      const { early, ...submit } = (await stage.finishing(installer, id)) as { early: string } & Record<string, unknown>;
      const view = must(await installer.get(`/orders/${id}`));
      expect(view.tasks[0].outcomes.map(({ key, endsVisit }: { key: string; endsVisit: boolean }) => [key, endsVisit])).toEqual([
        ['done', true],
        ['partly', true],
        ['absent', true],
        ['return', false],
      ]);
      for (const said of [{}, { early: '2026-11-22' }]) {
        const refused = await installer.post(`/orders/${id}/acts`, { ...submit, ...said });
        expect(refused).toMatchObject({ status: 409, body: { code: 'orders.before_slot', detail: { date: early } } });
        expect(refused.body.detail.slot).toMatch(/10:00–12:00$/);
      }
      expect(
        await installer.post(`/orders/${id}/acts`, {
          version: view.version,
          event: 'submit',
          token: view.tasks[0].token,
          outcome: 'absent',
          values: await stage.nobodyThere(installer),
        }),
      ).toMatchObject({ status: 409, body: { code: 'orders.before_slot' } });
      must(await installer.post(`/orders/${id}/acts`, { ...submit, early }));
      expect(await timeline(id)).toContainEqual(expect.stringMatching(/早于预约（11月24日 周二 10:00–12:00）做完，已确认$/));
      const told = await stage.app.run((tx) =>
        tx.db
          .selectFrom('audit_entry')
          .select('action')
          .where('subject_id', '=', id)
          .where('action', '=', 'orders.finished_early')
          .execute(),
      );
      expect(told).toHaveLength(1);
    });

    test('on the day itself, and after it, nothing is asked', async () => {
      const { id, installer } = await stage.taken();
      const { early, ...submit } = (await stage.finishing(installer, id)) as { early: string } & Record<string, unknown>;
      stage.clock.forward(Math.max(0, Date.parse(`${early}T00:00:00+08:00`) - stage.clock.now()));
      const again = await stage.as((await stage.offerTaker(id))!);
      must(await again.post(`/orders/${id}/acts`, submit));
    });
  });

  describe('待上门 until the visit begins', () => {
    test('checking in begins it, for lists and filters too; another day puts it ahead again', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      const listed = async (phase: string): Promise<string[]> =>
        must(await staff.get(`/orders?phase=${phase}&limit=100`)).items.map((order: { id: string }) => order.id);
      const begun = async (): Promise<boolean> => must(await staff.get(`/orders/${id}`)).begun;
      expect(await begun()).toBe(false);
      expect(await listed('expected')).toContain(id);
      expect(await listed('working')).not.toContain(id);
      const customer = await stage.customerOf(id);
      expect(must(await customer.get('/customer/order'))).toMatchObject({ phase: 'working', begun: false });

      must(await act(installer, id, { event: 'claim', token: await token(installer, id) }));
      expect(await begun()).toBe(true);
      expect(must(await customer.get('/customer/order')).begun).toBe(true);
      expect(await listed('working')).toContain(id);
      expect(await listed('expected')).not.toContain(id);

      const { version } = must(await staff.get(`/orders/${id}`));
      must(
        await (await stage.as('zhou.diaodu')).post(`/dispatch/orders/${id}/reschedule`, {
          version,
          slot: { ...SLOT, date: '2026-12-02' },
          reason: '客户改天',
        }),
      );
      expect(await begun()).toBe(false);
    });
  });

  describe('suspended', () => {
    test('nobody goes on until it is resumed; offers are withdrawn and made anew', async () => {
      const { id } = await stage.order();
      const offer = await stage.offer(id);
      const dispatcher = await stage.as('zhou.diaodu');
      must(await act(dispatcher, id, { event: 'suspend' }));
      await stage.quiet();
      expect(must(await dispatcher.get(`/orders/${id}`)).state).toBe('suspended');
      expect(await offersOf(id)).toEqual([{ installerName: '张师傅', status: 'withdrawn' }]);
      must(await act(dispatcher, id, { event: 'resume' }));
      const anew = await stage.offer(id);
      expect(anew.id).not.toBe(offer.id);
      expect(anew.userid).toBe(offer.userid);
    });
  });

  describe('the customer was not there', () => {
    test('a new appointment moves slot, day list, price and pinned book, and tells whose figure changes', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      await stage.absent(installer, id);
      expect(must(await staff.get(`/orders/${id}`))).toMatchObject({ phase: 'waiting', installer: { name: '张师傅' } });
      expect(await act(installer, id, { event: 'submit', token: 't3', outcome: 'done' })).toMatchObject({
        status: 409,
        body: { code: 'orders.not_here' },
      });

      // the rest of the year has a book of its own
      const book = demoFile('price-book-main');
      Object.assign(book, { version: 2, validFrom: '2026-12-20T00:00:00+08:00', validTo: null });
      for (const { prices } of book.items) for (const price of Object.values<{ charge: number }>(prices)) price.charge += 1000;
      const first = demoFile('price-book-main');
      Object.assign(first, { version: 3, validTo: '2026-12-20T00:00:00+08:00' });
      const finance = await stage.as('chen.kuaiji');
      await publishBook(finance, book);
      await publishBook(finance, first);

      const slot = { date: '2026-12-21', from: '18:00', to: '20:00' };
      const before = must(await staff.get(`/orders/${id}`));
      must(await act(staff, id, { event: 'submit', token: await token(staff, id), outcome: 'again', values: { slot } }));
      const after = must(await staff.get(`/orders/${id}`));
      expect(after).toMatchObject({ slot, phase: 'working', book: before.book });
      // the book that was pinned at the opening has no end: the order keeps it
      expect(after.bill.totals.charge).toBe(before.bill.totals.charge);
      expect(must(await installer.get('/my/orders?day=2026-12-21')).visits.map(({ orderId }: { orderId: string }) => orderId)).toContain(
        id,
      );
      expect(await timeline(id)).toContain('林晓:改约到 12月21日 周一 18:00–20:00');
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
      // done before its day, it belongs to the day on which it was done
      const dayOf = async (path: string) =>
        must(await installer.get(path)).visits.filter(({ orderId }: { orderId: string }) => orderId === id);
      expect(await dayOf('/my/orders?day=2026-12-21')).toEqual([]);
      expect(await dayOf('/my/orders')).toMatchObject([{ earnKind: 'actual' }]);

      // this one pins the version that ends on the twentieth of December
      const later = await stage.taken();
      expect(must(await staff.get(`/orders/${later.id}`)).book).toBe('MAIN@3');
      must(
        await act(later.installer, later.id, {
          event: 'submit',
          token: await token(later.installer, later.id),
          outcome: 'absent',
          values: await stage.nobodyThere(later.installer),
        }),
      );
      must(await act(staff, later.id, { event: 'submit', token: await token(staff, later.id), outcome: 'again', values: { slot } }));
      const moved = must(await staff.get(`/orders/${later.id}`));
      expect(moved.book).toBe('MAIN@2');
      expect(moved.bill.totals.charge).toBeGreaterThan(after.bill.totals.charge);
      await stage.quiet();
      const notices = must(await staff.get(`/deliveries?orderId=${later.id}`)).items.filter(
        ({ template }: { template: string }) => template === 'price-changed',
      );
      expect(notices.map(({ audience }: { audience: string }) => audience).sort()).toEqual(['customer', 'installer']);
    });

    test('the figures of a day count its finished orders, each with all its visits: a fee of one that goes on comes in when it is finished', async () => {
      const boss = await stage.as('he.zong');
      const today = async () => {
        const { series } = must(await boss.get('/workbench/orders')) as { series: { key: string; values: number[] }[] };
        return Object.fromEntries(series.map(({ key, values }) => [key, values.at(-1)!]));
      };
      const { id, installer } = await stage.taken();
      const before = await today();
      await stage.absent(installer, id);
      expect(
        must(await installer.get('/my/earnings')).orders.find(({ orderId }: { orderId: string }) => orderId === id).earn,
      ).toBeGreaterThan(0);
      expect(await today()).toEqual(before);

      const staff = await stage.as('linxiao');
      must(await act(staff, id, { event: 'submit', token: await token(staff, id), outcome: 'again', values: { slot: SLOT } }));
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
      const { net, totals, earlier } = must(await boss.get(`/settlement/orders/${id}`));
      expect(net.earn).toBe(totals.earn + earlier[0].totals.earn);
      const after = await today();
      expect([after['finished']! - before['finished']!, after['charge']! - before['charge']!, after['earn']! - before['earn']!]).toEqual([
        1,
        net.charge,
        net.earn,
      ]);
    });

    test('another appointment that the desk makes answers the step that waits for one: he has the order in his days again', async () => {
      const { id, installer } = await stage.taken();
      await stage.absent(installer, id);
      const staff = await stage.as('linxiao');
      const waiting = must(await staff.get(`/orders/${id}`));
      expect(waiting.phase).toBe('waiting');
      const listed = async () =>
        must(await staff.get('/orders?attention=waiting&limit=100')).items.map((order: { id: string }) => order.id);
      expect(await listed()).toContain(id);
      const moved = await staff.post(`/dispatch/orders/${id}/reschedule`, {
        version: waiting.version,
        slot: { ...SLOT, date: '2026-12-01' },
        reason: '客户不在，已约新时间',
      });
      must(moved);
      const order = must(await staff.get(`/orders/${id}`));
      expect(order).toMatchObject({ phase: 'working', version: waiting.version + 1, slot: { date: '2026-12-01' } });
      expect(await listed()).not.toContain(id);
      expect(must(await installer.get(`/orders/${id}`)).tasks[0].mine).toBe(true);
    });

    test('asks for a punch at the door, a picture and a word, anew each time; staff see all three', async () => {
      const { id, installer } = await stage.taken();
      const absent = async (values: Record<string, unknown>) =>
        act(installer, id, { event: 'submit', token: await token(installer, id), outcome: 'absent', values });
      const missing = (answer: { status: number; body: { code: string; fields: { path: string; code: string }[] } }) => [
        answer.status,
        answer.body.code,
        answer.body.fields.map(({ path, code }) => `${path} ${code}`),
      ];
      expect(missing(await absent({}))).toEqual([
        422,
        'orders.form_invalid',
        ['values.absentAt form.required', 'values.absentPhotos form.required', 'values.absentNote form.required'],
      ]);
      const proof = await stage.nobodyThere(installer);
      const { absentNote: _, ...wordless } = proof;
      expect(missing(await absent(wordless))).toEqual([422, 'orders.form_invalid', ['values.absentNote form.required']]);
      expect(must(await installer.get(`/orders/${id}`)).tasks[0].outcomes[2].needs).toEqual(['absentAt', 'absentPhotos', 'absentNote']);
      expect(must(await installer.get(`/orders/${id}`)).tasks[0].outcomes.map(({ partial }: { partial: boolean }) => partial)).toEqual([
        false,
        true,
        true,
        true,
      ]);
      must(await absent(proof));
      // one figure everywhere: both visits together; the coming one is named by its own bill
      const desk = await stage.as('linxiao');
      const whole = must(await desk.get(`/orders/${id}`));
      const fee = whole.earlierBills[0].totals.charge as number;
      expect(fee).toBeGreaterThan(0);
      // the punch hours before the slot waits to be looked into: its fee is billed and asked for by nobody
      expect(whole.payment).toMatchObject({ billed: fee + whole.bill.totals.charge, unverified: fee, due: whole.bill.totals.charge });
      const listed = must(await desk.get(`/orders?q=${whole.number}`)).items[0];
      expect(listed.charge).toBe(whole.payment.billed);

      const staff = await stage.as('linxiao');
      const { filled } = must(await staff.get(`/orders/${id}`));
      const seen = filled.flatMap(({ fields }: { fields: { key: string; value: unknown }[] }) => fields);
      expect(seen.find(({ key }: { key: string }) => key === 'absentNote').value).toBe('敲门无人应，电话未接');
      expect(seen.find(({ key }: { key: string }) => key === 'absentPhotos').value).toHaveLength(1);
      expect(await timeline(id)).toContainEqual(
        expect.stringMatching(/完成「上门安装」：客户不在（打卡距上门地址 0 米，敲门无人应，电话未接）$/),
      );

      const told = async (who: Caller) =>
        must(await who.get(`/orders/${id}`))
          .timeline.filter(({ type, photos }: { type: string; photos: string[] }) => type === 'left' && photos.length > 0)
          .map(({ photos }: { photos: string[] }) => photos);
      const first = (proof['absentPhotos'] as { id: string }[]).map(({ id: file }) => file);
      // whoever reads the field reads its pictures in the history, and nobody else
      expect(await told(staff)).toEqual([first]);
      expect(await told(installer)).toEqual([first]);
      // finance settles the fee by what it rests on
      const finance = await stage.as('chen.kuaiji');
      expect(await told(finance)).toEqual([first]);
      for (const who of [staff, finance]) expect((await who.get(`/files/${first[0]}/link`)).status).toBe(200);
      expect(await told(await stage.as('he.zong'))).toEqual([]);

      // the next visit begins without what this one left
      must(
        await act(staff, id, {
          event: 'submit',
          token: await token(staff, id),
          outcome: 'again',
          values: { slot: { ...SLOT, date: '2026-12-01' } },
        }),
      );
      const again = must(await installer.get(`/orders/${id}`)).tasks[0].fields;
      expect(again.find(({ definition }: { definition: { key: string } }) => definition.key === 'absentAt').value).toBeNull();
      expect(missing(await absent({}))[2]).toHaveLength(3);

      // a second time takes the place of the first in the form, but not in the history
      const second = await stage.nobodyThere(installer);
      must(await absent({ ...second, absentNote: '第二次也没人' }));
      expect(await told(staff)).toEqual([first, (second['absentPhotos'] as { id: string }[]).map(({ id: file }) => file)]);
      const words = (await timeline(id)).filter((line) => line.includes('客户不在（'));
      expect(words).toEqual([expect.stringContaining('敲门无人应，电话未接'), expect.stringContaining('第二次也没人')]);
      expect((await staff.get(`/files/${first[0]}/link`)).status).toBe(200);
    });

    test('a day without a price book is refused at the slot', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      await stage.absent(installer, id);
      const refused = await act(staff, id, {
        event: 'submit',
        token: await token(staff, id),
        outcome: 'again',
        values: { slot: { ...SLOT, date: '2027-06-01' } },
      });
      expect(refused).toMatchObject({ status: 422, body: { code: 'orders.form_invalid', fields: [{ path: 'values.slot.date' }] } });
    });

    test('the customer gives it up', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      await stage.absent(installer, id);
      must(await act(staff, id, { event: 'submit', token: await token(staff, id), outcome: 'cancel' }));
      expect(must(await staff.get(`/orders/${id}`))).toMatchObject({ state: 'cancelled', settlementState: 'unverified' });
      expect((await timeline(id)).slice(-2)).toEqual(['林晓:完成「重新预约」：客户取消', '林晓:进入「已取消」']);
    });

    test('the customer gives it up after all of the fee was waived: nothing is left to agree to, and the installer is paid', async () => {
      const { id, installer } = await stage.taken();
      const staff = await stage.as('linxiao');
      await stage.absent(installer, id);
      const [{ totals }] = must(await staff.get(`/orders/${id}`)).earlierBills;
      must(await staff.post(`/orders/${id}/waivers`, { amount: totals.charge, reason: '客户一直在家' }));
      must(await act(staff, id, { event: 'submit', token: await token(staff, id), outcome: 'cancel' }));
      const customer = await stage.customerOf(id);
      const waived = must(await customer.get('/customer/order')).progress.map(({ note }: { note: string | null }) => note);
      expect(waived).toContain(`上门费 ¥${(totals.charge / 100).toFixed(2)} 已减免，不用付`);
      // only the punch, hours before the slot, is still to be looked into
      const { oddPunches, settlementState } = must(await staff.get(`/orders/${id}`));
      expect(settlementState).toBe('unverified');
      must(await staff.post(`/orders/${id}/punches/${oddPunches[0].id}/verify`, { word: '核实' }));
      expect(must(await staff.get(`/orders/${id}`))).toMatchObject({
        state: 'cancelled',
        settlementState: 'eligible',
        payment: { due: 0 },
      });
    });
  });

  describe('signatures', () => {
    test('lines that differ from the signed ones: the signature does not count, nothing is settled', async () => {
      const { id, installer } = await stage.taken();
      const submit = await stage.finishing(installer, id);
      const values = submit['values'] as Record<string, unknown>;
      const changed = { ...submit, values: { ...values, parts: [...ACTUAL_LINES.parts, { item: 'DRAIN-HOSE', quantity: '1' }] } };
      const refused = await installer.post(`/orders/${id}/acts`, changed);
      expect(refused).toMatchObject({ status: 409, body: { code: 'orders.bill_changed' } });
      expect(must(await installer.get(`/orders/${id}`))).toMatchObject({ phase: 'working', signature: null, bill: { kind: 'planned' } });
      must(await installer.post(`/orders/${id}/acts`, submit));
    });

    test('signed on one side, the other shows it and asks for no second one', async () => {
      const { id } = await stage.finished();
      const customer = await stage.customerOf(id);
      const page = must(await customer.get('/customer/order'));
      expect(page).toMatchObject({ signature: { by: 'installer_phone' }, next: { act: 'rate' } });
      const { id: signatureFileId } = await customer.upload('signature', stage.picture);
      const twice = await customer.post('/customer/order/signature', { billHash: page.bill.hash, signatureFileId });
      expect(twice).toMatchObject({ status: 409, body: { code: 'orders.already_signed' } });
    });

    test('stars that a tap gave stand on the step that waits for them, on both sides; whoever finished the work reads when', async () => {
      const { id } = await stage.finished();
      const customer = await stage.customerOf(id);
      const staff = await stage.as('linxiao');
      const here = (view: { progress: { status: string; label: string; note: string | null }[] }) =>
        view.progress.find(({ status }) => status === 'current')!;
      expect(here(must(await staff.get(`/orders/${id}`))).note).toBeNull();
      const page = must(await customer.get('/customer/order'));
      const [task] = page.tasks;
      must(await customer.put('/customer/order/rating', { token: task.token, values: { rating: 4 } }));
      expect(here(must(await staff.get(`/orders/${id}`))).note).toMatch(/^客户已给 4 星，提交前或 .+ 前还可以改$/);
      const rated = must(await customer.get('/customer/order'));
      expect(here(rated).note).toMatch(/^您已给 4 星，提交前或 .+ 前还可以改$/);
      expect(rated.finishedAt).toBe(must(await staff.get(`/orders/${id}`)).finishedAt);
      expect(rated.finishedAt).toBeGreaterThan(0);
      must(
        await customer.post('/customer/order/acts', {
          version: rated.version,
          token: task.token,
          outcome: task.outcomes[0].key,
          values: { rating: 4 },
        }),
      );
      const done = must(await staff.get(`/orders/${id}`));
      expect(done.progress.filter(({ note }: { note: string | null }) => note?.includes('星'))).toEqual([]);
      expect(done.finishedAt).toBe(rated.finishedAt);
    });

    test('on the own page: only the bill as it stands, only with a picture of the own, once; then it can be settled', async () => {
      const { id } = await stage.finishedUnsigned();
      const finance = await stage.as('chen.kuaiji');
      expect(must(await finance.get(`/settlement/orders/${id}`)).settlementState).toBe('pending');
      const customer = await stage.customerOf(id);
      const page = must(await customer.get('/customer/order'));
      expect(page).toMatchObject({ signature: null, next: { act: 'sign' } });
      const { id: own } = await customer.upload('signature', stage.picture);
      const { id: foreign } = await (await stage.as('linxiao')).upload('signature', stage.picture);
      const sign = (billHash: string, signatureFileId: string) => customer.post('/customer/order/signature', { billHash, signatureFileId });
      expect(await sign(`bill-1.${'0'.repeat(64)}`, own)).toMatchObject({ status: 409, body: { code: 'orders.bill_changed' } });
      expect(await sign(page.bill.hash, foreign)).toMatchObject({ status: 404, body: { code: 'files.not_found' } });
      must(await sign(page.bill.hash, own));
      expect(must(await finance.get(`/settlement/orders/${id}`)).settlementState).toBe('eligible');
      expect(await sign(page.bill.hash, own)).toMatchObject({ status: 409, body: { code: 'orders.already_signed' } });
    });

    test('before there is a bill there is nothing to sign', async () => {
      const { id } = await stage.taken();
      const customer = await stage.customerOf(id);
      const { id: signatureFileId } = await customer.upload('signature', stage.picture);
      const refused = await customer.post('/customer/order/signature', { billHash: `bill-1.${'0'.repeat(64)}`, signatureFileId });
      expect(refused).toMatchObject({ status: 409, body: { code: 'orders.no_bill' } });
    });

    test('a large bill goes through review: sent back, changed and signed anew, it is settled with the new signature', async () => {
      const { id, installer } = await stage.taken();
      const dispatcher = await stage.as('zhou.diaodu');
      const large = { services: ACTUAL_LINES.services, parts: [{ item: 'COPPER-PIPE', quantity: '40' }] };
      const first = await stage.finishing(installer, id, { lines: large });
      expect(must(await installer.post(`/orders/${id}/acts`, first))).toMatchObject({ settled: false });
      expect(must(await dispatcher.get(`/orders/${id}`))).toMatchObject({ phase: 'review', signature: { by: 'installer_phone' } });
      const review = await token(dispatcher, id);
      must(await act(dispatcher, id, { event: 'submit', token: review, outcome: 'return', values: { reviewNote: '铜管数量不对' } }));

      const second = await stage.finishing(installer, id);
      expect(must(await installer.post(`/orders/${id}/acts`, second))).toMatchObject({ settled: true });
      const { signature, bill } = must(await dispatcher.get(`/orders/${id}`));
      expect(signature.fileId).toBe((second['values'] as { signature: { id: string }[] }).signature[0]!.id);
      expect(bill.hash).toBe(second['billHash']);
      expect((await timeline(id)).filter((line) => line.endsWith('现场签字确认账单'))).toHaveLength(2);
    });
  });

  test('two dispatchers take one review: the second learns who has it', async () => {
    const { id, installer } = await stage.taken();
    const large = { services: ACTUAL_LINES.services, parts: [{ item: 'COPPER-PIPE', quantity: '40' }] };
    must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id, { lines: large })));
    const staff = await stage.person({ userid: 'fu.shen', roles: ['dispatcher'], regions: ['110000'] });
    const first = await stage.as('zhou.diaodu');
    const review = await token(first, id);
    must(await act(first, id, { event: 'claim', token: review }));
    const second = await act(staff, id, { event: 'claim', token: review });
    expect(second).toMatchObject({ status: 409, body: { code: 'orders.already_taken', detail: { who: '周调度', what: '大额复核' } } });
  });

  test("the contact's name from the form is the order's own: everybody reads it there, and the customer's file keeps its name", async () => {
    const { id, customerId, installer } = await stage.taken();
    expect(must(await installer.get(`/orders/${id}`)).customer.name).toBe(CONTACT);
    expect(must(await (await stage.as('linxiao')).get(`/customers/${customerId}`)).name).toBe('王丽');
  });
});
