import { systemOrigin } from '../../src/platform/actor.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import type { DatabaseLimits } from '../../src/platform/db/limits.ts';
import { type MigrationSource, migrate } from '../../src/platform/db/migrate.ts';
import type { Store } from '../../src/platform/db/session.ts';
import { type AuditEntry, type AuditSink, createUnitOfWork, type UnitOfWork } from '../../src/platform/db/unit-of-work.ts';
import { newId } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { createDoorbell, type Doorbell } from '../../src/platform/outbox/doorbell.ts';
import type { Bindings } from '../../src/platform/outbox/registry.ts';
import { createRegistry, type Registry } from '../../src/platform/outbox/registry.ts';

/** A unit of work over one store, with its tables made, and what it told the world. */
export interface TestGround {
  readonly uow: UnitOfWork;
  readonly store: Store;
  readonly registry: Registry;
  readonly doorbell: Doorbell;
  readonly clock: Clock;
  /** Audit entries in the order in which they were written, those of rolled-back transactions included. */
  readonly audited: AuditEntry[];
}

export interface TestGroundOptions {
  /** Capabilities under test: their tables, jobs and subscriptions. `bind` gets the unit of work, as in the composition. */
  readonly sources?: readonly MigrationSource[];
  readonly bind?: (uow: UnitOfWork) => readonly Bindings[];
  readonly clock?: Clock;
  readonly audit?: AuditSink;
  readonly limits?: DatabaseLimits;
  /** The tables are there already: another ground over the same rows made them. */
  readonly migrated?: boolean;
}

/** Migrates the store and wires a unit of work as the composition does, with stored answers in the clear. */
export async function testGround(store: Store, options: TestGroundOptions = {}): Promise<TestGround> {
  const { sources = [], bind = () => [], clock = systemClock } = options;
  if (!options.migrated) await migrate(store, sources, { clock, log: silentLog });
  const audited: AuditEntry[] = [];
  const recording: AuditSink = {
    write: async (_tx, entry) => {
      audited.push(entry);
    },
  };
  const registry = createRegistry();
  const doorbell = createDoorbell();
  const uow = createUnitOfWork({
    store,
    clock,
    registry,
    doorbell,
    audit: options.audit ?? recording,
    log: silentLog,
    seal: { seal: (plain) => plain, open: (sealed) => sealed },
    ...(options.limits ? { limits: options.limits } : {}),
  });
  for (const bindings of bind(uow)) registry.add(bindings);
  registry.seal();
  return { uow, store, registry, doorbell, clock, audited };
}

/** An origin for tests: the system, with a fresh correlation id. */
export const testOrigin = () => systemOrigin('test', newId());
