import { type Origin, systemOrigin } from '../actor.ts';
import { DatabaseBusy } from '../db/errors.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { crashPoint } from '../fault.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log-port.ts';
import { PermanentFailure } from '../outbox/definitions.ts';
import type { Registry, Target } from '../outbox/registry.ts';
import { commitPlainly } from './plain-commit.ts';
import { bury, claimRows, handBack, type OutboxRow, postpone, removeDone, renewLeases } from './rows.ts';
import { MAX_CRASHES, type QueueTiming } from './timing.ts';

/** Pause before a row is tried again that failed through no fault of its own. */
const BUSY_PAUSE_MS = 1_000;
/** Rows of a type or version that this process does not know belong to another one, during a roll-out. */
const UNKNOWN_PAUSE_MS = 30_000;

export type JobOutcome = 'done' | 'failed' | 'dead' | 'postponed';

export interface WorkplaceParts {
  readonly uow: UnitOfWork;
  readonly registry: Registry;
  readonly log: Log;
  readonly timing: QueueTiming;
  readonly random: () => number;
  /** Who holds its rows; a new name by default. */
  readonly id?: string;
  readonly observe?: ((target: string, outcome: JobOutcome, ms: number) => void) | undefined;
}

interface Held {
  readonly row: OutboxRow;
  readonly stop: AbortController;
}

/**
 * Where claimed rows are worked on, for both drivers: it holds leases, renews them, runs handlers and writes down what became of each row.
 * Claims and removals of many jobs share transactions: whoever comes while one is committing goes into the next.
 */
export class Workplace {
  readonly id: string;
  readonly #parts: WorkplaceParts;
  readonly #held = new Map<string, Held>();
  readonly #origin: Origin;
  #toRemove: string[] = [];
  #toClaim = new Map<string, PromiseWithResolvers<OutboxRow | null>>();
  #turn: Promise<void> | null = null;
  #renewal: NodeJS.Timeout | null = null;
  #suspects: Promise<void> = Promise.resolve();

  constructor(parts: WorkplaceParts) {
    this.#parts = parts;
    this.id = parts.id ?? newId();
    this.#origin = systemOrigin('queue', this.id);
  }

  /** Rows held now, waiting or running. */
  get holding(): number {
    return this.#held.size;
  }

  start(): void {
    this.#renewal = setInterval(() => void this.#renew(), this.#parts.timing.leaseMs / 3);
  }

