import { HOUR_MS } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dueOf, payStateOf } from '../../src/orders/domain/payment.ts';
import { newId } from '../../src/platform/ids.ts';
import { type Caller, demoFile, must, onEachStage, publish, SLOT, startValues } from './stage.ts';

const SHANGHAI = { region: '310115', text: '世纪大道 1 号', lat: 31.23, lng: 121.5 };

onEachStage('the list of orders', { beforeAll, afterAll }, (stage) => {
  /** Oldest first: five in Beijing's Chaoyang, two in Shanghai. */
  const beijing: { id: string; number: string }[] = [];
  const shanghai: { id: string; number: string }[] = [];
  let boss: Caller;
  let manager: Caller;
  let southern: Caller;

  beforeAll(async () => {
    const customerId = await stage.customer();
    const other = await stage.customer({ name: '沈先生', phone: '13900001111' });
    for (let n = 0; n < 5; n += 1)
      beijing.push(
        await stage.order({
          customerId,
          values: startValues({ address: { region: '110105', text: `建国路 ${n} 号`, lat: 39.9, lng: 116.4 } }),
        }),
      );
    for (let n = 0; n < 2; n += 1)
      shanghai.push(
        await stage.order({
          customerId: other,
          urgency: 'urgent',
          values: startValues({ customerName: '沈先生', customerPhone: '13900001111', address: { ...SHANGHAI, text: `世纪大道 ${n} 号` } }),
        }),
      );
    await stage.quiet();
    boss = await stage.as('he.zong');
    manager = await stage.as('wu.jingli');
    southern = await stage.person({ userid: 'shen.nan', roles: ['staff'], regions: ['310000'] });
  }, 60_000);

  const ids = (body: { items: readonly { id: string }[] }) => body.items.map(({ id }) => id);
  const list = async (caller: Caller, query = '') => must(await caller.get(`/orders${query}`));
  const newestFirst = () => [...beijing, ...shanghai].map(({ id }) => id).reverse();

  describe('pages', () => {
    test('forward and back by key, with nothing twice and nothing lost', async () => {
      const all = newestFirst();
      const first = await list(boss, '?limit=3');
      expect(ids(first)).toEqual(all.slice(0, 3));
      expect(first.prevCursor).toBeNull();
      const second = await list(boss, `?limit=3&cursor=${first.nextCursor}`);
      expect(ids(second)).toEqual(all.slice(3, 6));
      const third = await list(boss, `?limit=3&cursor=${second.nextCursor}`);
      expect(ids(third)).toEqual(all.slice(6));
      expect(third.nextCursor).toBeNull();

      const back = await list(boss, `?limit=3&cursor=${third.prevCursor}`);
      expect(ids(back)).toEqual(all.slice(3, 6));
      const top = await list(boss, `?limit=3&cursor=${back.prevCursor}`);
      expect(ids(top)).toEqual(all.slice(0, 3));
      expect(top.prevCursor).toBeNull();
      expect(ids(await list(boss, `?limit=3&cursor=${top.nextCursor}`))).toEqual(all.slice(3, 6));
    });
  });

  describe('filters', () => {
    test.each([
      ['a province', '?region=110000', () => beijing],
      ['a city', '?region=110100', () => beijing],
      ['a county', '?region=310115', () => shanghai],
      ['a neighbouring county', '?region=110106', () => []],
      ['urgency', '?urgency=urgent', () => shanghai],
      ['template and source', '?templateCode=ac-install&source=sidebar&region=310000', () => shanghai],
      ['another source', '?source=console', () => []],
      ['slot days', `?slotFrom=${SLOT.date}&slotTo=${SLOT.date}&region=110000`, () => beijing],
      ['days before the slot', '?slotTo=2026-11-23', () => []],
      ['days of opening', '?createdFrom=2026-11-22&createdTo=2026-11-22&region=310000', () => shanghai],
      ['days of finishing, when nothing is finished', '?finishedFrom=2026-11-01', () => []],
      ['what is finished, when nothing is', '?finished=yes', () => []],
      ['days after opening', '?createdFrom=2026-11-23', () => []],
      ['the exact phone', '?q=13900001111', () => shanghai],
      ['its last four digits', '?q=1111', () => shanghai],
      ['the name', `?q=${encodeURIComponent('沈先生')}`, () => shanghai],
      ['a phone and a state that it has not', '?q=13900001111&state=done', () => []],
    ])('%s', async (_, query, expected) => {
      expect(ids(await list(boss, query))).toEqual(
        expected()
          .map(({ id }) => id)
          .reverse(),
      );
    });

    test('the number, in whatever case', async () => {
      expect(ids(await list(boss, `?q=${beijing[2]!.number.toLowerCase()}`))).toEqual([beijing[2]!.id]);
    });

    test('a word that is none of the states is refused by name', async () => {
      const answer = await boss.get('/orders?attention=whatever');
      expect(answer).toMatchObject({ status: 422, body: { fields: [{ path: 'attention' }] } });
    });
  });

  describe('how far it is paid', () => {
    test('is a filter of the list, of counts and of views, and follows every collection', async () => {
      const desk = await stage.as('linxiao');
      const [first, second] = beijing;
      const states = async (payState: string) => ids(await list(desk, `?payState=${payState}&state=open`));
      expect(await states('unpaid')).toEqual(newestFirst());
      const { charge } = (await list(desk, `?q=${first!.number}`)).items[0];
      const collect = async (orderId: string, amount: number) =>
        must(await desk.post(`/orders/${orderId}/collections`, { method: 'code', amount }));
      await collect(first!.id, 100);
      await collect(second!.id, charge);
      expect([await states('part'), await states('paid')]).toEqual([[first!.id], [second!.id]]);
      expect(must(await desk.get('/order-batches/count?payState=unpaid')).count).toBe(5);
      expect((await list(desk, `?q=${first!.number}`)).items[0]).toMatchObject({ payState: 'part' });
      for (const { id } of [first!, second!])
        expect(must(await desk.get(`/orders/${id}`)).payment.state).toBe(
          (await list(desk)).items.find((order: { id: string }) => order.id === id).payState,
        );
      must(await desk.post('/order-views', { name: '部分付款', filters: { payState: 'part' } }));
      expect(must(await desk.get('/order-views')).items.find(({ name }: { name: string }) => name === '部分付款')).toMatchObject({
        count: 1,
      });
    });

    test('says nothing to those who may not see the charge', async () => {
      expect(ids(await list(manager, '?payState=unpaid'))).toEqual([]);
      expect((await list(manager)).items[0]).toMatchObject({ charge: null, payState: null });
    });

    test('is the domain’s rule, whatever the row holds', async () => {
      const rows = await stage.app.run(async (tx) => {
        const {
          pay_state: _generated,
          number_tail: _tail,
          ...row
        } = await tx.db.selectFrom('work_order').selectAll().where('id', '=', shanghai[0]!.id).executeTakeFirstOrThrow();
        const cases = ([0, null, 500] as const).flatMap((charge) =>
          [0, 100, 500, 900].flatMap((collected) =>
            (['open', 'cancelled'] as const).flatMap((state) =>
              [null, 1].flatMap((finished_at) =>
                [0, 100].map((waived) => ({ charge, collected, state, finished_at, waived: Math.min(waived, charge ?? 0) })),
              ),
            ),
          ),
        );
        await tx.db
          .insertInto('work_order')
          .values(cases.map((one, n) => ({ ...row, ...one, id: newId(), number: `PAY${n}`, template_code: 'paying' })))
          .execute();
        const made = await tx.db.selectFrom('work_order').selectAll().where('template_code', '=', 'paying').execute();
        await tx.db.deleteFrom('work_order').where('template_code', '=', 'paying').execute();
        return made;
      });
      expect(rows).toHaveLength(96);
      for (const row of rows)
        expect(row.pay_state, JSON.stringify([row.state, row.charge, row.waived, row.collected])).toBe(
          payStateOf(dueOf(row), Number(row.collected)),
        );
    });
  });

  describe('who sees what', () => {
    test('an outlet manager: own outlet only, whatever is asked for', async () => {
      const own = [...beijing].reverse().map(({ id }) => id);
      expect(ids(await list(manager))).toEqual(own);
      for (const query of ['?region=310000', '?q=13900001111', `?q=${shanghai[0]!.number}`, '?urgency=urgent'])
        expect(ids(await list(manager, query)), query).toEqual([]);
      const outletId = (await list(boss, '?region=310000')).items[0].outletName;
      expect(outletId).not.toBeNull();
    });

    test('counts of the tabs and figures of the workbench stop at the same border as the list', async () => {
      const open = async (caller: Caller) =>
        must(await caller.get('/order-views')).items.find(({ id }: { id: string }) => id === 'open').count as number;
      expect([await open(boss), await open(manager), await open(southern)]).toEqual([7, 5, 2]);
      const opened = async (caller: Caller) =>
        must(await caller.get('/workbench/orders'))
          .series.find(({ key }: { key: string }) => key === 'opened')
          .values.at(-1) as number;
      expect([await opened(boss), await opened(manager), await opened(southern)]).toEqual([7, 5, 2]);
    });

    test('figures are for those whom the money rules name', async () => {
      const keys = async (caller: Caller) => must(await caller.get('/workbench/orders')).series.map(({ key }: { key: string }) => key);
      expect(await keys(boss)).toEqual(['opened', 'finished', 'cancelled', 'charge', 'earn']);
      expect(await keys(manager)).toEqual(['opened', 'finished', 'cancelled', 'earn']);
      expect(await keys(southern)).toEqual(['opened', 'finished', 'cancelled', 'charge']);
    });
  });

  describe('views', () => {
    const saved = async (caller: Caller) =>
      must(await caller.get('/order-views')).items.filter(({ kind }: { kind: string }) => kind !== 'product');

    test('mine are mine, and count what I may see', async () => {
      const { id } = must(await southern.post('/order-views', { name: '浦东加急', filters: { region: '310115', urgency: 'urgent' } }));
      expect(await saved(southern)).toMatchObject([{ id, name: '浦东加急', kind: 'mine', count: 2, more: false }]);
      expect(await saved(boss)).toEqual([]);
      expect(await boss.delete(`/order-views/${id}`)).toMatchObject({ status: 404, body: { code: 'views.not_found' } });
      expect(await boss.post('/order-views', { viewId: id, name: 'x', filters: {} })).toMatchObject({ status: 404 });
      must(await southern.post('/order-views', { viewId: id, name: '浦东', filters: { region: '310115' } }));
      expect(await saved(southern)).toMatchObject([{ id, name: '浦东', filters: { region: '310115' } }]);
      must(await southern.delete(`/order-views/${id}`));
      expect(await saved(southern)).toEqual([]);
    });

    test('a manager shares with the outlet, those above with everyone; nobody sees more rows by it', async () => {
      const share = (caller: Caller, audience: string) =>
        caller.post('/order-views', { name: '上海', filters: { region: '310000' }, audience });
      expect(await share(southern, 'company')).toMatchObject({ status: 403, body: { code: 'views.share_refused' } });
      expect(await share(manager, 'company')).toMatchObject({ status: 403 });
      const outletOnly = must(await share(manager, 'outlet')).id;
      expect(await saved(southern)).toEqual([]);
      const company = must(await share(boss, 'company')).id;
      expect(await saved(southern)).toMatchObject([{ id: company, kind: 'shared', count: 2 }]);
      expect(await saved(manager)).toMatchObject([
        { id: outletOnly, kind: 'mine', count: 0 },
        { id: company, kind: 'shared', count: 0 },
      ]);
      must(await manager.delete(`/order-views/${outletOnly}`));
      must(await boss.delete(`/order-views/${company}`));
    });

    test('a view keeps no search for a person', async () => {
      expect(await southern.post('/order-views', { name: '王', filters: { q: '13900001111' } })).toMatchObject({ status: 422 });
    });
  });

  describe('what needs somebody', () => {
    test('every reason of the workbench is a filter of the list with exactly so many orders', async () => {
      stage.clock.forward(4 * 24 * HOUR_MS);
      const later = await stage.as('he.zong');
      const { todos } = must(await later.get('/workbench/orders'));
      const late = todos.find(({ attention }: { attention: string }) => attention === 'late');
      expect(late).toMatchObject({ count: 7 });
      for (const { attention, count } of todos)
        expect(must(await later.get(`/orders?attention=${attention}`)).items, attention).toHaveLength(count);
    });
  });

  describe("a contact that is one order's alone", () => {
    /** The clock has gone on by now. */
    const slot = { ...SLOT, date: '2026-12-01' };
    const OF_FILE = { slot, customerName: '赵敏', customerPhone: '13700001357' };
    const own = { slot, customerName: '赵敏的父亲', customerPhone: '13700002468' };
    const searched = async (q: string, more = '') => ids(await list(boss, `?q=${encodeURIComponent(q)}${more}`));
    let first: { id: string; number: string };
    let second: { id: string };
    let customerId: string;
    beforeAll(async () => {
      customerId = await stage.customer({ name: '赵敏', phone: '13700001357' });
      const values = startValues({ ...own, address: { ...SHANGHAI, text: '张江路 9 号' } });
      first = await stage.order({ customerId, values });
      second = await stage.order({ customerId, values: { ...values, ...OF_FILE } });
    });

    test('is found by number, last four and name, and the customer by the own', async () => {
      for (const q of ['13700002468', '137 0000 2468', '2468', '赵敏的父亲']) expect(await searched(q)).toEqual([first.id]);
      for (const q of ['13700001357', '1357', '赵敏']) expect(await searched(q)).toEqual([second.id, first.id]);
      expect(await searched('13700002469')).toEqual([]);
    });

    test('by the end of its number as it is read out; four digits may be a number’s end or a phone’s', async () => {
      const { number } = first;
      for (const length of [4, 5, 6, 13]) expect(await searched(number.slice(-length).toLowerCase())).toContain(first.id);
      expect(await searched(number.slice(-6))).toEqual([first.id]);
      expect(await searched(number.slice(-3))).toEqual([]);
      const other = number.at(-5) === '7' ? '8' : '7';
      expect(await searched(`${other}${number.slice(-4)}`)).toEqual([]);
      // an order whose number ends like the phone of somebody else's order
      const stranger = await stage.order({ values: startValues({ slot, address: { ...SHANGHAI, text: '张江路 9 号' } }) });
      await stage.app.run((tx) =>
        tx.db.updateTable('work_order').set({ number: 'MD261122QW2468' }).where('id', '=', stranger.id).execute(),
      );
      expect(await searched('2468')).toEqual([stranger.id, first.id]);
      // the page is cut over both ways together, whichever way it is read
      const page = await list(boss, '?q=2468&limit=1');
      expect(ids(page)).toEqual([stranger.id]);
      const next = await list(boss, `?q=2468&limit=1&cursor=${page.nextCursor}`);
      expect(ids(next)).toEqual([first.id]);
      expect(ids(await list(boss, `?q=2468&limit=1&cursor=${next.prevCursor}`))).toEqual([stranger.id]);
      expect(must(await boss.get('/order-batches/count?q=2468')).count).toBe(2);
      expect(ids(await list(manager, `?q=${number.slice(-5)}`))).toEqual([]);
      await stage.app.run((tx) => tx.db.updateTable('work_order').set({ number: stranger.number }).where('id', '=', stranger.id).execute());
    });

    test('within everything else that the list is narrowed by, and within reach', async () => {
      expect(await searched('2468', `&customerId=${customerId}`)).toEqual([first.id]);
      expect(await searched('2468', `&customerId=${await stage.customer()}`)).toEqual([]);
      expect(await searched('2468', '&state=done')).toEqual([]);
      expect(ids(await list(manager, '?q=2468'))).toEqual([]);
      expect(ids(await list(southern, '?q=2468'))).toEqual([first.id]);
    });

    test('beside orders of a customer with the same name', async () => {
      const namesake = await stage.order({
        customerId: await stage.customer({ name: own.customerName, phone: '13700009999' }),
        values: startValues({ ...own, customerPhone: '13700009999' }),
      });
      expect(await searched(own.customerName)).toEqual([namesake.id, first.id]);
    });

    test('follows a step that names somebody else, and goes when it names the customer again', async () => {
      await publish(stage.app, withContactStep());
      const order = await stage.order({ customerId, templateCode: 'asks-contact', values: startValues(OF_FILE) });
      const desk = await stage.as('zhou.diaodu');
      const { id: offerId, userid } = await stage.offer(order.id);
      must(await (await stage.as(userid)).post(`/my/offers/${offerId}/answer`, { answer: 'accept' }));
      const say = async (values: object) => {
        const { version, tasks } = must(await desk.get(`/orders/${order.id}`));
        must(await desk.post(`/orders/${order.id}/acts`, { version, event: 'submit', token: tasks[0].token, outcome: 'again', values }));
      };
      expect(await searched('赵敏的邻居')).toEqual([]);
      await say({ customerName: '赵敏的邻居', customerPhone: '13700003579' });
      for (const q of ['赵敏的邻居', '13700003579', '3579']) expect(await searched(q)).toEqual([order.id]);
      await say({ customerName: '赵敏', customerPhone: '13700001357' });
      for (const q of ['赵敏的邻居', '13700003579', '3579']) expect(await searched(q)).toEqual([]);
    });

    test("stands in the list before the customer's file, and only there where it is another", async () => {
      const { items } = await list(boss, '?q=1357');
      const of = (id: string) => items.find((each: { id: string }) => each.id === id);
      expect(of(first.id)).toMatchObject({ customerName: '赵敏', contactName: '赵敏的父亲' });
      expect(of(second.id)).toMatchObject({ customerName: '赵敏', contactName: null });
    });
  });
});

/** The demo's template under another code, with a dispatcher who may name another contact as often as he likes during the installation. */
function withContactStep(): object {
  const template = JSON.parse(JSON.stringify(demoFile('template-ac-install')).replaceAll('"ac-install"', '"asks-contact"'));
  const step = template.flow.nodes.find(({ kind, phase }: { kind: string; phase: string }) => kind === 'task' && phase === 'working');
  step.outcomes.push('again');
  step.outcomeLabels.again = '改联系人';
  step.partial = [...(step.partial ?? []), 'again'];
  template.flow.edges.push({ from: step.key, to: step.key, outcome: 'again' });
  const access = step.form.access.find(({ role }: { role: string }) => role === 'dispatcher');
  access.fields = { customerName: 'edit', customerPhone: 'edit', ...access.fields };
  return template;
}
