import { systemOrigin } from '../actor.ts';
import { insertOnce } from '../db/insert-once.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log-port.ts';
import type { CronBinding } from '../outbox/definitions.ts';
import { commitPlainly } from './plain-commit.ts';

const LOOK_EVERY_MS = 250;
/** A process that died is replaced after this. */
const LEASE_MS = 15_000;
const RETRY_AFTER_ERROR_MS = 5_000;

/**
 * Runs recurring tasks, each in one process at a time: whoever holds the task's lease. A turn that was missed is not made up for.
 */
export class CronRunner {
  readonly #uow: UnitOfWork;
  readonly #log: Log;
  readonly #crons: readonly CronBinding[];
  readonly #me = newId();
  readonly #origin = systemOrigin('queue.cron', this.#me);
  readonly #running = new Map<string, { done: Promise<void>; stop: AbortController }>();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #registered = false;

  constructor(parts: { uow: UnitOfWork; log: Log; crons: readonly CronBinding[] }) {
    this.#uow = parts.uow;
    this.#log = parts.log;
    this.#crons = parts.crons;
  }

  start(): void {
    if (this.#crons.length === 0) return;
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null;
      });
    }, LOOK_EVERY_MS);
  }

  /** Starts no more, tells running tasks to stop and waits for them, at most `graceMs`; then lets the leases go. */
  async stop(graceMs: number): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking;
    for (const { stop } of this.#running.values()) stop.abort(new Error('the server stops'));
    await Promise.race([
      Promise.all([...this.#running.values()].map(({ done }) => done)),
      new Promise((resolve) => {
        setTimeout(resolve, graceMs).unref();
      }),
    ]);
    if (!this.#registered) return;
    await commitPlainly(this.#uow, this.#origin, (tx) =>
      tx.db.updateTable('cron').set({ lease: null, lease_until: 0 }).where('lease', '=', this.#me).execute(),
    ).catch((error: unknown) => this.#log.debug({ err: error }, 'leases of recurring tasks will run out by themselves'));
  }

  async #look(): Promise<void> {
    try {
      await this.#register();
      const rows = await this.#uow.read(this.#origin, (tx) =>
        tx.db
          .selectFrom('cron')
          .select('name')
          .where('next_at', '<=', tx.now)
          .where((where) => where.or([where('lease_until', '<=', tx.now), where('lease', '=', this.#me)]))
          .execute(),
      );
      const due = new Set(rows.map(({ name }) => name));
      for (const cron of this.#crons) {
        if (due.has(cron.name) && !this.#running.has(cron.name) && (await this.#lease(cron))) this.#begin(cron);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'recurring tasks could not be looked up; trying again');
    }
  }

  async #register(): Promise<void> {
    if (this.#registered) return;
    await commitPlainly(this.#uow, this.#origin, async (tx) => {
      for (const { name } of this.#crons) await insertOnce(tx, 'cron', { name, next_at: tx.now, lease: null, lease_until: 0 });
    });
    this.#registered = true;
  }

  /** Takes the turn and the lease in one statement; the lease lasts beyond the turn, so that the same process usually keeps the task. */
  #lease({ name, seconds }: CronBinding): Promise<boolean> {
    return commitPlainly(this.#uow, this.#origin, async (tx) => {
      const { numUpdatedRows } = await tx.db
        .updateTable('cron')
        .set({ lease: this.#me, lease_until: tx.now + Math.max(LEASE_MS, 2_000 * seconds), next_at: tx.now + 1_000 * seconds })
        .where('name', '=', name)
        .where('next_at', '<=', tx.now)
        .where((where) => where.or([where('lease_until', '<=', tx.now), where('lease', '=', this.#me)]))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  #begin(cron: CronBinding): void {
    const stop = new AbortController();
    const renewal = setInterval(() => void this.#renew(cron, stop), LEASE_MS / 3);
    const done = (async () => {
      try {
        await cron.handler({ origin: systemOrigin(cron.name, newId()), signal: stop.signal });
      } catch (error) {
        if (!stop.signal.aborted) this.#log.error({ err: error, cron: cron.name, retryMs: RETRY_AFTER_ERROR_MS }, 'recurring task failed');
      } finally {
        clearInterval(renewal);
        this.#running.delete(cron.name);
      }
    })();
    this.#running.set(cron.name, { done, stop });
  }

  /** A task that runs longer than its lease keeps it; one whose lease somebody else has is told to stop. */
  async #renew(cron: CronBinding, stop: AbortController): Promise<void> {
    try {
      const kept = await commitPlainly(this.#uow, this.#origin, async (tx) => {
        const { numUpdatedRows } = await tx.db
          .updateTable('cron')
          .set({ lease_until: tx.now + Math.max(LEASE_MS, 2_000 * cron.seconds) })
          .where('name', '=', cron.name)
          .where('lease', '=', this.#me)
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      });
      if (!kept) stop.abort(new Error('another process has taken this task over'));
    } catch (error) {
      this.#log.warn({ err: error, cron: cron.name }, 'the lease of a recurring task could not be renewed');
    }
  }
}