  /** Claims one row; null when it is gone, not due, or another worker's. */
  claim(id: string): Promise<OutboxRow | null> {
    if (this.#held.has(id)) return Promise.resolve(null);
    const known = this.#toClaim.get(id);
    // hung twice and taken at once: the first gets it
    if (known) return known.promise.then(() => null);
    const asked = Promise.withResolvers<OutboxRow | null>();
    this.#toClaim.set(id, asked);
    void this.#takeTurns();
    return asked.promise;
  }

  /** Claims as many of the rows as it gets, in the same transaction as removals that wait. */
  async claimAll(ids: readonly string[]): Promise<OutboxRow[]> {
    const rows = await Promise.all(ids.map((id) => this.claim(id)));
    return rows.filter((row) => row !== null);
  }

  /** Runs a claimed row and settles it. Never throws: what goes wrong is written to the row or logged. */
  async work(row: OutboxRow): Promise<void> {
    // one at a time: if one of them kills the process again, it kills no other suspect's reputation
    if (row.crashes > 0) {
      const mine = this.#suspects.then(() => this.#workOn(row));
      this.#suspects = mine;
      await mine;
    } else await this.#workOn(row);
    if (this.#toRemove.length > 0) void this.#takeTurns();
  }

  /** Gives rows back that were claimed and not begun. */
  async giveBack(rows: readonly OutboxRow[]): Promise<void> {
    const ids = rows.map(({ id }) => id);
    for (const id of ids) this.#held.delete(id);
    await this.#write('giving rows back', (tx) => handBack(tx, ids, this.id));
  }

  /** Tells running handlers to stop, writes what is left to write. Rows still running afterwards are given back. */
  async stop(): Promise<void> {
    for (const { stop } of this.#held.values()) stop.abort(new Error('the server stops'));
    const end = performance.now() + this.#parts.timing.graceMs;
    while (this.#held.size > this.#toRemove.length && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    await this.flush();
    if (this.#renewal) clearInterval(this.#renewal);
    await this.giveBack([...this.#held.values()].map(({ row }) => row));
  }

  /**
   * Runs rows one after the other that were written as this workplace's own, so that there is nothing to claim. Those that are done go together, by the
   * next `flush`.
   */
  async workInTurn(rows: readonly OutboxRow[]): Promise<void> {
    for (const row of rows) {
      this.#held.set(row.id, { row, stop: new AbortController() });
      await this.#workOn(row);
    }
  }

  /** Waits until every removal that was asked for is written. */
  async flush(): Promise<void> {
    while (this.#turn || this.#toRemove.length > 0) await this.#takeTurns();
  }

  async #workOn(row: OutboxRow): Promise<void> {
    const held = this.#held.get(row.id);
    if (!held) return;
    const began = performance.now();
    const outcome = await this.#attempt(row, held.stop.signal);
    this.#parts.observe?.(row.target, outcome, performance.now() - began);
    if (outcome === 'done') this.#toRemove.push(row.id);
  }

  async #attempt(row: OutboxRow, signal: AbortSignal): Promise<JobOutcome> {
    const { registry, log, timing, random } = this.#parts;
    const facts = { messageId: row.id, target: row.target, requestId: row.request_id };
    const target = registry.target(row.target);
    if (!target || row.version > target.version) {
      log.warn(facts, 'no handler here for this job or this version of it');
      await this.#letGo(row, 'postponing', (tx) => postpone(tx, row.id, this.id, UNKNOWN_PAUSE_MS, null));
      return 'postponed';
    }
    if (row.crashes >= MAX_CRASHES)
      return this.#giveUp(row, row.attempts, `the worker vanished ${row.crashes} times while it ran this job`);
    try {
      crashPoint('worker.beforeEffect');
      await runHandler(target, row, signal);
      crashPoint('worker.afterEffect');
      return 'done';
    } catch (error) {
      if (error instanceof DatabaseBusy) {
        await this.#letGo(row, 'postponing', (tx) => postpone(tx, row.id, this.id, BUSY_PAUSE_MS, null));
        return 'postponed';
      }
      const failures = row.attempts + 1;
      const reason = reasonOf(error);
      if (error instanceof PermanentFailure || failures >= row.max_attempts) return this.#giveUp(row, failures, reason);
      log.warn({ ...facts, attempt: failures, err: error }, 'job failed, will be tried again');
      const delay = timing.backoffMs(failures) * (0.8 + 0.4 * random());
      await this.#letGo(row, 'noting a failure', (tx) => postpone(tx, row.id, this.id, Math.round(delay), { reason }));
      return 'failed';
    }
  }

  async #giveUp(row: OutboxRow, failures: number, reason: string): Promise<JobOutcome> {
    this.#parts.log.error({ messageId: row.id, target: row.target, requestId: row.request_id, reason }, 'job given up: dead letter');
    await this.#letGo(row, 'burying', (tx) => bury(tx, row, this.id, failures, reason));
    return 'dead';
  }

  /** Settles a row that is not done. When that cannot be written its lease runs out and the row comes back by itself. */
  async #letGo(row: OutboxRow, what: string, work: Parameters<typeof commitPlainly>[2]): Promise<void> {
    // before the write: once it is committed the next bell may come at any moment
    this.#held.delete(row.id);
    await this.#write(what, work);
  }

  async #write(what: string, work: Parameters<typeof commitPlainly>[2]): Promise<void> {
    try {
      await commitPlainly(this.#parts.uow, this.#origin, work);
    } catch (error) {
      this.#parts.log.warn({ err: error, what }, 'the queue could not write; the lease will run out');
    }
  }

  /** One transaction after another while there is something to remove or to claim. */
  #takeTurns(): Promise<void> {
    this.#turn ??= (async () => {
      // leaves the current tick, so that a burst of calls lands in one transaction
      await Promise.resolve();
      while (this.#toRemove.length > 0 || this.#toClaim.size > 0) await this.#takeTurn();
      this.#turn = null;
    })();
    return this.#turn;
  }

  async #takeTurn(): Promise<void> {
    const { uow, timing, log } = this.#parts;
    const remove = this.#toRemove;
    const claims = this.#toClaim;
    this.#toRemove = [];
    this.#toClaim = new Map();
    const ids = [...claims.keys()].sort();
    try {
      const got = await commitPlainly(uow, this.#origin, async (tx) => {
        await removeDone(tx, [...remove].sort(), this.id);
        return claimRows(tx, ids, this.id, timing.leaseMs);
      });
      for (const row of got) this.#held.set(row.id, { row, stop: new AbortController() });
      const rows = new Map(got.map((row) => [row.id, row]));
      for (const [id, asked] of claims) asked.resolve(rows.get(id) ?? null);
    } catch (error) {
      // done jobs whose row stays are run again and find their receipt
      log.warn({ err: error, removing: remove.length, claiming: ids.length }, 'the queue could not write; leases will run out');
      for (const asked of claims.values()) asked.resolve(null);
    } finally {
      for (const id of remove) this.#held.delete(id);
    }
  }

  async #renew(): Promise<void> {
    const ids = [...this.#held.keys()].sort();
    if (ids.length === 0) return;
    try {
      const kept = await commitPlainly(this.#parts.uow, this.#origin, (tx) => renewLeases(tx, ids, this.id, this.#parts.timing.leaseMs));
      for (const id of ids) {
        if (!kept.has(id)) this.#held.get(id)?.stop.abort(new Error('another worker has taken this job over'));
      }
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'leases could not be renewed');
    }
  }
}

async function runHandler(target: Target, row: OutboxRow, signal: AbortSignal): Promise<void> {
  const parsed = target.payload.safeParse(JSON.parse(row.payload));
  if (!parsed.success) throw new PermanentFailure(`the payload does not fit version ${target.version}: ${parsed.error.message}`);
  await target.handler(parsed.data, {
    messageId: row.id,
    attempt: row.attempts + row.crashes + 1,
    origin: systemOrigin(target.name, row.request_id),
    signal,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
