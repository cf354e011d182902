import type { Clock } from '../platform/clock.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config/config.ts';
import { loadMasterKeys } from '../platform/config/master-key.ts';
import { type Crypto, createCrypto } from '../platform/crypto/index.ts';
import { openDatabase } from '../platform/db/open.ts';
import type { Store } from '../platform/db/session.ts';
import { type AuditSink, createUnitOfWork, type UnitOfWork } from '../platform/db/unit-of-work.ts';
import { armFault } from '../platform/fault.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import { createMetrics, type Metrics } from '../platform/metrics/metrics.ts';
import { createDoorbell, type Doorbell } from '../platform/outbox/doorbell.ts';
import { createRegistry, type OpenRegistry } from '../platform/outbox/registry.ts';

/** What every capability stands on, and nothing that knows one. */
export interface Ground {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly crypto: Crypto;
  readonly store: Store;
  /** Nothing that is written need survive a power cut. */
  readonly hasty: boolean;
  readonly registry: OpenRegistry;
  readonly doorbell: Doorbell;
  readonly uow: UnitOfWork;
  /** Origin of links that go out; known once the server listens, or from the settings. */
  readonly publicUrl: () => string;
}

/** Opens the database and wires the platform's parts. Nothing runs or listens yet. */
export async function layGround(
  config: Config,
  parts: { audit: AuditSink; publicUrl: () => string; clock?: Clock; log?: Log; hasty?: boolean; ownWorker?: string | undefined },
): Promise<Ground> {
  const { clock = systemClock, log = createLog(config.log), hasty = false, ownWorker } = parts;
  armFault(config.fault ?? undefined);
  const crypto = createCrypto(loadMasterKeys(config.keys));
  const metrics = createMetrics();
  const { url, sqliteFile } = config.database;
  const store = await openDatabase(url === null ? { sqliteFile } : { url }, { log, hasty });
  const registry = createRegistry();
  const doorbell = createDoorbell();
  const seal = {
    seal: (plain: string, context: string) => crypto.fields.encrypt(placeOf(context), plain),
    open: (sealed: string, context: string) => crypto.fields.decrypt(placeOf(context), sealed),
  };
  const uow = createUnitOfWork({ store, clock, registry, doorbell, audit: parts.audit, log, seal, ownWorker });
  return { config, log, clock, metrics, crypto, store, hasty, registry, doorbell, uow, publicUrl: parts.publicUrl };
}

/** `table/column/row`, as the unit of work names what it seals. */
function placeOf(context: string): { table: string; column: string; rowId: string } {
  const [table = '', column = '', rowId = ''] = context.split('/');
  return { table, column, rowId };
}
