import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { Pool } from 'undici';
import { type BenchRow, type Contestant, type Goal, medianOf, perSecond } from '../../../bench/harness.ts';
import { freePorts } from '../../../scripts/services/ports.ts';
import { launch } from '../../../scripts/services/process.ts';
import { waitUntil } from '../../../scripts/services/wait-until.ts';
import { businessDay, DAY_MS, type EpochMs } from '../../../shared/src/kernel/time.ts';
import { newId } from '../../src/platform/ids.ts';
import { administer, mariadbPrograms, startMariadb } from '../support/private-mariadb.ts';
import { copiesOf, countRows, type OrderRows, plainKysely, rowsOfOrder, writeRows } from './order-rows.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const SERVER = join(ROOT, 'server/test/bench/order-server.ts');
const ORDERS = 500;
/** Both sides run so many before anything is measured: a server that has just started compiles its own code first. */
const WARM_UP = 1_000;
const CLIENTS = 16;
const CUSTOMERS = 50;
const READY_MS = 120_000;

type Location = { sqliteFile: string } | { url: string };

interface OrderServer {
  /** Opens an order at a fresh address. @returns its id */
  open(n: number): Promise<string>;
  readonly db: Kysely<Record<string, never>>;
  close(): Promise<void>;
}

async function startOrderServer(name: string, folder: string, location: Location): Promise<OrderServer> {
  const [port] = await freePorts(1);
  const logFile = join(folder, `${name}.log`);
  const dataDir = join(folder, `${name}-data`);
  const child = launch({
    name,
    cwd: ROOT,
    run: { script: SERVER, args: [String(CUSTOMERS)] },
    logFile,
    env: {
      DATA_DIR: dataDir,
      PORT: String(port),
      RATE_LIMIT_PER_MINUTE: '9000000',
      DATABASE_URL: 'url' in location ? location.url : undefined,
      REDIS_URL: undefined,
      WECOM_CORP_ID: undefined,
      WECHAT_APP_ID: undefined,
    },
  });
  const said = await waitUntil(
    `${name} is ready`,
    () => {
      if (child.hasEnded()) throw new Error(`${name} ended:\n${child.tail()}`);
      return readFileSync(logFile, 'utf8')
        .split('\n')
        .find((line) => line.startsWith('{"bearer"'));
    },
    { withinMs: READY_MS },
  );
  const { bearer, customerIds } = JSON.parse(said) as { bearer: string; customerIds: readonly string[] };
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CLIENTS, pipelining: 1 });
  const db = plainKysely('url' in location ? location : { sqliteFile: join(dataDir, 'mingdan.sqlite') }, 2);
  const day = businessDay((Date.now() + 2 * DAY_MS) as EpochMs);
  return {
    db: db as unknown as OrderServer['db'],
    async open(n) {
      const answer = await pool.request({
        method: 'POST',
        path: '/api/orders',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': newId() },
        body: JSON.stringify(draft(customerIds[n % CUSTOMERS]!, n, day)),
      });
      const body = (await answer.body.json()) as { id?: string };
      if (answer.statusCode !== 200 || !body.id)
        throw new Error(`${name}: an order was answered with ${answer.statusCode}: ${JSON.stringify(body)}`);
      return body.id;
    },
    async close() {
      await pool.close();
      await db.destroy();
      await child.stop();
    },
  };
}

/** The worked case at an address of its own, so that a site is written each time. */
function draft(customerId: string, n: number, date: string) {
  return {
    templateCode: 'ac-install',
    templateVersion: 1,
    customerId,
    source: 'sidebar',
    values: {
      customerName: '王丽丽',
      customerPhone: '13812345678',
      address: { region: '110105', text: `建国路 ${n} 号`, lat: 39.9087, lng: 116.4805 },
      slot: { date, from: '10:00', to: '12:00' },
      machine: 'wall',
      model: 'KFR-35GW',
      floor: '8',
      lift: true,
      services: [{ item: 'AC-INSTALL-1P5', quantity: '1' }],
      parts: [
        { item: 'BRACKET', quantity: '1' },
        { item: 'COPPER-PIPE', quantity: '3' },
      ],
    },
  };
}

/** `CLIENTS` at a time until `count` pieces are done. */
async function together(count: number, one: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let n = next++; n < count; n = next++) await one(n);
    }),
  );
}

