import type { Insertable } from 'kysely';
import type { EpochMs } from '../clock.ts';
import { insertOnce } from '../db/insert-once.ts';
import { insertRows } from '../db/prepared.ts';
import type { OutboxTable } from '../db/schema.ts';
import type { Tx } from '../db/tx.ts';
import { newId } from '../ids.ts';
import type { EventDef, JobDef, OutboxWriter } from './definitions.ts';
import type { Registry, Target } from './registry.ts';

/** Rows per INSERT, well below every database's limit of parameters. */
const ROWS_PER_INSERT = 200;

/** The outbox of one transaction. Rows are gathered and written together by `flush`, right before COMMIT. */
export interface BufferedOutbox extends OutboxWriter {
  /** Writes what was gathered; returns how many rows this transaction has added. */
  flush(): Promise<number>;
}

/** How long rows are kept for the worker who wrote them as his own, real time: when he is gone they are anybody's. */
const OWN_LEASE_MS = 3_600_000;

/** @param context `ownWorker`: rows are this worker's from the start, so that nobody else works on them until they are handed over */
export function createOutboxWriter(context: {
  db: Tx['db'];
  dialect: Tx['dialect'];
  now: EpochMs;
  requestId: string;
  registry: Registry;
  ownWorker?: string | undefined;
}): BufferedOutbox {
  const { db, dialect, now, requestId, registry, ownWorker } = context;
  const gathered: Insertable<OutboxTable>[] = [];
  let deduped = 0;

  const row = (target: Pick<Target, 'name' | 'version' | 'attempts'>, payload: string, dueAt: number = now): Insertable<OutboxTable> => ({
    id: newId(),
    target: target.name,
    version: target.version,
    payload,
    request_id: requestId,
    dedupe_key: null,
    created_at: now,
    due_at: dueAt,
    next_at: ownWorker === undefined ? dueAt : Math.max(dueAt, Date.now() + OWN_LEASE_MS),
    state: ownWorker === undefined ? 'waiting' : 'running',
    lease: ownWorker ?? null,
    attempts: 0,
    max_attempts: target.attempts,
    crashes: 0,
    last_error: null,
  });

  return {
    async append(event, payload, options = {}) {
      const text = encode(event, payload);
      for (const subscription of registry.subscribers(event as EventDef<unknown>)) {
        gathered.push(row({ name: subscription.name, version: event.version, attempts: subscription.attempts }, text, options.dueAt));
      }
    },
    async enqueue(job, payload, options = {}) {
      const asked = row(registry.job(job as JobDef<unknown>), encode(job, payload), options.dueAt);
      if (options.dedupeKey === undefined) {
        gathered.push(asked);
        return;
      }
      if (await insertOnce({ db, dialect }, 'outbox', { ...asked, dedupe_key: options.dedupeKey })) deduped += 1;
    },
    async flush() {
      for (let from = 0; from < gathered.length; from += ROWS_PER_INSERT)
        await insertRows({ db, dialect }, 'outbox', gathered.slice(from, from + ROWS_PER_INSERT));
      const added = gathered.length + deduped;
      gathered.length = 0;
      return added;
    },
  };
}

/** A payload that its own schema refuses is a bug of the writer: it fails the transaction. */
function encode<P>(definition: EventDef<P> | JobDef<P>, payload: P): string {
  const checked = definition.payload.safeParse(payload);
  if (!checked.success) throw new Error(`${definition.name}: payload does not fit its schema: ${checked.error.message}`);
  return JSON.stringify(checked.data);
}
