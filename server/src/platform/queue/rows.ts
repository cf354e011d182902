import { type Selectable, sql } from 'kysely';
import type { OutboxTable } from '../db/schema.ts';
import type { Tx } from '../db/tx.ts';

/** A row of the outbox as a worker holds it. */
export type OutboxRow = Selectable<OutboxTable>;

const MAX_REASON = 2_000;

/** Ids of rows that somebody should look at: due, or their lease ran out. Oldest first. */
export async function dueIds(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('outbox')
    .select('id')
    .where('next_at', '<=', tx.now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Makes rows this worker's own until `now + leaseMs` and returns those it got: rung ones, due ones, and running ones whose worker has vanished.
 * Rows that are waiting for their next try, or that another worker runs, are left alone.
 */
export async function claimRows(tx: Tx, ids: readonly string[], worker: string, leaseMs: number): Promise<OutboxRow[]> {
  if (ids.length === 0) return [];
  const { numUpdatedRows } = await tx.db
    .updateTable('outbox')
    .set({
      // first, because MySQL reads columns as already set by the assignments before
      crashes: sql<number>`crashes + case when state = 'running' then 1 else 0 end`,
      state: 'running',
      lease: worker,
      next_at: tx.now + leaseMs,
    })
    .where('id', 'in', [...ids])
    .where((where) => where.or([where('state', '=', 'rung'), where('next_at', '<=', tx.now)]))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return [];
  return tx.db
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('lease', '=', worker)
    .where('state', '=', 'running')
    .where('next_at', '=', tx.now + leaseMs)
    .execute();
}

/** Rows that this worker wrote as its own after the row `newest`, oldest first. Ids go up with time. */
export async function ownRows(tx: Tx, worker: string, newest: string): Promise<OutboxRow[]> {
  return tx.db.selectFrom('outbox').selectAll().where('lease', '=', worker).where('id', '>', newest).orderBy('id').execute();
}

/** Leaves what a worker wrote as its own to everybody, each row at its time. */
export async function handOver(tx: Tx, worker: string): Promise<void> {
  await tx.db
    .updateTable('outbox')
    .set((eb) => ({ state: 'waiting', lease: null, next_at: eb.ref('due_at') }))
    .where('lease', '=', worker)
    .execute();
}

/** Marks due rows as rung until `now + reringMs` and returns the ids it got; another relay may have been first. */
export async function markRung(tx: Tx, ids: readonly string[], bell: string, reringMs: number): Promise<string[]> {
  if (ids.length === 0) return [];
  const { numUpdatedRows } = await tx.db
    .updateTable('outbox')
    .set({
      crashes: sql<number>`crashes + case when state = 'running' then 1 else 0 end`,
      state: 'rung',
      lease: bell,
      next_at: tx.now + reringMs,
    })
    .where('id', 'in', [...ids])
    .where('next_at', '<=', tx.now)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === ids.length) return [...ids];
  const got = await tx.db
    .selectFrom('outbox')
    .select('id')
    .where('id', 'in', [...ids])
    .where('lease', '=', bell)
    .execute();
  return got.map(({ id }) => id);
}

/** Takes a ring back: the queue could not be reached. */
export async function unring(tx: Tx, ids: readonly string[], bell: string, delayMs: number): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('outbox')
    .set({ state: 'waiting', lease: null, next_at: tx.now + delayMs })
    .where('id', 'in', [...ids])
    .where('lease', '=', bell)
    .where('state', '=', 'rung')
    .execute();
}

/** Keeps the worker's rows its own; returns how many still are. */
export async function renewLeases(tx: Tx, ids: readonly string[], worker: string, leaseMs: number): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  await tx.db
    .updateTable('outbox')
    .set({ next_at: tx.now + leaseMs })
    .where('id', 'in', [...ids])
    .where('lease', '=', worker)
    .where('state', '=', 'running')
    .execute();
  const kept = await tx.db
    .selectFrom('outbox')
    .select('id')
    .where('id', 'in', [...ids])
    .where('lease', '=', worker)
    .execute();
  return new Set(kept.map(({ id }) => id));
}

/** The jobs are done: their rows go. A row that another worker holds meanwhile stays with it. */
export async function removeDone(tx: Tx, ids: readonly string[], worker: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .deleteFrom('outbox')
    .where('id', 'in', [...ids])
    .where('lease', '=', worker)
    .execute();
}

/** Puts a row back for a later try. `failed` counts the try. */
export async function postpone(tx: Tx, id: string, worker: string, delayMs: number, failed: { reason: string } | null): Promise<void> {
  await tx.db
    .updateTable('outbox')
    .set({
      state: 'waiting',
      lease: null,
      next_at: tx.now + delayMs,
      ...(failed ? { attempts: sql<number>`attempts + 1`, last_error: failed.reason.slice(0, MAX_REASON) } : {}),
    })
    .where('id', '=', id)
    .where('lease', '=', worker)
    .execute();
}

/** Gives rows back that were claimed and never started. */
export async function handBack(tx: Tx, ids: readonly string[], worker: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('outbox')
    .set({ state: 'waiting', lease: null, next_at: tx.now })
    .where('id', 'in', [...ids])
    .where('lease', '=', worker)
    .execute();
}

/** Moves a row to the dead letters. Nothing happens when another worker holds it meanwhile. */
export async function bury(tx: Tx, row: OutboxRow, worker: string, failures: number, reason: string): Promise<void> {
  const { numDeletedRows } = await tx.db.deleteFrom('outbox').where('id', '=', row.id).where('lease', '=', worker).executeTakeFirst();
  if (numDeletedRows === 0n) return;
  // a letter that was put back and died again has a row already
  await tx.db.deleteFrom('dead_letter').where('id', '=', row.id).execute();
  await tx.db
    .insertInto('dead_letter')
    .values({
      id: row.id,
      target: row.target,
      version: row.version,
      payload: row.payload,
      request_id: row.request_id,
      attempts: failures,
      reason: reason.slice(0, MAX_REASON),
      created_at: row.created_at,
      dead_at: tx.now,
      replayed_at: null,
    })
    .execute();
}
