import { inflateRawSync } from 'node:zlib';
import { DAY_MS, HOUR_MS } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { type Caller, must, onEachStage, PHONE, PLANNED, SLOT, STREET, startValues } from './stage.ts';

const SHANGHAI = { region: '310115', text: '世纪大道 1 号', lat: 31.23, lng: 121.5 };
const COLUMNS = ['number', 'customer', 'phone', 'address', 'charge'];

onEachStage('work on many orders', { beforeAll, afterAll }, (stage) => {
  let beijing: { id: string; number: string }[];
  let shanghai: { id: string; number: string }[];

  beforeAll(async () => {
    const customerId = await stage.customer();
    const order = (address?: object) => stage.order({ customerId, ...(address ? { values: startValues({ address }) } : {}) });
    beijing = [await order(), await order(), await order()];
    shanghai = [await order(SHANGHAI), await order(SHANGHAI)];
    await stage.quiet();
  }, 60_000);

  const finished = async (caller: Caller, id: string) => {
    await stage.until('the batch has ended', async () => must(await caller.get(`/order-batches/${id}`)).endedAt !== null);
    return must(await caller.get(`/order-batches/${id}`));
  };
  const act = async (caller: Caller, kind: string, orderIds: readonly string[], reason = '客户改期') =>
    finished(caller, must(await caller.post('/order-batches/acts', { kind, orderIds, ...(kind === 'resume' ? {} : { reason }) })).id);
  const exported = async (caller: Caller, over: object = {}) =>
    finished(caller, must(await caller.post('/order-batches/exports', { format: 'csv', columns: COLUMNS, ...over })).id);
  const fetched = async (url: string) => {
    const answer = await fetch(stage.app.url + url);
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const csvOf = async (url: string) =>
    (await fetched(url)).bytes
      .toString()
      .slice(1)
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
  const stateOf = async (id: string) => must(await (await stage.as('linxiao')).get(`/orders/${id}`)).state;

  describe('acts', () => {
    test('each order has its own outcome, and what was refused says why', async () => {
      const desk = await stage.as('zhou.diaodu');
      const [first, second, third] = beijing;
      must(await desk.post(`/orders/${third!.id}/acts`, { version: 1, event: 'suspend', values: {}, reason: '等配件' }));
      const batch = await act(desk, 'suspend', [first!.id, third!.id, second!.id]);
      expect(batch).toMatchObject({ state: 'done', total: 3, done: 2, refused: 1 });
      expect(batch.refusals).toEqual([
        { orderId: third!.id, number: third!.number, code: expect.stringMatching(/^orders\./), detail: expect.any(Object) },
      ]);
      expect(await Promise.all([stateOf(first!.id), stateOf(second!.id), stateOf(third!.id)])).toEqual([
        'suspended',
        'suspended',
        'suspended',
      ]);
      expect(await act(desk, 'resume', [first!.id, second!.id, third!.id])).toMatchObject({ done: 3, refused: 0, refusals: [] });
      expect(await stateOf(first!.id)).toBe('open');
    });

    test('an outlet manager changes nothing outside the own outlet, and learns nothing of it', async () => {
      const manager = await stage.as('wu.jingli');
      const batch = await act(manager, 'suspend', [shanghai[0]!.id, beijing[0]!.id]);
      expect(batch).toMatchObject({ done: 1, refused: 1, refusals: [{ orderId: shanghai[0]!.id, number: '', code: 'orders.not_found' }] });
      expect(await stateOf(shanghai[0]!.id)).toBe('open');
      await act(manager, 'resume', [beijing[0]!.id]);
    });

    test('is written into the order’s timeline and the audit trail in the name of whoever asked', async () => {
      const desk = await stage.as('zhou.diaodu');
      const order = await stage.order();
      await stage.quiet();
      expect(await act(desk, 'cancel', [order.id], '客户不要了，电话 13812345678')).toMatchObject({ done: 1 });
      const view = must(await desk.get(`/orders/${order.id}`));
      expect(view.state).toBe('cancelled');
      const told = view.timeline.find(({ type }: { type: string }) => type === 'cancelled');
      expect(told).toMatchObject({ actor: '周调度' });
      expect(told.text).not.toContain(PHONE);
    });

    test('a reason is asked for, and more than 500 orders are refused', async () => {
      const desk = await stage.as('zhou.diaodu');
      const ids = [beijing[0]!.id];
      expect(await desk.post('/order-batches/acts', { kind: 'cancel', orderIds: ids })).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'reason', message: '必填' }] },
      });
      expect(await desk.post('/order-batches/acts', { kind: 'cancel', orderIds: Array(501).fill(ids[0]), reason: 'x' })).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'orderIds' }] },
      });
    });

    test('the same key twice is one batch', async () => {
      const desk = await stage.as('zhou.diaodu');
      const body = { kind: 'suspend', orderIds: [beijing[1]!.id], reason: '等客户' };
      const key = '01HZZZZZZZZZZZZZZZZZZZZZ01';
      const [a, b] = [must(await desk.post('/order-batches/acts', body, key)), must(await desk.post('/order-batches/acts', body, key))];
      expect(a.id).toBe(b.id);
      await finished(desk, a.id);
      await act(desk, 'resume', [beijing[1]!.id]);
    });

    test('a batch is its owner’s alone', async () => {
      const desk = await stage.as('zhou.diaodu');
      const { id } = await act(desk, 'resume', [beijing[0]!.id]);
      const other = await stage.as('linxiao');
      expect(await other.get(`/order-batches/${id}`)).toMatchObject({ status: 404, body: { code: 'orders.batch_not_found' } });
      expect(await other.post(`/order-batches/${id}/cancel`, {})).toMatchObject({ status: 404 });
      expect(must(await other.get('/order-batches')).items).toEqual([]);
      expect(must(await desk.get('/order-batches')).items[0].id).toBe(id);
      expect(must(await desk.post(`/order-batches/${id}/cancel`, {}))).toEqual({ state: 'done' });
    });
  });

  describe('exports', () => {
    test('hold what the filters find within the reader’s scope, masked', async () => {
      const manager = await stage.as('wu.jingli');
      const batch = await exported(manager, { filters: { state: 'open' } });
      expect(batch).toMatchObject({
        state: 'done',
        total: 3,
        done: 3,
        file: { name: expect.stringMatching(/^工单-演示数据-2026-11-22\.csv$/) },
      });
      const [head, ...lines] = await csvOf(batch.url);
      // an outlet sees no charge: there is no such column
      expect(head).toEqual(['工单号', '客户', '电话', '地址']);
      expect(lines.map(([number]) => number)).toEqual([...beijing].reverse().map(({ number }) => number));
      for (const line of lines) expect(line.slice(1)).toEqual(['王*', '138****5678', '']);
    });

    test('asked for by search or by id, they stop at the same border', async () => {
      const manager = await stage.as('wu.jingli');
      expect(await exported(manager, { filters: { region: '310000' } })).toMatchObject({ total: 0, done: 0 });
      expect(await exported(manager, { orderIds: [shanghai[0]!.id, beijing[0]!.id] })).toMatchObject({ total: 1, done: 1 });
      const boss = await stage.as('he.zong');
      expect(await exported(boss, { filters: { q: shanghai[0]!.number } })).toMatchObject({ total: 1 });
    });

    test('money for whoever may see it, with every visit of an order, as its own page has it; columns of money that is not theirs are left out', async () => {
      const columns = ['number', 'charge', 'due', 'collected', 'owing', 'settle', 'earn', 'cost', 'profit'];
      const { id, installer } = await stage.taken();
      await stage.absent(installer, id);
      await stage.verified(id);
      const staff = await stage.as('linxiao');
      const submit = { event: 'submit', token: await stage.taskToken(staff, id), outcome: 'again', values: { slot: SLOT } };
      must(await stage.act(staff, id, submit));
      must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
      await stage.verified(id);
      must(await staff.post(`/orders/${id}/collections`, { method: 'code', amount: 10_000 }));
      const finance = await stage.as('chen.kuaiji');
      const { net, earlier } = must(await finance.get(`/settlement/orders/${id}`));
      expect(earlier).toHaveLength(1);
      const yuan = (fen: number) => (fen / 100).toFixed(2);

      const plan = beijing[0]!;
      const batch = await exported(finance, { columns, orderIds: [id, plan.id] });
      const [head, line, planned] = await csvOf(batch.url);
      const titles = ['客户价', '应收', '已收', '未收', '结算价', '师傅收益', '成本', '毛利'];
      expect(head).toEqual(['工单号', ...titles.map((title) => `${title}（元）`)]);
      expect(line!.slice(1)).toEqual([
        yuan(net.charge),
        yuan(net.charge),
        '100.00',
        yuan(net.charge - 10_000),
        yuan(net.settle),
        yuan(net.earn),
        yuan(net.cost),
        yuan(net.charge - net.settle - net.cost),
      ]);
      // an order that goes on stands with its plan
      expect(planned!.slice(0, 5)).toEqual([plan.number, ...[PLANNED.charge, PLANNED.charge, 0, PLANNED.charge].map(yuan)]);
      const [settle, , cost, profit] = planned!.slice(5).map((figure) => Math.round(Number(figure) * 100));
      expect(settle).toBeGreaterThan(0);
      expect(profit).toBe(PLANNED.charge - settle! - cost!);

      const outlet = await csvOf((await exported(await stage.as('wu.jingli'), { columns, orderIds: [id] })).url);
      expect(outlet[0]).toEqual(['工单号', '结算价（元）', '师傅收益（元）']);
      expect(outlet[1]!.slice(1)).toEqual([yuan(net.settle), yuan(net.earn)]);
      const nothing = await csvOf((await exported(await stage.as('zhou.diaodu'), { columns: ['profit'], orderIds: [id] })).url);
      expect(nothing[0]).toEqual(['工单号']);
    });

    test('full names and numbers need a right of their own and are written into the audit trail', async () => {
      const desk = await stage.as('zhou.diaodu');
      const asked = { format: 'csv', columns: COLUMNS, plain: true };
      expect(await desk.post('/order-batches/exports', asked)).toMatchObject({
        status: 403,
        body: { code: 'orders.plain_export_refused' },
      });
      const boss = await stage.as('he.zong');
      const batch = await exported(boss, { plain: true, orderIds: [beijing[0]!.id] });
      const [, line] = await csvOf(batch.url);
      // the customer's own name: the contact of one order stands on that order
      expect(line).toEqual([beijing[0]!.number, '王丽', PHONE, STREET, '647.40']);
      await stage.until(
        'the audit row is sealed',
        async () => must(await boss.get('/audit?action=orders.exported_plain')).items.length > 0,
      );
      const row = must(await boss.get('/audit?action=orders.exported_plain')).items[0];
      expect(row).toMatchObject({ subjectId: batch.id, actor: '何总', after: { orders: 1, columns: COLUMNS } });
      expect(must(await boss.get('/audit?action=orders.exported')).items[0].after.filters).not.toContain(shanghai[0]!.number);
    });

    test("the contact of one order stands beside the customer's name, with the contact's number; masked for whoever may see no more", async () => {
      const customerId = await stage.customer({ name: '赵敏', phone: '13700001357' });
      const values = startValues({ customerName: '李雷雷', customerPhone: '13700002468' });
      const { id } = await stage.order({ customerId, values });
      const columns = ['contact', 'customer', 'phone'];
      const plain = await exported(await stage.as('he.zong'), { columns, plain: true, filters: { q: '13700002468' } });
      expect(await csvOf(plain.url)).toEqual([
        ['联系人', '客户', '电话'],
        ['李雷雷', '赵敏', '13700002468'],
      ]);
      const masked = await exported(await stage.as('zhou.diaodu'), { columns, orderIds: [id] });
      expect((await csvOf(masked.url))[1]).toEqual(['李*', '赵*', '137****2468']);
    });

    test('as a workbook', async () => {
      const boss = await stage.as('he.zong');
      const batch = await exported(boss, { format: 'xlsx', filters: { region: '310000' } });
      const { headers, bytes } = await fetched(batch.url);
      expect(headers.get('content-type')).toContain('spreadsheetml');
      expect(headers.get('content-disposition')).toContain('attachment');
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
      expect(bytes.length).toBe(batch.file.bytes);
      const at = bytes.indexOf('xl/worksheets/sheet1.xml');
      const sheet = inflateRawSync(bytes.subarray(at + 'xl/worksheets/sheet1.xml'.length)).toString();
      for (const { number } of shanghai) expect(sheet).toContain(number);
    });

    /** That many orders more, of a template of their own, until `work` is done. */
    const withCopies = async (copies: number, work: () => Promise<void>) => {
      await stage.app.run(async (tx) => {
        const {
          pay_state: _generated,
          number_tail: _tail,
          ...row
        } = await tx.db.selectFrom('work_order').selectAll().where('id', '=', shanghai[0]!.id).executeTakeFirstOrThrow();
        for (let n = 0; n < copies; n += 100)
          await tx.db
            .insertInto('work_order')
            .values(Array.from({ length: 100 }, (_, k) => ({ ...row, id: newId(), number: `COPY${n + k}`, template_code: 'copied' })))
            .execute();
      });
      await work();
      await stage.app.run((tx) => tx.db.deleteFrom('work_order').where('template_code', '=', 'copied').execute());
    };

    test('page after page, each order once', async () => {
      const boss = await stage.as('he.zong');
      const copies = 1_100;
      await withCopies(copies, async () => {
        const batch = await exported(boss, { columns: ['number'], filters: { templateCode: 'copied' } });
        expect(batch).toMatchObject({ total: copies, done: copies });
        const [, ...lines] = await csvOf(batch.url);
        expect(new Set(lines.map(([number]) => number)).size).toBe(copies);
      });
    });

    test('stopped while it runs, it ends where it was and leaves no file', async () => {
      const boss = await stage.as('he.zong');
      const { uow } = stage.app.product.ground;
      const { run } = uow;
      await withCopies(1_100, async () => {
        // pressed as soon as the first page is told, before the second is read
        uow.run = async (origin, work) => {
          const result = await run(origin, work);
          const [told] = await stage.app.product.ground.uow.read(origin, (tx) =>
            tx.db
              .selectFrom('order_batch')
              .select('id')
              .where('state', '=', 'running')
              .where('kind', '=', 'export')
              .where('done', '>', 0)
              .execute(),
          );
          if (told) {
            uow.run = run;
            expect(must(await boss.post(`/order-batches/${told.id}/cancel`, {}))).toEqual({ state: 'cancelled' });
          }
          return result;
        };
        try {
          const batch = await exported(boss, { columns: ['number'], filters: { templateCode: 'copied' } });
          expect(batch).toMatchObject({ state: 'cancelled', total: 1_100, done: 500, file: null, url: null, problem: null });
          await stage.quiet();
          expect(must(await boss.get(`/order-batches/${batch.id}`))).toMatchObject({ state: 'cancelled', done: 500, file: null });
        } finally {
          uow.run = run;
        }
      });
    });

    test('a link opens this file under this name, for ten minutes; the file is kept for a day', async () => {
      const boss = await stage.as('he.zong');
      const batch = await exported(boss);
      expect((await fetched(batch.url)).status).toBe(200);
      expect((await fetched(batch.url.replace('.csv', '.xlsx'))).status).toBe(404);
      expect((await fetched(batch.url.replace(/sig=.*/, 'sig=forged'))).status).toBe(404);
      stage.clock.forward(HOUR_MS);
      expect(await fetched(batch.url)).toMatchObject({ status: 403 });
      const later = await stage.as('he.zong');
      const { url } = must(await later.get(`/order-batches/${batch.id}`));
      expect((await fetched(url)).status).toBe(200);
      stage.clock.forward(DAY_MS);
      await stage.quiet();
      const { url: gone, file } = must(await (await stage.as('he.zong')).get(`/order-batches/${batch.id}`));
      expect([gone, file]).toEqual([null, null]);
    });
  });
});
