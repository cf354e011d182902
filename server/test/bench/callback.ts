import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { type BenchRow, type Contestant, type Goal, medianOf, perSecond } from '../../../bench/harness.ts';
import { freePorts } from '../../../scripts/services/ports.ts';
import { type Launch, launch, type Running } from '../../../scripts/services/process.ts';
import { answersOk, waitUntil } from '../../../scripts/services/wait-until.ts';
import { administer, mariadbPrograms, startMariadb } from '../support/private-mariadb.ts';
import { APP, sealedMessages, sendAll } from './callback-load.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const MAIN = join(ROOT, 'server/src/app/main.ts');
const BARE = join(ROOT, 'server/test/bench/koa-insert.ts');
const CALLBACKS = 1_500;
const CONNECTIONS = 64;
const READY_MS = 60_000;
const DRAIN_MS = 120_000;

/** What is left to ask a database about, beside the server. */
interface Rows {
  count(table: 'wecom_inbox' | 'outbox' | 'bare_inbox'): Promise<number>;
  close(): Promise<void>;
}

function sqliteRows(file: string): Rows {
  const db = new SQLite(file);
  return {
    count: async (table) => (db.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n,
    close: async () => void db.close(),
  };
}

async function mysqlRows(url: string): Promise<Rows> {
  const connection = await createConnection(url);
  return {
    count: async (table) => Number(((await connection.query(`select count(*) as n from ${table}`))[0] as { n: number }[])[0]!.n),
    close: () => connection.end(),
  };
}

interface Part extends Contestant {
  /** Every answer's time in the measured rounds, ms. */
  readonly times: number[];
}

async function started(start: Launch, url: string): Promise<Running> {
  const child = launch(start);
  await waitUntil(
    `${start.name} at ${url}`,
    () => {
      if (child.hasEnded()) throw new Error(`${start.name} ended:\n${child.tail()}`);
      return answersOk(url);
    },
    { withinMs: READY_MS },
  );
  return child;
}

/**
 * The whole program with all its roles. Two contestants on one server: `name` receives messages that leave nothing to do, as the yardstick does; `name, working`
 * receives clicks, which its workers act upon while more arrive.
 */
async function product(
  name: string,
  folder: string,
  database: { env: Record<string, string>; rows: () => Promise<Rows> },
): Promise<{ receiving: Part; working: Part; close: () => Promise<void> }> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const env = {
    DATA_DIR: join(folder, `${name}-data`),
    PORT: String(port),
    LOG_LEVEL: 'info',
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
    ...database.env,
    // nothing is asked of the platform here
    WECOM_API_BASE: 'http://127.0.0.1:9',
    WECOM_CORP_ID: APP.corpId,
    WECOM_AGENT_ID: String(APP.agentId),
    WECOM_SECRET: 'bench',
    WECOM_TOKEN: APP.token,
    WECOM_AES_KEY: APP.aesKey,
  };
  const part = (args: readonly string[]): Launch => ({
    name: `${name} ${args[0] ?? ''}`,
    cwd: ROOT,
    run: { script: MAIN, args },
    logFile: join(folder, `${name}.log`),
    env,
  });
  const migration = launch(part(['migrate']));
  if ((await migration.ended) !== 0) throw new Error(migration.tail());
  const child = await started(part(['start']), `${url}/readyz`);
  const rows = await database.rows();

  const contestant = (label: string, role: Contestant['role'], kind: 'text' | 'click'): Part => {
    const times: number[] = [];
    return {
      name: label,
      role,
      times,
      async measure(round) {
        const requests = sealedMessages(kind, CALLBACKS);
        const before = await rows.count('wecom_inbox');
        const rate = await perSecond(CALLBACKS, async () => {
          const took = await sendAll(url, requests, CONNECTIONS);
          if (round >= 0) times.push(...took);
        });
        // acknowledged means stored: counted at once, by somebody else
        if ((await rows.count('wecom_inbox')) - before !== CALLBACKS) throw new Error(`${label}: callbacks are missing or doubled`);
        await waitUntil(`${label}: the jobs`, async () => (await rows.count('outbox')) === 0, { withinMs: DRAIN_MS });
        return rate;
      },
    };
  };
  return {
    receiving: contestant(name, 'product', 'text'),
    working: contestant(`${name}, working`, 'information', 'click'),
    async close() {
      await rows.close();
      await child.stop();
    },
  };
}

