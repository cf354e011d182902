import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, must, onEachStage, PHONE, startValues } from './stage.ts';

/** Where the orders of these tests are, and a place 3.2 km north of it. */
const DOOR = { lat: 39.9087, lng: 116.4805, accuracy: 15 };
const FAR = { ...DOOR, lat: DOOR.lat + 3200 / 111_195 };
/** Today's clock of the stage is ten in the morning. */
const NOW_SLOT = { date: '2026-11-22', from: '10:00', to: '12:00' };
const AFTERNOON = { date: '2026-11-22', from: '14:00', to: '16:00' };

onEachStage('a punch far from the address, or well before its hours', { beforeAll, afterAll }, (stage) => {
  const taken = (slot = NOW_SLOT) => stage.taken({ values: startValues({ slot }) });
  /** 客户不在, punched at this place at this moment. */
  const absent = async (installer: Caller, id: string, punch: { lat: number; lng: number; accuracy: number; at?: number }, more = {}) => {
    const view = must(await installer.get(`/orders/${id}`));
    return installer.post(`/orders/${id}/acts`, {
      version: view.version,
      event: 'submit',
      token: view.tasks[0].token,
      outcome: 'absent',
      values: { ...(await stage.nobodyThere(installer)), absentAt: { at: stage.clock.now(), ...punch }, ...more },
    });
  };
  const staff = () => stage.as('linxiao');
  /** The desk makes another appointment after it. */
  const again = async (id: string, slot: typeof NOW_SLOT) => {
    const { version } = must(await (await staff()).get(`/orders/${id}`));
    must(await (await staff()).post(`/dispatch/orders/${id}/reschedule`, { version, slot, reason: '客户不在，已约新时间' }));
  };
  const marksOf = async (id: string) => must(await (await staff()).get(`/orders/${id}`)).oddPunches;
  const listed = async (id: string) =>
    must(await (await staff()).get('/orders?attention=punch&limit=100')).items.some((order: { id: string }) => order.id === id);
  const todo = async () =>
    must(await (await staff()).get('/workbench/orders')).todos.find(({ attention }: { attention: string }) => attention === 'punch')
      ?.count ?? 0;

  describe('marks the order', () => {
    test('not at the door in the promised hours', async () => {
      const { id, installer } = await taken();
      must(await absent(installer, id, DOOR));
      expect(await marksOf(id)).toEqual([]);
      expect(await listed(id)).toBe(false);
    });

    test('3.2 km away: taken, but staff see it with its figures, on the page, in the list, on the workbench and in the history', async () => {
      const before = await todo();
      const { id, installer } = await taken();
      must(await absent(installer, id, FAR));
      const view = must(await (await staff()).get(`/orders/${id}`));
      expect(view.oddPunches).toEqual([
        {
          id: expect.any(String),
          name: '门口打卡',
          by: expect.any(String),
          at: expect.any(Number),
          metres: 3200,
          early: null,
          fee: { charge: expect.any(Number), earn: null },
        },
      ]);
      expect(view.timeline.map(({ text }: { text: string }) => text)).toContain('打卡异常（门口打卡）：距上门地址 3.2 公里');
      const row = must(await (await staff()).get(`/orders?q=${view.number}`)).items[0];
      expect(row.oddPunch).toBe(true);
      expect(await listed(id)).toBe(true);
      expect(await todo()).toBe(before + 1);
      // whoever punched knows: he was asked; what the company makes of it is not for him
      expect(must(await installer.get(`/orders/${id}`)).oddPunches).toEqual([]);
    });

    test('at the door four hours early: the hours that were promised stand beside it', async () => {
      const { id, installer } = await taken(AFTERNOON);
      must(await absent(installer, id, DOOR));
      expect(await marksOf(id)).toMatchObject([{ metres: null, early: AFTERNOON }]);
    });

    test('a phone whose clock runs ahead makes nobody punctual', async () => {
      const { id, installer } = await taken(AFTERNOON);
      must(await absent(installer, id, { ...DOOR, at: Date.parse('2026-11-22T14:05:00+08:00') }));
      const [mark] = await marksOf(id);
      expect(mark.early).toEqual(AFTERNOON);
      expect(mark.at).toBeLessThanOrEqual(stage.clock.now());
    });

    test('the punch of a finished visit too', async () => {
      const { id, installer } = await taken();
      const finish = await stage.finishing(installer, id);
      must(
        await installer.post(`/orders/${id}/acts`, {
          ...finish,
          values: { ...(finish['values'] as object), arrival: { ...FAR, at: stage.clock.now() } },
        }),
      );
      expect(await marksOf(id)).toMatchObject([{ name: '到达打卡', metres: 3200 }]);
    });

    test('once: the same punch that comes again with a later step is no second mark', async () => {
      const { id, installer } = await taken();
      const arrival = { ...FAR, at: stage.clock.now() };
      must(await absent(installer, id, DOOR, { arrival }));
      expect(await marksOf(id)).toMatchObject([{ name: '到达打卡' }]);
      await again(id, AFTERNOON);
      must(await absent(installer, id, DOOR, { arrival }));
      // the new punch at the door is hours before the new appointment; the old arrival is no second mark
      expect(await marksOf(id)).toMatchObject([{ name: '到达打卡' }, { name: '门口打卡', early: AFTERNOON }]);
    });
  });

  describe('is ended by staff', () => {
    test('with a word, which the history keeps without phone numbers and the audit trail knows; once', async () => {
      const { id, installer } = await taken();
      must(await absent(installer, id, FAR));
      const [mark] = await marksOf(id);
      const path = `/orders/${id}/punches/${mark.id}/verify`;
      expect(await (await staff()).post(path, { word: ' ' })).toMatchObject({ status: 422, body: { fields: [{ path: 'word' }] } });
      expect(await installer.post(path, { word: '我到了' })).toMatchObject({ status: 403 });
      expect(await marksOf(id)).toHaveLength(1);

      expect(must(await (await staff()).post(path, { word: `电话 ${PHONE} 问过，客户住隔壁小区` }))).toEqual({ left: 0 });
      expect(await marksOf(id)).toEqual([]);
      expect(await listed(id)).toBe(false);
      const { timeline } = must(await (await staff()).get(`/orders/${id}`));
      expect(timeline.at(-1)).toMatchObject({ type: 'punch_verified', text: '核实了打卡异常：电话 138****5678 问过，客户住隔壁小区' });
      const trail = await stage.app.run((tx) =>
        tx.db.selectFrom('audit_entry').select(['action']).where('subject_id', '=', id).where('action', 'like', 'orders.punch%').execute(),
      );
      expect(trail.map(({ action }) => action).sort()).toEqual(['orders.punch_odd', 'orders.punch_verified']);

      expect(await (await staff()).post(path, { word: '再说一次' })).toMatchObject({
        status: 404,
        body: { code: 'orders.punch_not_found' },
      });
    });

    test('not by way of another order', async () => {
      const odd = await taken();
      must(await absent(odd.installer, odd.id, FAR));
      const other = await taken();
      const [mark] = await marksOf(odd.id);
      expect(await (await staff()).post(`/orders/${other.id}/punches/${mark.id}/verify`, { word: '核实' })).toMatchObject({ status: 404 });
      expect(await marksOf(odd.id)).toHaveLength(1);
    });

    test('two visits with nobody there: each is a mark of its own, and the order is free with the last', async () => {
      const { id, installer } = await taken();
      must(await absent(installer, id, FAR));
      await again(id, AFTERNOON);
      must(await absent(installer, id, DOOR));
      const marks = await marksOf(id);
      expect(marks).toMatchObject([
        { metres: 3200, early: null },
        { metres: null, early: AFTERNOON },
      ]);
      const verify = async (at: number) =>
        must(await (await staff()).post(`/orders/${id}/punches/${marks[at].id}/verify`, { word: '核实' }));
      expect(await verify(0)).toEqual({ left: 1 });
      expect(await listed(id)).toBe(true);
      expect(await verify(1)).toEqual({ left: 0 });
      expect(await listed(id)).toBe(false);
    });
  });
});
