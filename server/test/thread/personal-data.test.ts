import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONTACT, must, onEachStage, PHONE, STREET } from './stage.ts';

/** Anything that looks like a mobile number; ids are letters and digits in other shapes. */
const MOBILE = /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/g;

onEachStage('personal data', { beforeAll, afterAll }, (stage) => {
  /** Every row of every table, as the database holds it. */
  const dump = (): Promise<ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>> =>
    stage.app.run(async (tx) => {
      const named =
        tx.dialect === 'sqlite'
          ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
          : sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = database()`;
      const tables = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
      for (const { name } of (await named.execute(tx.db)).rows)
        tables.set(name, (await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(tx.db)).rows);
      return tables;
    });

  test('after a whole thread no table and no log holds name, number, street or position of the customer in the clear', async () => {
    const { id, installer } = await stage.finished();
    const customer = await stage.customerOf(id);
    const page = must(await customer.get('/customer/order'));
    must(
      await customer.post('/customer/order/acts', {
        version: page.version,
        token: page.tasks[0].token,
        outcome: 'done',
        values: { rating: 2, comment: `${CONTACT}不满意` },
      }),
    );
    // what people type as a reason is kept in the clear, but for the numbers in it
    const other = await stage.order();
    const offer = await stage.offer(other.id);
    must(
      await (await stage.as(offer.userid)).post(`/my/offers/${offer.id}/answer`, { answer: 'refuse', reason: `客户电话 ${PHONE} 打不通` }),
    );
    must(
      await (await stage.as('linxiao')).post(`/orders/${other.id}/acts`, {
        version: 1,
        event: 'cancel',
        values: {},
        reason: `改打 138 1234 5678 或 138-1234-5678`,
      }),
    );
    for (const q of [PHONE, PHONE.slice(-4), CONTACT]) must(await (await stage.as('linxiao')).get(`/orders?q=${encodeURIComponent(q)}`));
    await installer.get(`/orders/${id}`);
    await stage.quiet();

    const tables = await dump();
    expect(tables.get('work_order')!.length).toBe(2);
    const wanted = [PHONE, CONTACT, STREET, '建国路', '39.9087', '116.4805', '138 1234', '138-1234', '不满意'];
    const found: string[] = [];
    let cells = 0;
    for (const [table, rows] of tables)
      for (const row of rows)
        for (const [column, value] of Object.entries(row)) {
          if (value === null || typeof value === 'number') continue;
          const text = Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
          cells += 1;
          for (const personal of wanted) if (text.includes(personal)) found.push(`${table}.${column}: ${personal}`);
          for (const mobile of text.match(MOBILE) ?? []) found.push(`${table}.${column}: ${mobile}`);
        }
    expect(found).toEqual([]);
    expect(cells).toBeGreaterThan(1_000);

    const log = stage.logged();
    expect(log.length).toBeGreaterThan(1_000);
    for (const personal of wanted) expect(log.includes(personal), `log: ${personal}`).toBe(false);
    expect(log.match(MOBILE)).toBeNull();
  });

  test('what was stored is found again by exact number, last four digits and exact name, and by nothing less', async () => {
    const staff = await stage.as('linxiao');
    const found = async (q: string) => must(await staff.get(`/orders?q=${encodeURIComponent(q)}`)).items.length;
    // the name of the customer's file: a contact that is one order's alone is no key
    for (const q of [PHONE, PHONE.slice(-4), '王丽']) expect(await found(q), q).toBe(2);
    for (const q of [PHONE.slice(0, 7), PHONE.slice(-3), '王', '建国路', '%', '_'.repeat(11)]) expect(await found(q), q).toBe(0);
  });
});
