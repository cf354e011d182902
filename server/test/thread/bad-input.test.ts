import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from './stage.ts';
import { demoFile, must, onEachStage, startValues } from './stage.ts';

/** Everything that an order leaves behind. */
const TABLES = [
  'work_order',
  'visit',
  'site',
  'order_quote',
  'order_event',
  'outbox',
  'audit_entry',
  'idempotency_key',
  'customer',
] as const;

onEachStage('bad input', { beforeAll, afterAll }, (stage) => {
  let staff: Caller;
  let customerId: string;
  beforeAll(async () => {
    staff = await stage.as('linxiao');
    customerId = await stage.customer();
    await stage.quiet();
  });

  const counts = () =>
    stage.app.run(async (tx) => {
      const all: Record<string, number> = {};
      for (const table of TABLES) {
        const row = await tx.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number | string>().as('n'))
          .executeTakeFirstOrThrow();
        all[table] = Number(row.n);
      }
      return all;
    });
  const draft = (over: Readonly<Record<string, unknown>> = {}) => ({
    templateCode: 'ac-install',
    templateVersion: 1,
    customerId,
    values: startValues(),
    source: 'sidebar',
    ...over,
  });
  /** Paths of the fields that a refusal names, sorted. */
  const named = (body: { fields?: readonly { path: string }[] }) => [...new Set((body.fields ?? []).map(({ path }) => path))].sort();

  describe('orders.create', () => {
    const without = (...keys: string[]) => Object.fromEntries(Object.entries(startValues()).filter(([key]) => !keys.includes(key)));
    const cases: readonly (readonly [string, () => Record<string, unknown>, string, readonly string[]])[] = [
      [
        'unknown names in the body',
        () => ({ ...draft(), price: 1, installerId: 'x', customer: {} }),
        'request.invalid',
        ['customer', 'installerId', 'price'],
      ],
      ['an unknown template', () => draft({ templateCode: 'nothing' }), 'templates.not_found', []],
      ['a version that was never published', () => draft({ templateVersion: 99 }), 'templates.not_found', []],
      ['an unknown customer', () => draft({ customerId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }), 'customers.not_found', []],
      [
        'wrong types everywhere',
        () => ({ templateCode: 7, templateVersion: '1', customerId: 'x', values: [], source: 'fax', urgency: 'at once' }),
        'request.invalid',
        ['customerId', 'source', 'templateCode', 'templateVersion', 'urgency', 'values'],
      ],
      [
        'missing values, all named at once',
        () => draft({ values: without('customerName', 'customerPhone', 'address', 'slot', 'services', 'floor', 'machine') }),
        'orders.form_invalid',
        ['values.address', 'values.customerName', 'values.customerPhone', 'values.floor', 'values.lift', 'values.slot'],
      ],
      [
        'values that break their fields, all named at once',
        () =>
          draft({
            values: startValues({
              customerPhone: '12',
              address: { region: '999999', text: '' },
              slot: { date: '2026-02-30', from: '10:00', to: '09:00' },
              floor: '8.5',
              machine: 'submarine',
              services: [{ item: 'AC-INSTALL-1P5', quantity: '-1' }],
              parts: [{ item: 'BRACKET' }],
            }),
          }),
        'orders.form_invalid',
        [
          'values.address.region',
          'values.address.text',
          'values.customerPhone',
          'values.floor',
          'values.machine',
          'values.parts.0',
          'values.services.0.quantity',
          'values.slot.date',
          'values.slot.from',
        ],
      ],
      [
        'values for fields that the node hides, and fields that do not exist',
        () => draft({ values: startValues({ serial: 'A1', rating: 5, discount: '50' }) }),
        'orders.form_invalid',
        ['values.discount', 'values.rating', 'values.serial'],
      ],
      [
        'an item that the price book lacks',
        () => draft({ values: startValues({ services: [{ item: 'TELEPORT', quantity: '1' }] }) }),
        'pricing.not_priceable',
        [],
      ],
    ];

    test.each(cases)('%s', async (_, body, code, fields) => {
      const before = await counts();
      const refused = await staff.post('/orders', body());
      expect(refused.body.code, JSON.stringify(refused.body)).toBe(code);
      expect([404, 422]).toContain(refused.status);
      expect(named(refused.body)).toEqual(fields);
      for (const field of refused.body.fields ?? []) expect(field.message).toMatch(/\p{Script=Han}/u);
      expect(await counts()).toEqual(before);
    });

    test('JSON with keys that reach for prototypes, or twice the same', async () => {
      const before = await counts();
      const text = JSON.stringify(draft());
      for (const evil of [text.replace('{', '{"__proto__":{"admin":true},'), text.replace('{', '{"templateCode":"x",'), `${text},`]) {
        const answer = await fetch(`${stage.app.url}/api/orders`, {
          method: 'POST',
          headers: {
            ...(await stage.headers('linxiao')),
            'content-type': 'application/json',
            'idempotency-key': '01ARZ3NDEKTSV4RRFFQ69G5FAV',
          },
          body: evil,
        });
        expect(answer.status).toBe(400);
      }
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
      expect(await counts()).toEqual(before);
    });

    test('a region that the person does not serve is named at the address', async () => {
      const southern = await stage.person({ userid: 'shen.nan', roles: ['staff'], regions: ['310000'] });
      const before = await counts();
      const refused = await southern.post('/orders', draft({ customerId: await stage.customer({ name: '新客户' }) }));
      expect(refused).toMatchObject({ status: 422, body: { code: 'orders.form_invalid' } });
      expect(named(refused.body)).toEqual(['values.address.region']);
      expect({ ...(await counts()), customer: before.customer }).toEqual({ ...before, customer: before.customer });
    });
  });

  describe('acts', () => {
    test('unknown fields, hidden fields and files of nobody are refused by name and leave the order as it was', async () => {
      const { id, installer } = await stage.taken();
      await stage.quiet();
      const submit = await stage.finishing(installer, id);
      const before = await counts();
      const nobodys = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', sha256: '0'.repeat(64) };
      const refused = await installer.post(`/orders/${id}/acts`, {
        ...submit,
        values: { ...(submit['values'] as object), photosBefore: [nobodys], rating: 5, colour: 'red' },
      });
      expect(refused).toMatchObject({ status: 422, body: { code: 'orders.form_invalid' } });
      expect(named(refused.body)).toEqual(['values.colour', 'values.rating']);
      const foreign = await installer.post(`/orders/${id}/acts`, {
        ...submit,
        values: { ...(submit['values'] as object), photosBefore: [nobodys] },
      });
      expect(named(foreign.body)).toEqual(['values.photosBefore.0']);
      const unsigned = await installer.post(`/orders/${id}/acts`, { ...submit, billHash: undefined });
      expect(named(unsigned.body)).toEqual(['billHash']);
      const outcome = await installer.post(`/orders/${id}/acts`, { ...submit, outcome: 'teleport' });
      expect(outcome).toMatchObject({ status: 409, body: { code: 'orders.event_refused', detail: { flow: 'OUTCOME_UNKNOWN' } } });
      expect(await counts()).toEqual(before);
    });
  });

  describe('publishing', () => {
    test('a book with errors cannot be published; every finding is listed at its place', async () => {
      const finance = await stage.as('chen.kuaiji');
      const book = demoFile('price-book-main');
      book.version = 2;
      book.defaultTier = 'T77';
      book.items[0].prices.T1.charge = 12.5;
      book.adjustments[0].op = { multiply: 'x' };
      book.fees[0].colour = 'red';
      const before = await counts();
      const checked = must(await finance.post('/books/check', { book }));
      const refused = await finance.post('/books', { book });
      expect(refused).toMatchObject({ status: 422, body: { code: 'pricing.book_invalid' } });
      const errors = checked.findings.filter((finding: { severity: string }) => finding.severity === 'error');
      expect(errors.length).toBeGreaterThanOrEqual(4);
      expect(refused.body.fields.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual(
        errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
      );
      for (const place of ['defaultTier', 'items', 'adjustments', 'fees'])
        expect(
          named(refused.body).some((path) => path.includes(place)),
          place,
        ).toBe(true);
      expect(await counts()).toEqual(before);
    });

    test('a price that is ten times what it was is refused by name, whoever sends the book; confirmed, it is published', async () => {
      const finance = await stage.as('chen.kuaiji');
      const book = { ...demoFile('price-book-main'), code: 'SLIP' };
      must(await finance.post('/books', { book }));
      const slip = structuredClone({ ...book, version: 2 });
      const [item] = slip.items;
      const was = item.prices.T1.charge;
      item.prices.T1.charge = was * 10;
      const before = await counts();
      const refused = await finance.post('/books', { book: slip });
      expect(refused).toMatchObject({ status: 409, body: { code: 'pricing.large_changes', detail: { count: 1 } } });
      expect(named(refused.body)).toEqual(['book.items.0.prices.T1.charge']);
      expect(refused.body.detail.what).toContain(item.name);
      expect(await counts()).toEqual(before);
      expect((await finance.get('/books/SLIP/2')).status).toBe(404);
      must(await finance.post('/books', { book: slip, confirmed: [`${item.code} T1 charge ${was}>${was * 10}`] }));
      // nothing is asked of a book that changes little, nor of one that has no version before it
      item.prices.T1.charge -= 1;
      must(await finance.post('/books', { book: { ...slip, version: 3 } }));
    });

    test('a published version of a book stays as it is, also when two publish at once', async () => {
      const finance = await stage.as('chen.kuaiji');
      const book = { ...demoFile('price-book-main'), code: 'TWICE' };
      const other = { ...book, defaultTier: 'T5' };
      const answers = await Promise.all([finance.post('/books', { book }), finance.post('/books', { book: other })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const kept = must(await finance.get('/books/TWICE/1')).book.defaultTier;
      const late = await finance.post('/books', { book: kept === 'T5' ? book : other });
      expect(late).toMatchObject({ status: 409, body: { code: 'pricing.version_exists', detail: { code: 'TWICE', version: 1 } } });
      expect(must(await finance.get('/books/TWICE/1')).book.defaultTier).toBe(kept);
    });

    test('a template with errors cannot be published; every finding is listed', async () => {
      const admin = await stage.as('admin');
      const template = demoFile('template-ac-install');
      template.version = 2;
      template.form.fields[0].type = 'telepathy';
      template.flow.edges.push({ from: 'visit', to: 'nowhere', outcome: 'done' });
      template.flow.nodes.find(({ key }: { key: string }) => key === 'rate').kind = 'approval';
      const before = await counts();
      const refused = await admin.post('/templates', { template });
      expect(refused).toMatchObject({ status: 422, body: { code: 'templates.invalid' } });
      expect(refused.body.fields.length).toBeGreaterThanOrEqual(2);
      for (const place of ['form.fields.0', 'flow'])
        expect(
          named(refused.body).some((path) => path.startsWith(place)),
          place,
        ).toBe(true);
      expect(await counts()).toEqual(before);
    });

    test('a template whose preset names an item that the catalogue lacks', async () => {
      const admin = await stage.as('admin');
      const template = demoFile('template-ac-install');
      template.version = 2;
      template.lines.parts[1].item = 'UNOBTAINIUM';
      const refused = await admin.post('/templates', { template });
      expect(named(refused.body)).toEqual(['lines.parts.1.item']);
    });

    test('a published version of a template stays as it is', async () => {
      const admin = await stage.as('admin');
      const template = { ...demoFile('template-ac-install'), name: '别的名字' };
      const refused = await admin.post('/templates', { template });
      expect(refused).toMatchObject({ status: 409, body: { code: 'templates.version_exists' } });
      expect(must(await admin.get('/templates/ac-install/1')).template.name).toBe('空调安装');
    });
  });
});
