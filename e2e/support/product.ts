import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProgram } from '../../scripts/services/find-program.ts';
import { findMariadb, startMariadb } from '../../scripts/services/mariadb.ts';
import { freePorts } from '../../scripts/services/ports.ts';
import { launch, type Running } from '../../scripts/services/process.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { answersOk, waitUntil } from '../../scripts/services/wait-until.ts';
import { type Addresses, addressesOf, sandboxEnvironment, serverEnvironment } from '../../scripts/start/environment.ts';
import { PROGRAMS, type Program } from '../../scripts/start/programs.ts';
import { createSandboxIdentity } from '../../scripts/start/sandbox-identity.ts';
import { createDatabase } from './database.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ROLES = ['web', 'worker', 'relay', 'cron'] as const;
export type ServerRole = (typeof ROLES)[number];

export interface ProductOptions {
  readonly store: 'sqlite' | 'mariadb';
  readonly queue: 'database' | 'bullmq';
  /** `split`: one process per role, as in production; SQLite belongs to one process and refuses it. */
  readonly roles: 'single' | 'split';
  /** Demo people, prices and templates; default true. */
  readonly demo?: boolean;
  /** More settings of the server. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A whole product with its sandbox on ports and data of its own. */
export interface Product {
  readonly addresses: Addresses;
  /** Settings that every server process was started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** The process that has this role; with `single` it is the same for all. */
  server(role: ServerRole): Running;
  readonly sandbox: Running;
  /** Everything that the processes have written so far, each under its name; for the message of a failure. */
  logs(): string;
  /** Ends all processes and removes the data. Throws when a server did not end by itself. */
  stop(): Promise<void>;
}

/** Starts sandbox and server processes, with migrations and demo data, and waits until they are ready. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  if (options.store === 'sqlite' && options.roles === 'split') throw new Error('SQLite belongs to one process');
  const dataDir = mkdtempSync(join(tmpdir(), 'mingdan-product-'));
  const started: Running[] = [];
  const cleanups: (() => Promise<void>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const run = (name: string, { script, args }: Program, env: Record<string, string>): Running => {
    const child = launch({
      name,
      cwd: ROOT,
      env: { ...CLEAN, ...env },
      run: { script: join(ROOT, script), args },
      logFile: join(dataDir, `${name}.log`),
    });
    started.push(child);
    return child;
  };
  const logs = () => started.map((child) => `── ${child.name} ──\n${child.tail(200)}`).join('\n');
  const stop = async () => {
    const ends = started.splice(0).reverse();
    const killed: string[] = [];
    for (const child of ends) {
      if (child.hasEnded()) continue;
      const begun = performance.now();
      await child.stop(STOP_MS);
      if (performance.now() - begun >= STOP_MS) killed.push(`${child.name} had to be killed:\n${child.tail()}`);
    }
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    if (killed.length > 0) throw new Error(killed.join('\n'));
  };

  try {
    const ports = await freePorts(5);
    const [server, sandbox, staff, installer, customer] = ports as [number, number, number, number, number];
    const chosen = { server, sandbox, phones: [staff, installer, customer] as [number, number, number] };
    const identity = createSandboxIdentity();
    const environment: Record<string, string> = {
      ...serverEnvironment(chosen, identity),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      DEMO_SIZE: 'small',
      ...(await storeSettings(options, dataDir, cleanups)),
      ...(await queueSettings(options, dataDir, cleanups)),
      ...options.env,
    };
    const sandboxProcess = run('sandbox', PROGRAMS.sandbox, sandboxEnvironment(chosen, identity));
    await toEnd(options.demo === false ? run('migrate', PROGRAMS.migrate, environment) : run('demo', PROGRAMS.demo, environment));
    const addresses = addressesOf(chosen);
    await ready(sandboxProcess, addresses.sandbox);
    const servers = startServers(options, environment, run);
    await Promise.all([...new Set(servers.values())].map((entry) => ready(entry.process, entry.url && `${entry.url}/readyz`)));
    return { addresses, environment, dataDir, sandbox: sandboxProcess, server: (role) => servers.get(role)!.process, logs, stop };
  } catch (error) {
    const written = logs();
    await stop().catch(() => {}); // the first error is the one to read
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${written}`, { cause: error });
  }
}

const STOP_MS = 20_000;
/** What surrounds the tests must not reach the product: absent here means absent there. */
const CLEAN: Record<string, undefined> = Object.fromEntries(
  ['DATABASE_URL', 'REDIS_URL', 'MASTER_KEY', 'FILES_DIR', 'NODE_ENV', 'NODE_OPTIONS', 'VITEST', 'METRICS_TOKEN', 'HOST'].map((name) => [
    name,
    undefined,
  ]),
);

interface ServerProcess {
  readonly process: Running;
  /** Where it answers; absent where it does not listen. */
  readonly url?: string;
}

function startServers(
  { roles }: ProductOptions,
  environment: Record<string, string>,
  run: (name: string, program: Program, env: Record<string, string>) => Running,
): Map<ServerRole, ServerProcess> {
  const web = `http://127.0.0.1:${environment['PORT']}`;
  if (roles === 'single') {
    const entry = { process: run('server', withRoles(ROLES), environment), url: web };
    return new Map(ROLES.map((role) => [role, entry]));
  }
  // only the web role listens; the others say in their log that they are ready
  return new Map(
    ROLES.map((role) => [
      role,
      { process: run(`server-${role}`, withRoles([role]), environment), ...(role === 'web' ? { url: web } : {}) },
    ]),
  );
}

function withRoles(roles: readonly ServerRole[]): Program {
  const { script, args } = PROGRAMS.server;
  return { script, args: [...args, `--roles=${roles.join(',')}`] };
}

async function storeSettings(
  { store }: ProductOptions,
  dataDir: string,
  cleanups: (() => Promise<void>)[],
): Promise<Record<string, string>> {
  if (store === 'sqlite') return {};
  let url = process.env['TEST_DATABASE_URL'];
  if (!url) {
    const programs = findMariadb();
    if (!programs) throw new Error('MariaDB is neither at TEST_DATABASE_URL nor on PATH');
    const server = await startMariadb(programs, join(dataDir, 'mariadb'));
    cleanups.push(server.stop);
    url = server.url;
  }
  const database = await createDatabase(url);
  cleanups.push(database.drop);
  return { DATABASE_URL: database.url };
}

/** A Redis of its own where there is the program: what an earlier product left in a shared one would be delivered to this one. */
async function queueSettings(
  { queue }: ProductOptions,
  dataDir: string,
  cleanups: (() => Promise<void>)[],
): Promise<Record<string, string>> {
  if (queue === 'database') return {};
  const program = findProgram(['redis-server', 'valkey-server']);
  if (!program) {
    const url = process.env['TEST_REDIS_URL'];
    if (!url) throw new Error('Redis is neither at TEST_REDIS_URL nor on PATH');
    return { REDIS_URL: url };
  }
  mkdirSync(dataDir, { recursive: true });
  const server = await startRedis(program, join(dataDir, 'redis'));
  cleanups.push(server.stop);
  return { REDIS_URL: server.url };
}

async function toEnd(child: Running): Promise<void> {
  const code = await child.ended;
  if (code !== 0) throw new Error(`${child.name} ended with code ${code}`);
}

async function ready(child: Running, url: string | undefined): Promise<void> {
  await waitUntil(
    `${child.name} ${url ?? ''} is ready`,
    () => {
      if (child.hasEnded()) throw new Error(`${child.name} ended before it was ready`);
      return url ? answersOk(url) : child.tail(200).includes('"event":"ready"');
    },
    { withinMs: 60_000 },
  );
}
