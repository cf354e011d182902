import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { median } from '../../../bench/harness.ts';
import { freePorts } from '../../../scripts/services/ports.ts';
import { launch } from '../../../scripts/services/process.ts';
import { waitUntil } from '../../../scripts/services/wait-until.ts';
import { administer, mariadbPrograms, startMariadb } from '../support/private-mariadb.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
/** A million orders take some minutes to write. */
const READY_MS = 45 * 60_000;
const REQUESTS = 200;

/** Orders in the database; `BENCH_ORDERS` makes it smaller for a try. */
export const ORDERS = Number(process.env['BENCH_ORDERS'] ?? 1_000_000);
/** Finished orders behind the installer. */
export const BEHIND = Math.min(10_000, Math.floor(ORDERS / 3));

export interface ReadWorld {
  readonly name: 'sqlite' | 'mariadb';
  readonly told: Readonly<
    Record<'bearer' | 'installerBearer' | 'installerId' | 'region' | 'number' | 'phone' | 'phoneIndex' | 'month', string>
  >;
  /** GET from the product, below `/api`. */
  product(path: string, bearer: string): Promise<never>;
  /** GET from the yardstick. */
  plain(path: string): Promise<never>;
}

/** The median time of one request, in milliseconds, over some of them one after the other. */
export async function latency(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    const start = process.hrtime.bigint();
    await ask();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return median(times);
}

/** The product and the yardstick over the same rows, on SQLite and, where it is installed, on MariaDB; each a process of its own, over HTTP. */
export async function openWorlds(note: (line: string) => void): Promise<{ worlds: readonly ReadWorld[]; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'mingdan-bench-read-'));
  const closers: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    const worlds = [await openWorld('sqlite', folder, null, closers)];
    if (mariadbPrograms()) {
      const server = await startMariadb();
      closers.push(server.remove);
      worlds.push(await openWorld('mariadb', folder, server.url, closers));
    } else note('MariaDB is not on PATH: SQLite only');
    return { worlds, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openWorld(
  name: ReadWorld['name'],
  folder: string,
  url: string | null,
  closers: (() => Promise<void>)[],
): Promise<ReadWorld> {
  const [port, plainPort] = await freePorts(2);
  const dataDir = join(folder, name);
  const database = url === null ? null : `${url.replace(/\/$/, '')}/bench`;
  if (url !== null) await administer(url, 'create database bench');
  const start = async (part: string, script: string, args: readonly string[], isReady: (line: string) => boolean) => {
    const logFile = join(folder, `${name}-${part}.log`);
    const child = launch({
      name: `${name}-${part}`,
      cwd: ROOT,
      run: { script: join(ROOT, 'server/test/bench', script), args: [...args] },
      logFile,
      env: {
        DATA_DIR: dataDir,
        PORT: String(port),
        RATE_LIMIT_PER_MINUTE: '9000000',
        DATABASE_URL: database ?? undefined,
        REDIS_URL: undefined,
        WECOM_CORP_ID: undefined,
        WECHAT_APP_ID: undefined,
      },
    });
    closers.push(async () => void (await child.stop()));
    return waitUntil(
      `${name} ${part} is ready`,
      () => {
        if (child.hasEnded()) throw new Error(`${name} ${part} ended:\n${child.tail()}`);
        return readFileSync(logFile, 'utf8').split('\n').find(isReady);
      },
      { withinMs: READY_MS },
    );
  };
  const told = JSON.parse(
    await start('product', 'read-server.ts', [String(ORDERS), String(BEHIND)], (line) => line.startsWith('{"bearer"')),
  );
  const location = database === null ? { sqliteFile: join(dataDir, 'mingdan.sqlite') } : { url: database };
  await start('plain', 'plain-read-server.ts', [JSON.stringify(location), String(plainPort)], (line) => line === 'ready');
  const pool = (at: number) => {
    const made = new Pool(`http://127.0.0.1:${at}`, { connections: 1, pipelining: 1 });
    closers.push(() => made.close());
    return made;
  };
  const [mine, plain] = [pool(port!), pool(plainPort!)];
  const get = async (from: Pool, path: string, headers: Record<string, string> = {}): Promise<never> => {
    const answer = await from.request({ method: 'GET', path, headers });
    const body = await answer.body.json();
    if (answer.statusCode !== 200) throw new Error(`${name}: ${path} was answered with ${answer.statusCode}: ${JSON.stringify(body)}`);
    return body as never;
  };
  return {
    name,
    told,
    product: (path, bearer) => get(mine, `/api${path}`, { authorization: `Bearer ${bearer}` }),
    plain: (path) => get(plain, path),
  };
}