async function bare(
  name: string,
  folder: string,
  role: Contestant['role'],
  target?: { database: string; rows: () => Promise<Rows> },
): Promise<Part & { close: () => Promise<void> }> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const args = [String(port), ...(target ? [target.database] : [])];
  const child = await started({ name, cwd: ROOT, run: { script: BARE, args }, logFile: join(folder, `${name}.log`) }, url);
  const rows = await target?.rows();
  const times: number[] = [];
  return {
    name,
    role,
    times,
    async measure(round) {
      const requests = sealedMessages('text', CALLBACKS);
      const before = await rows?.count('bare_inbox');
      const rate = await perSecond(CALLBACKS, async () => {
        const took = await sendAll(url, requests, CONNECTIONS);
        if (round >= 0) times.push(...took);
      });
      if (rows && (await rows.count('bare_inbox')) - before! !== CALLBACKS) throw new Error(`${name}: rows are missing or doubled`);
      return rate;
    },
    async close() {
      await rows?.close();
      await child.stop();
    },
  };
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? Number.NaN;

function goalsOf(receiving: Part, working: Part, yardstick: Part): Goal[] {
  const p99 = (part: Part, most: number): Pick<Goal, 'unit' | 'evaluate'> => ({
    unit: 'ms',
    evaluate: () => {
      const value = percentile(part.times, 0.99);
      return { value, reached: value <= most };
    },
  });
  return [
    {
      text: `${receiving.name} ≥ 80 % of ${yardstick.name}`,
      unit: '×',
      evaluate: (medians) => {
        const value = medianOf(medians, receiving.name) / medianOf(medians, yardstick.name);
        return { value, reached: value >= 0.8 };
      },
    },
    { text: `${working.name}: p99 ≤ 100 ms`, ...p99(working, 100) },
    { text: `${yardstick.name}: p99 (for information)`, ...p99(yardstick, Number.POSITIVE_INFINITY) },
  ];
}

/** Encrypted callbacks, from the request to the answer that says they are stored. */
export const row: BenchRow = {
  name: 'callback',
  work: `${CALLBACKS} encrypted callbacks over ${CONNECTIONS} connections kept alive: checked, stored, acknowledged`,
  unit: 'callbacks/s',
  async prepare({ note }) {
    const folder = mkdtempSync(join(tmpdir(), 'mingdan-bench-callback-'));
    const closers: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
    const close = async (): Promise<void> => {
      for (const one of closers.splice(0).reverse()) await one();
    };
    const keep = async <T extends { close: () => Promise<void> }>(part: Promise<T>): Promise<T> => {
      const kept = await part;
      closers.push(() => kept.close());
      return kept;
    };
    try {
      const contestants: Part[] = [];
      const goals: Goal[] = [];
      const pair = async (mine: ReturnType<typeof product>, theirs: ReturnType<typeof bare>): Promise<void> => {
        const { receiving, working } = await keep(mine);
        const yardstick = await keep(theirs);
        contestants.push(receiving, yardstick, working);
        goals.push(...goalsOf(receiving, working, yardstick));
      };
      const [own, theirs] = [join(folder, 'sqlite-data/mingdan.sqlite'), join(folder, 'bare.sqlite')];
      await pair(
        product('sqlite', folder, { env: {}, rows: async () => sqliteRows(own) }),
        bare('sqlite insert', folder, 'yardstick', { database: `sqlite:${theirs}`, rows: async () => sqliteRows(theirs) }),
      );
      if (mariadbPrograms()) {
        const server = await startMariadb();
        closers.push(server.remove);
        for (const name of ['product', 'bare']) await administer(server.url, `create database ${name}`);
        const [productUrl, bareUrl] = [`${server.url}/product`, `${server.url}/bare`];
        await pair(
          product('mariadb', folder, { env: { DATABASE_URL: productUrl }, rows: () => mysqlRows(productUrl) }),
          bare('mariadb insert', folder, 'yardstick', { database: bareUrl, rows: () => mysqlRows(bareUrl) }),
        );
      } else note('callback: MariaDB is not on PATH: SQLite only');
      contestants.push(await keep(bare('bare Koa', folder, 'information')));
      return {
        contestants,
        goals,
        facts: {
          callbacks: CALLBACKS,
          connections: CONNECTIONS,
          durability: 'SQLite WAL synchronous=FULL; MariaDB flush at commit',
          working: 'clicks: each is read, and two capabilities hear of it, in the same process',
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
