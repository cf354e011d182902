import { createHash } from 'node:crypto';
import { CONTRACTS } from '@mingdan/shared/contracts/all';
import type { Contract } from '@mingdan/shared/contracts/define';
import { auditSink } from '../audit/index.ts';
import { systemOrigin } from '../platform/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config/config.ts';
import { migrate, pendingMigrations } from '../platform/db/migrate.ts';
import type { HttpParts, HttpServer } from '../platform/http/server.ts';
import { newId } from '../platform/ids.ts';
import type { Log } from '../platform/log/log.ts';
import { declaredJobs } from '../platform/outbox/definitions.ts';
import { housekeeping } from '../platform/queue/housekeeping.ts';
import { createQueueRuntime, type QueueDriver, type QueueRuntime } from '../platform/queue/runtime.ts';
import type { WecomMessenger } from '../wecom/index.ts';
import { type Capabilities, createCapabilities } from './capabilities.ts';
import { type Ground, layGround } from './ground.ts';
import { PROCESS_ROLES, type ProcessRole } from './roles.ts';
import { createWeb, type WebOptions } from './web.ts';

export interface ComposeOptions {
  readonly roles?: ReadonlySet<ProcessRole>;
  /** The repository's root. */
  readonly root: string;
  readonly version: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** `parse` in tests. */
  readonly output?: HttpParts['output'];
  /** Contracts that must be served; all of them by default. `bound`: whatever has a route, for tests of a part. */
  readonly contracts?: readonly Contract[] | 'bound';
  /** Takes messages in the platform's place: for a story that is told after the fact, whose notices nobody is to get. */
  readonly messenger?: WecomMessenger;
  /** Commits need not survive a power cut: for a file that is thrown away and made anew when it is not finished. SQLite only. */
  readonly hasty?: boolean;
  /** Whose the jobs are that come of what is done here. A server that runs on the same database leaves them alone until they are handed over. */
  readonly ownWorker?: string;
}

/** The whole product in one process, or its share of it. */
export interface Product {
  readonly ground: Ground;
  readonly capabilities: Capabilities;
  readonly queue: QueueRuntime;
  /** Brings the schema up to date. @returns the steps that were done */
  migrate(): Promise<readonly string[]>;
  /** Starts this process's roles. @throws BootError when contracts, routes and policy do not fit; Error when the schema is not up to date or the port is taken. @returns the address, where it serves */
  start(): Promise<string | null>;
  /** Ends in order: no new requests, running ones and jobs finish, the database closes. Within ten seconds. */
  stop(): Promise<void>;
}

/** The only place that builds everything. Reads top to bottom: platform, capabilities, what they hear and do, the queue, the web. */
export async function compose(config: Config, options: ComposeOptions): Promise<Product> {
  const { roles = new Set(PROCESS_ROLES) } = options;
  refuseSplitSqlite(config, roles);
  let web: HttpServer | null = null;
  const publicUrl = (): string => web?.publicUrl() ?? config.http.publicUrl ?? `http://127.0.0.1:${config.http.port}`;

  const ground = await layGround(config, {
    audit: auditSink,
    publicUrl,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.log ? { log: options.log } : {}),
    hasty: options.hasty ?? false,
    ownWorker: options.ownWorker,
  });
  const capabilities = createCapabilities(ground, options.messenger);
  for (const capability of capabilities.all) ground.registry.add(capability);
  ground.registry.add({ crons: [housekeeping(ground.uow)] });
  ground.registry.seal(declaredJobs());

  const queue = createQueue(ground, roles);
  observeOutbox(ground);

  return {
    ground,
    capabilities,
    queue,
    migrate: () => migrate(ground.store, capabilities.all, ground),
    async start() {
      const pending = await pendingMigrations(ground.store, capabilities.all);
      if (pending.length > 0) throw new Error(`the database lacks ${pending.length} migrations: run "npm run migrate" (${pending[0]}, …)`);
      web = roles.has('web') ? createWeb(ground, capabilities, queue, webOptions(options, capabilities)) : null;
      await web?.listen();
      queue.start();
      return web === null ? null : publicUrl();
    },
    async stop() {
      await web?.stop();
      await queue.stop();
      await ground.store.close();
      ground.metrics.close();
    },
  };
}

function webOptions(
  { contracts = CONTRACTS, output = 'allow-list', version, root }: ComposeOptions,
  capabilities: Capabilities,
): WebOptions {
  const bound = capabilities.all.flatMap(({ routes }) => routes ?? []).map(({ contract }) => contract);
  return { contracts: contracts === 'bound' ? bound : contracts, output, version, root };
}

/** SQLite is one file with one writer: its relay, workers and web server live in one process. */
function refuseSplitSqlite(config: Config, roles: ReadonlySet<ProcessRole>): void {
  if (config.database.url === null && roles.size < PROCESS_ROLES.length)
    throw new Error('roles in processes of their own need DATABASE_URL: SQLite serves one process');
}

function createQueue({ config, uow, registry, doorbell, log, metrics }: Ground, roles: ReadonlySet<ProcessRole>): QueueRuntime {
  const driver: QueueDriver =
    config.redis.url === null ? { kind: 'database' } : { kind: 'bullmq', redisUrl: config.redis.url, prefix: queuePrefix(config) };
  return createQueueRuntime({
    uow,
    registry,
    doorbell,
    log,
    driver,
    roles: { relay: roles.has('relay'), worker: roles.has('worker'), cron: roles.has('cron') },
    observe: (job, outcome, ms) => metrics.countJob(job, outcome, ms / 1000),
  });
}

/** Two products on one Redis must not take each other's bells: each database has keys of its own there. */
function queuePrefix({ database }: Config): string {
  return `mingdan-${createHash('sha256')
    .update(database.url ?? database.sqliteFile)
    .digest('hex')
    .slice(0, 12)}`;
}

/** How long the oldest due job has been waiting: the figure that shows a stopped worker first. */
function observeOutbox({ metrics, uow, log }: Ground): void {
  metrics.gauge('mingdan_outbox_lag_seconds', 'Age of the oldest job that is due and not taken', async () => {
    try {
      return await uow.read(systemOrigin('metrics', newId()), async (tx) => {
        const oldest = await tx.db
          .selectFrom('outbox')
          .select('next_at')
          .where('next_at', '<=', tx.now)
          .orderBy('next_at')
          .limit(1)
          .executeTakeFirst();
        return oldest === undefined ? 0 : (tx.now - oldest.next_at) / 1000;
      });
    } catch (error) {
      log.warn({ err: error }, 'the outbox could not be measured');
      return undefined;
    }
  });
}
