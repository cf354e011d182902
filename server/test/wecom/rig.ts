import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadDemo } from '../../../scripts/demo/load.ts';
import { type SealedRequest, sealEcho, sealEvent } from '../../../scripts/sandbox/src/callbacks/envelope.ts';
import { type Sandbox, startSandbox } from '../../../scripts/sandbox/src/sandbox.ts';
import { startProduct, type TestProduct } from '../http/product.ts';
import { type RawAnswer, rawRequest } from '../http/support.ts';
import { type FreshStore, onEachStore, type StoreUnderTest } from '../support/stores.ts';
import { waitUntil } from '../support/wait-until.ts';
import { type MovableClock, movableClock } from '../thread/clock.ts';
import { demoFile } from '../thread/stage.ts';

/** A line of the servers' logs. */
export interface LogLine {
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** The composed product beside the stand-in for WeCom and WeChat. */
export interface Rig {
  readonly store: StoreUnderTest['name'];
  readonly sandbox: Sandbox;
  /** The server that the stand-in calls. */
  readonly app: TestProduct;
  /** All servers over the same rows: two where the database serves several. */
  readonly servers: readonly TestProduct[];
  readonly clock: MovableClock;
  /** What the servers logged with this sentence, so far. */
  logged(sentence: string): readonly LogLine[];
  /** Signed and encrypted as the platform would, at the servers' time. */
  seal(xml: string): SealedRequest;
  sealEcho(word: string): SealedRequest;
  /** Sends a callback, or a try of it again. */
  send(request: SealedRequest, to?: TestProduct): Promise<RawAnswer>;
  /** Calls of the servers to a path of the platform. */
  calls(path: string): readonly { readonly ok: boolean; readonly detail: unknown }[];
  /** How often a job or subscription was done, by all servers, restarts included. */
  done(job: string): Promise<number>;
  /** Ends every server and starts as many again over the same rows. */
  restart(): Promise<void>;
  /** Until no job is due any more. */
  quiet(): Promise<void>;
}

export interface RigOptions {
  /** 2: a second server where the database allows it. */
  readonly servers?: 1 | 2;
  /** With the demo company. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

async function openRig(kind: StoreUnderTest, fresh: FreshStore, options: RigOptions): Promise<Rig & { close(): Promise<void> }> {
  const clock = movableClock(new Date().toISOString());
  const lines: LogLine[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line) as LogLine) });
  const sandbox = await startSandbox({ port: 0, phonePorts: [0, 0, 0], verifyCallback: false, callbackRetryGapMs: 50 });
  const data = mkdtempSync(join(tmpdir(), 'mingdan-rig-'));
  const env = {
    ...sandbox.env,
    DATA_DIR: data,
    MASTER_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_PER_MINUTE: '9000000',
    ...options.env,
  };
  const count = options.servers === 2 && kind.name === 'mariadb' ? 2 : 1;
  const start = async (): Promise<TestProduct[]> => {
    const started: TestProduct[] = [];
    for (let n = 0; n < count; n += 1) started.push(await startProduct(fresh.location, env, { clock, log }));
    sandbox.setServerUrl(started[0]!.url);
    return started;
  };
  let servers = await start();
  /** Metrics of servers that have ended. */
  const ended: string[] = [];
  const metrics = async () => [
    ...ended,
    ...(await Promise.all(servers.map(({ product }) => product.ground.metrics.render()))).map(({ text }) => text),
  ];
  const stopServers = async () => {
    for (const server of servers) await server.stop();
  };
  if (options.demo) await loadDemo(servers[0]!.product, demoFile);

  const rig: Rig = {
    store: kind.name,
    sandbox,
    get app() {
      return servers[0]!;
    },
    get servers() {
      return servers;
    },
    clock,
    logged: (sentence) => lines.filter(({ msg }) => msg === sentence),
    seal: (xml) => sealEvent(sandbox.settings, xml, Math.floor(clock.now() / 1000)),
    sealEcho: (word) => sealEcho(sandbox.settings, word, Math.floor(clock.now() / 1000)),
    send: ({ query, body }, to = servers[0]!) =>
      rawRequest(to.port, {
        method: body === null ? 'GET' : 'POST',
        path: `/wecom/callback?${query}`,
        ...(body === null ? {} : { headers: { 'content-type': 'text/xml' }, body }),
      }),
    calls: (path) => sandbox.state.journal.since().filter(({ kind: what, name }) => what === 'api' && name === path),
    done: async (job) =>
      (await metrics())
        .map((text) => Number(text.match(`mingdan_job_seconds_count{job="${job}",outcome="done"} (\\d+)`)?.[1] ?? 0))
        .reduce((sum, n) => sum + n, 0),
    async restart() {
      ended.splice(0, ended.length, ...(await metrics()));
      await stopServers();
      servers = await start();
    },
    quiet: () =>
      waitUntil('no job is due', () =>
        servers[0]!.run(async (tx) => {
          const due = await tx.db.selectFrom('outbox').select('id').where('due_at', '<=', clock.now()).limit(1).execute();
          return due.length === 0;
        }),
      ),
  };
  const close = async () => {
    await stopServers();
    await sandbox.stop();
    rmSync(data, { recursive: true, force: true });
  };
  return Object.defineProperties(rig, { close: { value: close } }) as Rig & { close(): Promise<void> };
}

export interface RigHooks extends RigOptions {
  readonly beforeAll: (work: () => Promise<void>, timeoutMs?: number) => void;
  readonly afterAll: (work: () => Promise<void>) => void;
}

/** One `describe` per database, with a rig of its own. Call `rig` inside of tests and hooks only. */
export function onEachRig(title: string, hooks: RigHooks, body: (rig: () => Rig) => void): void {
  onEachStore(title, (kind) => {
    let fresh: FreshStore;
    let open: (Rig & { close(): Promise<void> }) | undefined;
    hooks.beforeAll(async () => {
      fresh = await kind.fresh();
      open = await openRig(kind, fresh, hooks);
    }, 120_000);
    hooks.afterAll(async () => {
      await open?.close();
      await fresh.drop();
    });
    body(() => {
      if (!open) throw new Error('the rig is open during tests only');
      return open;
    });
  });
}

/** A flat message as the platform writes it. */
export function xmlOf(fields: Readonly<Record<string, string | number>>): string {
  const inner = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${inner.join('')}</xml>`;
}