interface Pair {
  readonly contestants: readonly Contestant[];
  readonly goals: readonly Goal[];
  readonly rowsPerOrder: number;
  close(): Promise<void>;
}

/** The product on one database, and the yardstick on a copy of its schema beside it. */
async function pairOn(name: string, folder: string, mine: Location, theirs: Location): Promise<Pair> {
  const server = await startOrderServer(name, folder, mine);
  // the second server makes the tables and goes
  const empty = await startOrderServer(`${name}-tables`, folder, theirs);
  await empty.close();
  const plain = plainKysely('url' in theirs ? theirs : { sqliteFile: join(folder, `${name}-tables-data`, 'mingdan.sqlite') }, CLIENTS);
  const sample = await rowsOfOrder(server.db as never, await server.open(0));
  const rowsPerOrder = total(sample);
  const yardstick = `${name} rows`;
  await together(WARM_UP, (n) => server.open(n + 1));
  const warm = copiesOf(sample, WARM_UP);
  await together(WARM_UP, (n) => writeRows(plain, warm[n]!));
  let opened = WARM_UP + 1;
  return {
    rowsPerOrder,
    contestants: [
      {
        name,
        role: 'product',
        async measure() {
          const before = await countRows(server.db as never);
          const from = opened;
          opened += ORDERS;
          const rate = await perSecond(ORDERS, () => together(ORDERS, (n) => server.open(from + n)));
          const after = await countRows(server.db as never);
          for (const table of Object.keys(sample) as (keyof OrderRows)[])
            if (after[table] - before[table] < ORDERS * (table === 'audit_entry' ? 1 : sample[table].length))
              throw new Error(`${name}: rows are missing in ${table}`);
          return rate;
        },
      },
      {
        name: yardstick,
        role: 'yardstick',
        async measure() {
          const copies = copiesOf(sample, ORDERS);
          const before = await countRows(plain);
          const rate = await perSecond(ORDERS, () => together(ORDERS, (n) => writeRows(plain, copies[n]!)));
          const after = await countRows(plain);
          if (after.work_order - before.work_order !== ORDERS) throw new Error(`${yardstick}: rows are missing`);
          return rate;
        },
      },
    ],
    goals: [
      {
        text: `${name} ≥ 50 % of ${yardstick}`,
        unit: '×',
        evaluate: (medians) => {
          const value = medianOf(medians, name) / medianOf(medians, yardstick);
          return { value, reached: value >= 0.5 };
        },
      },
    ],
    async close() {
      await plain.destroy();
      await server.close();
    },
  };
}

const total = (rows: OrderRows): number => Object.values(rows).reduce((sum, list) => sum + list.length, 0);

/** Opening an order, from the request to the answer that says it is stored. */
export const row: BenchRow = {
  name: 'create-order',
  work: `${ORDERS} orders by ${CLIENTS} clients over HTTP: session, form, flow start, quote with explanation, encryption, audit and outbox`,
  unit: 'orders/s',
  async prepare({ note }) {
    const folder = mkdtempSync(join(tmpdir(), 'mingdan-bench-order-'));
    const closers: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
    const close = async (): Promise<void> => {
      for (const one of closers.splice(0).reverse()) await one();
    };
    try {
      const pairs = [await pairOn('sqlite', folder, { sqliteFile: '' }, { sqliteFile: '' })];
      closers.push(() => pairs[0]!.close());
      if (mariadbPrograms()) {
        const server = await startMariadb();
        closers.push(server.remove);
        for (const name of ['product', 'bare']) await administer(server.url, `create database ${name}`);
        const pair = await pairOn('mariadb', folder, { url: `${server.url}/product` }, { url: `${server.url}/bare` });
        closers.push(() => pair.close());
        pairs.push(pair);
      } else note('create-order: MariaDB is not on PATH: SQLite only');
      return {
        contestants: pairs.flatMap(({ contestants }) => contestants),
        goals: pairs.flatMap(({ goals }) => goals),
        facts: {
          orders: ORDERS,
          clients: CLIENTS,
          'rows per order': pairs[0]!.rowsPerOrder,
          durability: 'SQLite WAL synchronous=FULL; MariaDB flush at commit',
          yardstick: 'the same rows, prepared beforehand, one INSERT per table, one transaction per order, no HTTP',
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
