import { AsyncLocalStorage } from 'node:async_hooks';
import { type Refusal, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../actor.ts';
import type { Clock, EpochMs } from '../clock.ts';
import { crashPoint } from '../fault.ts';
import type { Log } from '../log-port.ts';
import type { Doorbell } from '../outbox/doorbell.ts';
import type { Registry } from '../outbox/registry.ts';
import { createOutboxWriter } from '../outbox/writer.ts';
import { CommitUnknown, DatabaseBusy, isLockWait, isRetryable } from './errors.ts';
import { claimKey, storeAnswer, type TextSeal, takeClaim } from './idempotency.ts';
import { insertOnce } from './insert-once.ts';
import { type DatabaseLimits, DEFAULT_LIMITS } from './limits.ts';
import type { Store, TransactionMode } from './session.ts';
import { runTransaction, type Verdict } from './transaction.ts';
import type { AuditSink, Tx } from './tx.ts';

export type { AuditEntry, AuditSink, Tx } from './tx.ts';

/** One attempt, and at most five repeats of a transaction that keeps losing races. */
const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 20;

/**
 * The only way to the database. `work` does no I/O except through `tx`, since it may be run again from the start.
 * All of them throw `DatabaseBusy` when the database does not answer in time.
 */
export interface UnitOfWork {
  /** One transaction. ok → COMMIT; refusal or throw → ROLLBACK; deadlock, snapshot conflict, lock wait → ROLLBACK and again from BEGIN (≤ 5, jitter). */
  run<T, C extends string>(origin: Origin, work: (tx: Tx) => Promise<Result<T, C>>): Promise<Result<T, C>>;
  /** Like run, but exactly once per message: the receipt row is written in the same transaction; a second run does nothing. */
  once(origin: Origin, receiptKey: string, work: (tx: Tx) => Promise<void>): Promise<'done' | 'already'>;
  /** Reads only, one consistent snapshot. */
  read<T>(origin: Origin, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads by a single statement, which needs no round trips to begin and to end; a second one is refused. */
  glance<T>(origin: Origin, work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface UnitOfWorkParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly doorbell: Doorbell;
  readonly audit: AuditSink;
  readonly log: Log;
  /** Protects stored answers of idempotent requests. */
  readonly seal: TextSeal;
  readonly limits?: DatabaseLimits;
  /** Whose all jobs are that are put on the queue here; absent: anybody's. */
  readonly ownWorker?: string | undefined;
  /** 0 ≤ x < 1, for the jitter between attempts. */
  readonly random?: () => number;
}

interface Attempted<T> extends Verdict<T> {
  /** Rows that this transaction left in the outbox. */
  readonly outboxRows: number;
}

/** The step at which a claim's transaction waits for another one with the same key. */
class KeyHeldElsewhere extends Error {
  override readonly name = 'KeyHeldElsewhere';
}

export function createUnitOfWork(parts: UnitOfWorkParts): UnitOfWork {
  const { store, clock, registry, doorbell, audit, log, seal, ownWorker, limits = DEFAULT_LIMITS, random = Math.random } = parts;
  const inside = new AsyncLocalStorage<{ open: boolean }>();

  const writableTx = (db: Tx['db'], origin: Origin, now: EpochMs): { tx: Tx; flush: () => Promise<number> } => {
    const outbox = createOutboxWriter({ db, dialect: store.dialect, now, requestId: origin.requestId, registry, ownWorker });
    const tx: Tx = { db, dialect: store.dialect, origin, now, outbox, audit: (entry) => audit.write(tx, entry) };
    return { tx, flush: () => outbox.flush() };
  };

  /** One attempt after another. `repeatable`: a commit of unknown outcome may be repeated, because the transaction finds its own traces. */
  const attempts = async <T>(
    mode: TransactionMode,
    origin: Origin,
    repeatable: boolean,
    work: (db: Tx['db'], now: EpochMs) => Promise<Attempted<T>>,
  ): Promise<T> => {
    if (inside.getStore()?.open) throw new Error('a unit of work inside another one: on SQLite it would wait for itself');
    const end = performance.now() + limits.transactionMs;
    for (let attempt = 1; ; attempt += 1) {
      const scope = { open: true };
      let outboxRows = 0;
      try {
        const value = await inside.run(scope, () =>
          runTransaction(store, mode, Math.max(1, end - performance.now()), async (db) => {
            const outcome = await work(db, clock.now());
            outboxRows = outcome.commit ? outcome.outboxRows : 0;
            if (outcome.commit && mode === 'write') crashPoint('uow.beforeCommit');
            return outcome;
          }),
        );
        if (outboxRows > 0) {
          crashPoint('outbox.afterCommit');
          doorbell.ring();
        }
        return value;
      } catch (error) {
        const again = isRetryable(error) || error instanceof KeyHeldElsewhere || (repeatable && error instanceof CommitUnknown);
        const timeLeft = performance.now() < end;
        // whoever waits for a key waits until the deadline, however many attempts that takes
        if (!again || !timeLeft || (attempt >= MAX_ATTEMPTS && !(error instanceof KeyHeldElsewhere))) {
          if (!again) throw error;
          if (error instanceof KeyHeldElsewhere || error instanceof CommitUnknown) throw error;
          throw new DatabaseBusy(`gave up after ${attempt} attempts`, { cause: error });
        }
        log.debug({ attempt, requestId: origin.requestId, err: error }, 'transaction starts again');
        await clock.sleep(random() * FIRST_PAUSE_MS * 2 ** Math.min(attempt, MAX_ATTEMPTS));
      } finally {
        scope.open = false;
      }
    }
  };

  const run: UnitOfWork['run'] = async <T, C extends string>(
    origin: Origin,
    work: (tx: Tx) => Promise<Result<T, C>>,
  ): Promise<Result<T, C>> => {
    const claim = takeClaim(origin);
    let replayed = false;
    try {
      const result = await attempts<Result<T, C>>('write', origin, claim !== null, async (db, now) => {
        const { tx, flush } = writableTx(db, origin, now);
        if (claim) {
          const claimed = await claimKey(tx, claim, seal).catch((error: unknown) => {
            throw isLockWait(error) ? new KeyHeldElsewhere('another request with this key is at work', { cause: error }) : error;
          });
          if (claimed.kind === 'other_body') return { commit: false, value: platformRefusal('idempotency.other_body'), outboxRows: 0 };
          replayed = claimed.kind === 'replay';
          if (claimed.kind === 'replay') return { commit: false, value: { ok: true, value: claimed.value as T }, outboxRows: 0 };
        }
        const value = await work(tx);
        if (!value.ok) return { commit: false, value, outboxRows: 0 };
        if (claim) await storeAnswer(tx, claim, value.value, seal);
        return { commit: true, value, outboxRows: await flush() };
      });
      if (claim) claim.state = !result.ok ? 'open' : replayed ? 'replayed' : 'stored';
      return result;
    } catch (error) {
      if (claim) claim.state = 'open';
      if (error instanceof KeyHeldElsewhere) return platformRefusal('idempotency.in_progress');
      throw error;
    }
  };

  const reading =
    (mode: 'read' | 'glance'): UnitOfWork['read'] =>
    (origin, work) =>
      attempts(mode, origin, true, async (db, now) => ({
        commit: false,
        value: await work(readOnlyTx(db, store, origin, now)),
        outboxRows: 0,
      }));

  return {
    run,
    once: (origin, receiptKey, work) =>
      attempts<'done' | 'already'>('write', origin, true, async (db, now) => {
        const { tx, flush } = writableTx(db, origin, now);
        if (!(await insertOnce(tx, 'receipt', { key: receiptKey, created_at: now })))
          return { commit: false, value: 'already', outboxRows: 0 };
        await work(tx);
        return { commit: true, value: 'done', outboxRows: await flush() };
      }),
    read: reading('read'),
    glance: reading('glance'),
  };
}

function readOnlyTx(db: Tx['db'], store: Store, origin: Origin, now: EpochMs): Tx {
  const refused = async (): Promise<never> => {
    throw new Error('uow.read only reads: use uow.run');
  };
  return { db, dialect: store.dialect, origin, now, outbox: { append: refused, enqueue: refused }, audit: refused };
}

/** Refusals of the platform are common to all writing contracts and so in nobody's list of codes. */
function platformRefusal<T, C extends string>(code: 'idempotency.other_body' | 'idempotency.in_progress'): Result<T, C> {
  return refuse(code) as Refusal<string> as Refusal<C>;
}
