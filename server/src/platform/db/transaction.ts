import type { Kysely } from 'kysely';
import { CommitUnknown, DatabaseBusy, isConnectionLost } from './errors.ts';
import type { Database } from './schema.ts';
import { bindToGate, type Session, type Store, TransactionGate, type TransactionMode } from './session.ts';

/** What a piece of work wants done with its transaction. */
export interface Verdict<T> {
  readonly commit: boolean;
  readonly value: T;
}

/**
 * One transaction, once. Commits only when the work asked for it and no statement of it has failed, even if the work swallowed the error.
 * `patient`: single statements may take long, as those of migrations do. Nobody waits for the end of a transaction that only read.
 * Throws `DatabaseBusy` when it is not done by the deadline, `CommitUnknown` when the connection broke during COMMIT, else whatever went wrong.
 */
export async function runTransaction<T>(
  store: Store,
  mode: TransactionMode,
  deadlineMs: number,
  work: (db: Kysely<Database>) => Promise<Verdict<T>>,
  patient = false,
): Promise<T> {
  const session = await store.acquire(mode, patient);
  if (mode !== 'write') return readWithin(store, session, mode, deadlineMs, work);
  let broken = true;
  try {
    await session.begin(mode);
    const outcome = await withinDeadline(store, session, deadlineMs, work);
    if (outcome.commit) await commit(session);
    else await session.rollback();
    broken = false;
    return outcome.value;
  } catch (error) {
    if (!(error instanceof CommitUnknown)) broken = !(await rolledBack(session));
    throw error;
  } finally {
    session.release(broken);
  }
}

/** The answer is there before the snapshot is given back: that, and the connection's return to the pool, happens behind it. */
async function readWithin<T>(
  store: Store,
  session: Session,
  mode: 'read' | 'glance',
  deadlineMs: number,
  work: (db: Kysely<Database>) => Promise<Verdict<T>>,
): Promise<T> {
  try {
    await session.begin(mode);
    return (await withinDeadline(store, session, deadlineMs, work, mode === 'glance' ? 1 : undefined)).value;
  } finally {
    setImmediate(() => void rolledBack(session).then((whole) => session.release(!whole)));
  }
}

async function withinDeadline<T>(
  store: Store,
  session: Session,
  deadlineMs: number,
  work: (db: Kysely<Database>) => Promise<Verdict<T>>,
  statements?: number,
): Promise<Verdict<T>> {
  const gate = new TransactionGate(session, statements);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const busy = new DatabaseBusy(`the transaction was not done within ${deadlineMs} ms`);
    // from here on the abandoned work can write nothing more
    gate.close(() => busy);
    late.reject(busy);
  }, deadlineMs);
  try {
    const outcome = await Promise.race([work(bindToGate(store, gate)), late.promise]);
    if (gate.failure) throw gate.failure.error;
    return outcome;
  } catch (error) {
    // the first failed statement tells more than what the work made of it
    throw gate.failure && !(error instanceof DatabaseBusy) ? gate.failure.error : error;
  } finally {
    clearTimeout(timer);
    gate.close(over);
  }
}

const over = (): Error => new Error('this transaction is over');

async function commit(session: Session): Promise<void> {
  try {
    await session.commit();
  } catch (error) {
    if (isConnectionLost(error) || error instanceof DatabaseBusy)
      throw new CommitUnknown('the connection broke during COMMIT', { cause: error });
    throw error;
  }
}

/** False when even the rollback failed: then the connection is thrown away, and the server rolls back by itself. */
async function rolledBack(session: Session): Promise<boolean> {
  try {
    await session.rollback();
    return true;
  } catch {
    return false;
  }
}
