import type { BatchDetail, BatchView, StartOrderExport } from '@mingdan/shared/contracts/order-batches';
import { MOST_ACTS, MOST_COUNTED } from '@mingdan/shared/contracts/order-batches';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { DAY_MS } from '@mingdan/shared/kernel/time';
import { allows } from '../../identity/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { Exports } from '../../platform/exports/index.ts';
import { newId } from '../../platform/ids.ts';
import { runBatch } from '../jobs.ts';
import {
  type BatchStore,
  batchesOf,
  findBatch,
  insertBatchRows,
  type OrderBatchTable,
  refusedRows,
  updateRunning,
} from '../store/batches.ts';
import { countOrders, listOrders } from '../store/order-list.ts';
import { type ListFilter, resolveFilter } from '../views/order-lists.ts';
import type { ViewDeps } from '../views/order-view.ts';

/** How long an export's file is kept. */
export const KEPT_MS = DAY_MS;
const SHOWN_REFUSALS = 200;
const SHOWN_BATCHES = 10;

/** One act on many orders: these, or all that the filters find. */
interface Acts {
  readonly kind: Exclude<OrderBatchTable['kind'], 'export'>;
  readonly orderIds?: readonly string[] | undefined;
  readonly filters?: ListFilter | undefined;
  readonly reason: string;
  readonly installerId?: string | undefined;
}

/** What an act needs beside the orders. */
export type ActsInput = Pick<Acts, 'reason' | 'installerId'>;

/** Asks for one act on each of these orders. Whether it may be done is decided order by order, when its turn comes; whom a filter finds, now. */
export async function startActs(
  tx: Tx,
  deps: { batches: BatchStore; view: Pick<ViewDeps, 'customers' | 'store'> },
  { kind, orderIds, filters, reason, installerId }: Acts,
): Promise<Result<{ id: string; total: number }, 'orders.batch_too_many' | 'orders.batch_empty'>> {
  const found = orderIds ? [...new Set(orderIds)] : await findAll(tx, deps.view, filters ?? {});
  if (found.length === 0) return refuse('orders.batch_empty');
  if (found.length > MOST_ACTS) {
    const { count, more } = await countList(tx, deps.view, filters ?? {});
    return refuse('orders.batch_too_many', { detail: { count: `${count}${more ? '+' : ''}`, most: MOST_ACTS } });
  }
  const id = newId();
  const input: ActsInput = { reason, installerId };
  await deps.batches.insert(tx, { id, kind, input, total: found.length });
  await insertBatchRows(tx, id, found);
  await tx.audit({
    action: 'orders.batch_started',
    subject: { type: 'order_batch', id },
    after: { kind, orders: found.length, ...(filters ? { filters: Object.keys(filters) } : {}), ...(installerId ? { installerId } : {}) },
    ...(reason ? { reason } : {}),
  });
  await tx.outbox.enqueue(runBatch, { batchId: id });
  return ok({ id, total: found.length });
}

/** Ids of what the filters find, oldest first so that who waited longest comes first; one more than may be acted on at most. */
async function findAll(tx: Tx, view: Pick<ViewDeps, 'customers' | 'store'>, filters: ListFilter): Promise<string[]> {
  const rows = await listOrders(tx, { ...(await resolveFilter(tx, view, filters)), limit: MOST_ACTS + 1 });
  return rows.map(({ id }) => id).reverse();
}

/** How many orders the filters find, counted to {@link MOST_COUNTED}. */
export async function countList(
  tx: Tx,
  view: Pick<ViewDeps, 'customers' | 'store'>,
  filters: ListFilter,
): Promise<{ count: number; more: boolean }> {
  const count = await countOrders(tx, await resolveFilter(tx, view, filters), MOST_COUNTED + 1);
  return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
}

/** Asks for a file of orders. Full names and numbers need a right of their own, and are written down as taken out. */
export async function startExport(
  tx: Tx,
  batches: BatchStore,
  input: StartOrderExport & { plain: boolean; filters: object },
): Promise<Result<{ id: string }, 'orders.plain_export_refused'>> {
  if (input.plain && !allows(tx.origin.actor, 'orders:export_plain')) return refuse('orders.plain_export_refused');
  const id = newId();
  await batches.insert(tx, { id, kind: 'export', input, total: null });
  await tx.audit({
    action: input.plain ? 'orders.exported_plain' : 'orders.exported',
    subject: { type: 'order_batch', id },
    after: {
      format: input.format,
      columns: input.columns,
      orders: input.orderIds?.length ?? null,
      // what was searched for may be a phone: that it was, not what
      filters: Object.keys(input.filters),
    },
  });
  await tx.outbox.enqueue(runBatch, { batchId: id });
  return ok({ id });
}

/** Progress and results for whoever started it; for everyone else it is not there. */
export async function readBatch(tx: Tx, exports: Exports, batchId: string): Promise<Result<BatchDetail, 'orders.batch_not_found'>> {
  const row = await findBatch(tx, batchId);
  if (!row || row.owner_id !== tx.origin.actor.id) return refuse('orders.batch_not_found');
  const view = viewOf(row, tx.now);
  return ok({
    ...view,
    refusals: row.kind === 'export' ? [] : await refusedRows(tx, row.id, SHOWN_REFUSALS),
    url: view.file && row.file_id ? exports.link(row.file_id, view.file.name).url : null,
  });
}

export async function readBatches(tx: Tx): Promise<BatchView[]> {
  return (await batchesOf(tx, tx.origin.actor.id, SHOWN_BATCHES)).map((row) => viewOf(row, tx.now));
}

/** Stops what still runs; what is done stays done. */
export async function cancelBatch(tx: Tx, batchId: string): Promise<Result<{ state: OrderBatchTable['state'] }, 'orders.batch_not_found'>> {
  const row = await findBatch(tx, batchId);
  if (!row || row.owner_id !== tx.origin.actor.id) return refuse('orders.batch_not_found');
  if (!(await updateRunning(tx, batchId, { state: 'cancelled', ended_at: tx.now }))) return ok({ state: row.state });
  await tx.audit({ action: 'orders.batch_cancelled', subject: { type: 'order_batch', id: batchId } });
  return ok({ state: 'cancelled' });
}

function viewOf(row: OrderBatchTable, now: number): BatchView {
  const keptUntil = (row.ended_at ?? now) + KEPT_MS;
  const isKept = row.file_id !== null && row.file_name !== null && row.file_bytes !== null && keptUntil > now;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    total: row.total,
    done: row.done,
    refused: row.refused,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    file: isKept ? { name: row.file_name!, bytes: Number(row.file_bytes), keptUntil } : null,
    problem: row.problem,
  };
}
