import { afterAll, beforeAll, expect, test } from 'vitest';
import { must, onEachStage, startValues } from '../thread/stage.ts';
import { desk, publishDispatch } from './support.ts';

/** Each test has a day of its own, so that nobody's visits of another test count. */
const MORNING = { date: '2026-11-24', from: '10:00', to: '12:00' };

onEachStage('somebody who holds a visit in the same hours', { beforeAll, afterAll }, (stage) => {
  const dispatcher = () => desk(stage);
  const order = (slot: typeof MORNING) => stage.order({ templateCode: 'by-hand', values: startValues({ slot }) });
  /** An order in the morning that 张师傅 has, and another in the same hours that nobody has. */
  const two = async (day: string) => {
    const held = await order({ ...MORNING, date: day });
    must(await dispatcher().assign(held.id, ['zhang.wei']));
    const { id } = await order({ ...MORNING, date: day });
    return { held, id, words: `10:00–12:00 已有 ${held.number}，时间重叠` };
  };
  const clashes = async (orderId: string, body: unknown): Promise<string[]> =>
    (await dispatcher().preview(orderId, body)).consequences
      .filter(({ kind, level, text }: Record<string, string>) => kind === 'clash' && level === 'warn' && text?.includes('重叠'))
      .map(({ text }: { text: string }) => text);
  const crew = async (userid: string) => [{ installerId: await stage.personId(userid), weight: 1 }];

  beforeAll(async () => publishDispatch(stage, 'by-hand', { mode: 'manual' }));

  test('the candidates say so, for him alone; he stays a candidate', async () => {
    const { id, words } = await two('2026-11-24');
    const { candidates } = await dispatcher().candidates(id);
    const told = Object.fromEntries(candidates.map(({ name, overlaps }: { name: string; overlaps: string[] }) => [name, overlaps]));
    expect(told).toEqual({ 张师傅: [words], 李师傅: [] });
  });

  test('a move says so before it is made, by his name, and can be made all the same', async () => {
    const { id, words } = await two('2026-11-25');
    const move = { crew: await crew('zhang.wei'), how: 'assign' };
    expect(await clashes(id, move)).toEqual([`张师傅 ${words}`]);
    expect((await dispatcher().preview(id, move)).possible).toBe(true);
    expect(await clashes(id, { crew: await crew('li.qiang'), how: 'assign' })).toEqual([]);
    // hours that only touch are no overlap
    expect(await clashes(id, { ...move, slot: { date: '2026-11-25', from: '12:00', to: '14:00' } })).toEqual([]);
    must(await dispatcher().assign(id, ['zhang.wei']));
  });

  test('an offer says so to whoever is asked; the visit itself is no overlap of its own', async () => {
    const { held, id } = await two('2026-11-26');
    const { version } = await dispatcher().order(id);
    must(await dispatcher().post(`/dispatch/orders/${id}/offer`, { version, installerId: await stage.personId('zhang.wei') }));
    const { items } = must(await (await stage.as('zhang.wei')).get('/my/offers'));
    expect(items.find(({ orderId }: { orderId: string }) => orderId === id).overlaps).toEqual([
      { number: held.number, from: '10:00', to: '12:00' },
    ]);
  });

  test('another appointment for what he holds: staff read it at the slot, dispatchers before they move', async () => {
    const { held, id } = await two('2026-11-27');
    must(await dispatcher().assign(id, ['zhang.wei']));
    const staff = await stage.as('linxiao');
    const room = async (orderId: string) => {
      const hours = '08:00-10:00,11:00-13:00,12:00-14:00';
      const query = `region=110105&from=2026-11-27&days=1&templateCode=by-hand&hours=${hours}&orderId=${orderId}`;
      return must(await staff.get(`/slots/room?${query}`)).items.map(({ clash }: { clash: string | null }) => clash);
    };
    expect(await room(id)).toEqual([null, `张师傅 10:00–12:00 已有 ${held.number}，时间重叠`, null]);
    const { number } = await dispatcher().order(id);
    expect(await room(held.id)).toEqual([null, `张师傅 10:00–12:00 已有 ${number}，时间重叠`, null]);
    expect(await clashes(held.id, { how: 'reschedule', slot: { date: '2026-11-27', from: '11:00', to: '13:00' } })).toEqual([
      `张师傅 10:00–12:00 已有 ${number}，时间重叠`,
    ]);
    // what somebody may not see tells nothing of whose day it is
    const elsewhere = await stage.person({ userid: 'staff.elsewhere', roles: ['staff'], regions: ['440000'] });
    const hidden = must(
      await elsewhere.get(`/slots/room?region=110105&from=2026-11-27&days=1&templateCode=by-hand&hours=10:00-12:00&orderId=${id}`),
    );
    expect(hidden.items.map(({ clash }: { clash: string | null }) => clash)).toEqual([null]);
  });
});
