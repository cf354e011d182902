// The product's web part over many orders, for the rows that read. Loads the demo company, writes the orders, prints one JSON line when it listens.
// `node read-server.ts <number of orders> <orders behind the installer>`
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { loadDemo } from '../../../scripts/demo/load.ts';
import { CONTRACTS } from '../../../shared/src/contracts/all.ts';
import { businessDay, DAY_MS, type EpochMs } from '../../../shared/src/kernel/time.ts';
import { compose } from '../../src/app/compose.ts';
import { createWeb } from '../../src/app/web.ts';
import { orderNumber } from '../../src/orders/domain/order-number.ts';
import type { StoredOrder } from '../../src/orders/store/migrations.ts';
import { systemOrigin } from '../../src/platform/actor.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import type { Tx } from '../../src/platform/db/unit-of-work.ts';
import { newId } from '../../src/platform/ids.ts';

const CUSTOMERS = 5_000;
const AT_ONCE = 200;
const PER_TRANSACTION = 5_000;
/** A tenth of the orders stands in each; the province of the first two is the one asked for: a fifteenth of all orders is open there. */
const REGIONS = ['440305', '440106', '310115', '330106', '510107', '420106', '320106', '610113', '210102', '370202'];
const STATES = ['open', 'open', 'done', 'done', 'done', 'cancelled'] as const;
/** What a short flow and a short form come to: lists must not read them, and a million long ones fill disks. */
const WEIGHT = 'x'.repeat(300);

const root = fileURLToPath(new URL('../../../', import.meta.url));
const product = await compose(loadConfig(process.env, root), {
  root,
  version: '0.0.0-bench',
  log: pino({ level: 'warn' }, pino.destination(2)),
});
await product.migrate();
await loadDemo(product, (name) => JSON.parse(readFileSync(new URL(`../../../scripts/demo/data/${name}.json`, import.meta.url), 'utf8')));

const { ground, capabilities } = product;
const [orders, behind] = [Number(process.argv[2]), Number(process.argv[3])];
const inTransaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const result = await ground.uow.run(systemOrigin('bench', newId()), async (tx) => ({ ok: true as const, value: await work(tx) }));
  if (!result.ok) throw new Error('the bench could not be prepared');
  return result.value;
};

const people = await inTransaction(async (tx) => {
  const { api } = capabilities.identity;
  const [boss, installer] = [(await api.findByUserid(tx, 'he.zong'))!, (await api.findByUserid(tx, 'zhang.wei'))!];
  return {
    bearer: (await api.openSession(tx, boss.id, 'bearer')).token,
    installerBearer: (await api.openSession(tx, installer.id, 'bearer')).token,
    installerId: installer.id,
    outletId: installer.outletId,
  };
});
const phoneOf = (n: number): string => `139${String(n).padStart(8, '0')}`;
const customers: string[] = [];
while (customers.length < CUSTOMERS)
  await inTransaction(async (tx) => {
    for (let n = 0; n < 1_000; n += 1)
      customers.push(
        await capabilities.customers.api.create(tx, { name: `客户${customers.length}`, phone: phoneOf(customers.length), level: 'STD' }),
      );
  });

const now = Date.now();
const row = (n: number) => {
  const state = STATES[n % STATES.length]!;
  const region = REGIONS[(n * 7) % REGIONS.length]!;
  // nothing of it is today's: what an installer has in hand is another question than what he earned
  const created = now - 5 * DAY_MS - (orders - n) * 60_000;
  const random = [n & 31, (n >> 5) & 31, (n >> 10) & 31, (n >> 15) & 31, (n >> 20) & 31];
  return {
    id: newId(),
    number: orderNumber(now as EpochMs, random),
    customer_id: customers[n % CUSTOMERS]!,
    site_id: customers[n % CUSTOMERS]!,
    template_code: 'ac-install',
    template_version: 1,
    template_name: '空调安装',
    book_code: 'MAIN',
    book_version: 1,
    region_revision: '2024',
    state,
    settlement_state: state === 'done' ? 'pending' : 'estimated',
    phase: state === 'open' ? 'working' : 'closed',
    node_name: '上门安装',
    urgency: 'normal',
    source: 'sidebar',
    region,
    region_l1: region.slice(0, 2),
    region_l2: region.slice(0, 4),
    due_at: null,
    parked: 0,
    outlet_id: people.outletId,
    installer_id: state === 'open' ? null : people.installerId,
    slot_date: businessDay((created + 2 * DAY_MS) as EpochMs),
    slot_from: '10:00',
    slot_to: '12:00',
    price_at: created,
    distance_km: null,
    charge: 64_740,
    flow_state: WEIGHT,
    values_enc: WEIGHT,
    created_by: people.installerId,
    created_at: created,
    updated_at: created,
    finished_at: state === 'done' ? created : null,
    closed_at: state === 'open' ? null : created,
    version: 1,
  } as Omit<StoredOrder, 'pay_state'>;
};
const paid: { id: string; n: number }[] = [];
for (let from = 0; from < orders; from += PER_TRANSACTION)
  await inTransaction(async (tx) => {
    for (let at = from; at < Math.min(orders, from + PER_TRANSACTION); at += AT_ONCE) {
      const rows = Array.from({ length: Math.min(AT_ONCE, orders - at) }, (_, k) => row(at + k));
      await tx.db.insertInto('work_order').values(rows).execute();
      for (const [k, { id, state }] of rows.entries()) if (state === 'done' && paid.length < behind) paid.push({ id, n: at + k });
    }
  });
// what the installer earned: about 250 orders a month, the last of them in the month that is asked for
const PER_DAY = 9;
for (let at = 0; at < paid.length; at += AT_ONCE)
  await inTransaction(async (tx) => {
    await tx.db
      .insertInto('order_pay')
      .values(
        paid.slice(at, at + AT_ONCE).map(({ id }, k) => {
          const day = businessDay((now - (32 + Math.floor((at + k) / PER_DAY)) * DAY_MS) as EpochMs);
          return {
            id: newId(),
            order_id: id,
            quote_id: newId(),
            installer_id: people.installerId,
            earn: 18_330,
            business_day: day,
            finished_at: now,
          };
        }),
      )
      .execute();
  });
if (ground.store.dialect === 'mysql')
  // a server that has just been filled guesses; one that has been running knows
  await inTransaction(async (tx) => {
    const { sql } = await import('kysely');
    await sql`analyze table work_order, order_pay, customer`.execute(tx.db);
  });

await createWeb(ground, capabilities, product.queue, { contracts: CONTRACTS, output: 'allow-list', version: '0.0.0-bench', root }).listen();
const { phone_bidx: phoneIndex } = await inTransaction((tx) =>
  tx.db.selectFrom('customer').select('phone_bidx').where('id', '=', customers[77]!).executeTakeFirstOrThrow(),
);
const sample = row(orders + 1);
process.stdout.write(
  `${JSON.stringify({
    ...people,
    region: REGIONS[0],
    number: orderNumber(now as EpochMs, [
      (orders >> 1) & 31,
      (orders >> 6) & 31,
      (orders >> 11) & 31,
      (orders >> 16) & 31,
      (orders >> 21) & 31,
    ]),
    phone: phoneOf(77),
    phoneIndex,
    month: businessDay((now - 62 * DAY_MS) as EpochMs).slice(0, 7),
    columns: Object.keys(sample).length,
  })}\n`,
);
