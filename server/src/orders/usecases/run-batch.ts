import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { allows, type Permission } from '../../identity/index.ts';
import type { Actor, Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { JobContext } from '../../platform/outbox/definitions.ts';
import { type BatchStore, findBatch, type OrderBatchTable, settleRow, untried, updateRunning } from '../store/batches.ts';
import type { ActsInput } from './batches.ts';
import type { WriteExport } from './export-orders.ts';

/** Rows asked for at a time; each is a transaction of its own. */
const AT_ONCE = 20;

type Act = Exclude<OrderBatchTable['kind'], 'export'>;
/** What is done to one order inside the caller's transaction. */
export type ActOnOne = (tx: Tx, orderId: string, input: ActsInput) => Promise<Result<unknown, string>>;

/** What one needs to do it, also by the time that it is done. */
const NEEDS: Readonly<Record<Act, Permission>> = {
  cancel: 'orders:steer',
  suspend: 'orders:steer',
  resume: 'orders:steer',
  remind: 'orders:steer',
  reassign: 'dispatch:assign',
  offer: 'dispatch:assign',
};

/** The person with the rights of now; undefined when switched off meanwhile. Identity fills it. */
export type ActorOf = (tx: Tx, personId: string) => Promise<Actor | undefined>;

/**
 * Does what a batch asks for, in the name and with the rights of whoever started it. Each order is one transaction with its own outcome, so a run that
 * dies is taken up where it stopped.
 */
export function createRunBatch(deps: {
  uow: UnitOfWork;
  batches: BatchStore;
  acts: Readonly<Record<Act, ActOnOne>>;
  writeExport: WriteExport;
  actorOf: ActorOf;
}) {
  const { uow, batches } = deps;
  const end = (origin: Origin, id: string, changes: Partial<OrderBatchTable>) =>
    uow.run(origin, async (tx) => {
      await updateRunning(tx, id, { ...changes, ended_at: tx.now });
      return ok(null);
    });

  return async (batchId: string, { origin, signal }: Pick<JobContext, 'origin' | 'signal'>): Promise<void> => {
    const begun = await uow.run(origin, async (tx) => {
      const batch = await findBatch(tx, batchId);
      if (!batch || !(await updateRunning(tx, batchId, { state: 'running' }))) return ok(null);
      return ok({ batch, actor: await deps.actorOf(tx, batch.owner_id) });
    });
    if (!begun.ok || begun.value === null) return;
    const { batch, actor } = begun.value;
    if (!actor) {
      await end(origin, batchId, { state: 'failed', problem: 'request.forbidden' });
      return;
    }
    const own: Origin = { actor, requestId: origin.requestId };
    if (batch.kind === 'export') return deps.writeExport(batch, own, signal);

    if (!allows(actor, NEEDS[batch.kind])) {
      await end(origin, batchId, { state: 'failed', problem: 'request.forbidden' });
      return;
    }
    const act = deps.acts[batch.kind];
    const input = batches.input(batch) as ActsInput;
    for (;;) {
      const next = await uow.read(own, async (tx) => {
        const state = (await findBatch(tx, batchId))?.state;
        return state === 'running' ? untried(tx, batchId, AT_ONCE) : null;
      });
      if (next === null) return;
      if (next.length === 0) break;
      for (const row of next) {
        signal.throwIfAborted();
        const result = await uow.run(own, async (tx) => {
          if (!(await settleRow(tx, row, 'done'))) return ok(null);
          const done = await act(tx, row.order_id, input);
          return done.ok ? ok(null) : refuse(done.code, done.detail ? { detail: done.detail } : {});
        });
        if (!result.ok)
          await uow.run(own, async (tx) => {
            await settleRow(tx, row, result.code, wordsOf(result.detail));
            return ok(null);
          });
      }
    }
    await end(origin, batchId, { state: 'done' });
  };
}

/** What a refusal's sentence may name: its texts and figures. */
function wordsOf(detail: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  );
}
