import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, callerAt, must, onEachStage, PHONE, startValues } from '../thread/stage.ts';
import { desk, publishDispatch } from './support.ts';

const HOURS = '08:00-10:00,10:00-12:00,14:00-16:00,16:00-18:00';
const MORNING = { from: '10:00', to: '12:00' };
const AFTERNOON = { from: '14:00', to: '16:00' };

/** Four installers serve the city, and each test has a day of its own. */
onEachStage('how much room a customer sees who chooses another appointment', { beforeAll, afterAll }, (stage) => {
  const dispatcher = () => desk(stage);
  const order = (date: string, hours = MORNING) =>
    stage.order({ templateCode: 'by-hand', values: startValues({ slot: { date, ...hours } }) });
  const held = async (date: string, hours: typeof MORNING, userid: string) => {
    const made = await order(date, hours);
    must(await dispatcher().assign(made.id, [userid]));
    return made;
  };
  const ask = async (orderId: string, query: string): Promise<Answer> =>
    (await stage.customerOf(orderId)).get(`/customer/order/slots?${query}`);
  /** The levels of a day by the hour that each slot begins. */
  const levels = async (orderId: string, date: string): Promise<Record<string, string>> => {
    const { items } = must(await ask(orderId, `from=${date}&days=1&hours=${HOURS}`));
    return Object.fromEntries(items.map(({ from, level }: { from: string; level: string }) => [from, level]));
  };

  beforeAll(async () => {
    await publishDispatch(stage, 'by-hand', { mode: 'manual' });
    for (const userid of ['third', 'fourth']) {
      await stage.person({ userid, roles: ['installer'], regions: ['110000'] });
      const personId = await stage.personId(userid);
      await stage.app.run((tx) =>
        stage.app.product.capabilities.dispatch.api.saveProfile(tx, {
          personId,
          skills: ['*'],
          base: null,
          capacity: 100_000,
          visitMinutes: 0,
        }),
      );
    }
  });

  test('a level and nothing else: no reason, no name, no number, no count; the hours that stand are not on offer', async () => {
    const day = '2026-12-01';
    const mine = await order(day);
    const others = [await order(day, AFTERNOON), await order(day, AFTERNOON), await order(day, AFTERNOON)];
    expect(await levels(mine.id, day)).toEqual({ '08:00': 'free', '14:00': 'tight', '16:00': 'free' });
    others.push(await order(day, AFTERNOON));
    expect(await levels(mine.id, day)).toEqual({ '08:00': 'free', '14:00': 'full', '16:00': 'free' });

    const answer = must(await ask(mine.id, `from=${day}&days=1&hours=${HOURS}`));
    expect(Object.keys(answer)).toEqual(['items']);
    for (const item of answer.items) expect(Object.keys(item).sort()).toEqual(['date', 'from', 'level', 'to']);
    const said = JSON.stringify(answer);
    for (const inside of ['师傅', '位', '待派', ...others.map(({ number }) => number), mine.number]) expect(said).not.toContain(inside);
    expect(Object.values(answer.items[0]).every((value) => typeof value === 'string')).toBe(true);
  });

  test('what is full is taken all the same: the page discourages it, nothing else does', async () => {
    const day = '2026-12-02';
    const mine = await order(day);
    for (let each = 0; each < 4; each++) await order(day, AFTERNOON);
    expect((await levels(mine.id, day))['14:00']).toBe('full');
    const customer = await stage.customerOf(mine.id);
    const { version } = must(await customer.get('/customer/order'));
    must(await customer.post('/customer/order/slot', { version, slot: { date: day, ...AFTERNOON }, reason: '改到下午' }));
    expect(must(await customer.get('/customer/order')).slot).toEqual({ date: day, ...AFTERNOON });
  });

  test('hours in which the installer who stays with it is elsewhere are full, for that customer alone', async () => {
    const day = '2026-12-03';
    const mine = await held(day, MORNING, 'zhang.wei');
    const nobodys = await order(day, MORNING);
    await held(day, AFTERNOON, 'zhang.wei');
    expect(await levels(mine.id, day)).toEqual({ '08:00': 'free', '14:00': 'full', '16:00': 'free' });
    expect(await levels(nobodys.id, day)).toEqual({ '08:00': 'free', '14:00': 'free', '16:00': 'free' });
  });

  test('the order itself takes nobody’s hours, held or waiting', async () => {
    const day = '2026-12-04';
    const mine = await held(day, MORNING, 'zhang.wei');
    await stage.app.run((tx) => tx.db.updateTable('installer_profile').set({ capacity: 1 }).execute());
    try {
      for (const userid of ['li.qiang', 'third']) await held(day, MORNING, userid);
      // of four one visit a day each: the third and 李师傅 have theirs, 张师傅 has this one
      expect((await levels(mine.id, day))['14:00']).toBe('free');
      const other = await held(day, { from: '18:00', to: '20:00' }, 'fourth');
      expect((await levels(mine.id, day))['14:00']).toBe('tight');
      expect((await levels(other.id, day))['14:00']).toBe('tight');
    } finally {
      await stage.app.run((tx) => tx.db.updateTable('installer_profile').set({ capacity: 100_000 }).execute());
    }
    // staff read the same of an order that waits for somebody
    const waits = await order('2026-12-05');
    const staff = await stage.as('linxiao');
    const left = async (more: string) => {
      const query = `region=110105&from=2026-12-05&days=1&templateCode=by-hand&hours=10:00-12:00${more}`;
      return must(await staff.get(`/slots/room?${query}`)).items[0].left;
    };
    expect([await left(''), await left(`&orderId=${waits.id}`)]).toEqual([3, 4]);
  });

  test('place, work and order are the link’s own; what the form does not offer, or has begun, has no level', async () => {
    const mine = await order('2026-12-06');
    for (const more of ['region=110105', 'templateCode=by-hand', `orderId=${mine.id}`])
      expect((await ask(mine.id, `from=2026-12-06&hours=${HOURS}&${more}`)).status).toBe(422);
    for (const query of ['from=2026-13-45', 'from=2026-02-30', 'from=2026-12-06&days=15', 'from=2026-12-06&days=0'])
      expect((await ask(mine.id, `${query}&hours=${HOURS}`)).status).toBe(422);
    const none = async (query: string) => must(await ask(mine.id, query)).items;
    expect(await none('from=2026-12-07&days=1&hours=10:00-10:30,11:00-13:00,16:00-14:00,99:99-99:99')).toEqual([]);
    expect(await none(`from=2026-11-01&days=14&hours=${HOURS}`)).toEqual([]);
    expect(await none(`from=2027-11-01&days=14&hours=${HOURS}`)).toEqual([]);
    // 10:00 on the stage's first day
    expect(must(await ask(mine.id, `from=2026-11-22&days=1&hours=${HOURS}`)).items[0].from).toBe('14:00');
    const days = must(await ask(mine.id, `from=2026-12-06&hours=${HOURS}`)).items.map(({ date }: { date: string }) => date);
    expect(new Set(days).size).toBe(14);
  });

  test('before the proof there is nothing, nor once the appointment cannot be moved any more; nobody else may ask', async () => {
    const mine = await order('2026-12-07');
    const path = `/customer/order/slots?from=2026-12-07&hours=${HOURS}`;
    const open = async (proof: object) =>
      must(await callerAt(stage.app.url, '').post('/customer/links/open', { token: await stage.linkOf(mine.id), ...proof }));
    const stranger = callerAt(stage.app.url, (await open({})).bearer);
    const refused = await stranger.get(path);
    expect([refused.status, refused.body.code]).toEqual([403, 'auth.link_wrong_person']);
    const customer = callerAt(stage.app.url, (await open({ phoneLast4: PHONE.slice(-4) })).bearer);
    expect(must(await customer.get(path)).items.length).toBeGreaterThan(0);
    expect((await stranger.get(path)).status).toBe(401);
    for (const userid of ['linxiao', 'zhang.wei']) expect((await (await stage.as(userid)).get(path)).status).toBe(403);
    const staff = await stage.as('linxiao');
    const { version } = must(await staff.get(`/orders/${mine.id}`));
    must(await staff.post(`/orders/${mine.id}/acts`, { version, event: 'cancel', reason: '不装了' }));
    expect((await customer.get(path)).body).toMatchObject({ code: 'orders.reschedule_refused' });
  });
});
