import { join } from 'node:path';
import type { Contract } from '@mingdan/shared/contracts/define';
import { sql } from 'kysely';
import { systemOrigin } from '../platform/actor.ts';
import type { HealthCheck } from '../platform/http/health.ts';
import { createHttpServer, type HttpParts, type HttpServer } from '../platform/http/server.ts';
import { newId } from '../platform/ids.ts';
import type { QueueRuntime } from '../platform/queue/runtime.ts';
import type { Capabilities } from './capabilities.ts';
import type { Ground } from './ground.ts';

export interface WebOptions {
  readonly contracts: readonly Contract[];
  readonly output: HttpParts['output'];
  readonly version: string;
  /** The repository's root, below which the built screens are. */
  readonly root: string;
}

/** The web server with every capability's routes. Throws BootError when a contract has none. */
export function createWeb(ground: Ground, capabilities: Capabilities, queue: QueueRuntime, options: WebOptions): HttpServer {
  const { config, log, metrics, clock } = ground;
  const { all, identity } = capabilities;
  return createHttpServer({
    config: config.http,
    version: options.version,
    log,
    metrics,
    clock,
    authenticator: identity.authenticator,
    policy: identity.policy,
    contracts: options.contracts,
    routes: all.flatMap(({ routes }) => routes ?? []),
    raw: all.flatMap(({ raw }) => raw ?? []),
    health: healthChecks(ground, queue),
    sites: [
      { path: '/console/', folder: join(options.root, 'console', 'dist') },
      { path: '/m/', folder: join(options.root, 'miniprogram', 'dist', 'h5') },
    ],
    newId,
    output: options.output,
  });
}

function healthChecks({ uow }: Ground, queue: QueueRuntime): readonly HealthCheck[] {
  return [
    {
      name: 'database',
      critical: true,
      async check() {
        await uow.read(systemOrigin('health', 'health'), (tx) => sql`select 1`.execute(tx.db));
        return 'ok';
      },
    },
    { name: 'queue', critical: false, check: async () => queue.health().state },
  ];
}
