import type { StartOrderExport } from '@mingdan/shared/contracts/order-batches';
import { EXPORT_MONEY, type ExportColumn } from '@mingdan/shared/contracts/order-columns';
import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { ok } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import { maskName, maskPhone } from '../../customers/index.ts';
import { allows, isDemo, moneyOfRoles } from '../../identity/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { Exports } from '../../platform/exports/index.ts';
import { newId } from '../../platform/ids.ts';
import { csvWriter } from '../../platform/sheets/csv.ts';
import { xlsxWriter } from '../../platform/sheets/xlsx.ts';
import { EXPORT_COLUMNS, type ExportLine } from '../domain/export-columns.ts';
import { dropExport } from '../jobs.ts';
import { type BatchStore, findBatch, type OrderBatchTable, updateRunning } from '../store/batches.ts';
import { countOrders, listOrders, type OrderFilter } from '../store/order-list.ts';
import { figuresOf } from '../views/order-figures.ts';
import { type ListFilter, resolveFilter, summaries } from '../views/order-lists.ts';
import type { ViewDeps } from '../views/order-view.ts';
import { KEPT_MS } from './batches.ts';

/** Orders held in memory at a time. */
const AT_ONCE = 500;
const COUNTED = 5_000_000;

type Asked = StartOrderExport & { readonly plain: boolean; readonly filters: ListFilter };
export type WriteExport = (batch: OrderBatchTable, own: Origin, signal: AbortSignal) => Promise<void>;

/**
 * Writes an export page by page: what is held at once does not grow with its length. A run that dies leaves no file, and the next begins anew; of two
 * runs at once the first to finish gives the file.
 */
export function createWriteExport(deps: { uow: UnitOfWork; batches: BatchStore; exports: Exports; view: ViewDeps }): WriteExport {
  const { uow, batches, exports } = deps;

  return async (batch, own, signal) => {
    const asked = batches.input(batch) as Asked;
    const isPlain = asked.plain && allows(own.actor, 'orders:export_plain');
    const keys = seenColumns(asked.columns, moneyOfRoles(own.actor));
    const columns = keys.map((key) => EXPORT_COLUMNS[key]);
    const withFigures = keys.some((key) => key !== 'charge' && EXPORT_MONEY[key] !== undefined);
    const filter = await uow.read(own, async (tx): Promise<OrderFilter> => {
      const resolved = await resolveFilter(tx, deps.view, asked.filters);
      return asked.orderIds ? { ids: asked.orderIds } : resolved;
    });
    await uow.run(own, async (tx) => {
      await updateRunning(tx, batch.id, { total: await countOrders(tx, filter, COUNTED), done: 0 });
      return ok(null);
    });

    const sheet =
      asked.format === 'csv'
        ? csvWriter()
        : xlsxWriter(
            '工单',
            columns.map(([, width]) => width),
          );
    const fileId = newId();
    const file = await exports.create(fileId);
    let isKept = false;
    try {
      await file.write(sheet.begin());
      await file.write(sheet.rows([columns.map(([title]) => title)]));
      let before: string | undefined;
      let done = 0;
      for (;;) {
        signal.throwIfAborted();
        const page = await uow.read(own, (tx) => readLines(tx, deps.view, { ...filter, before, limit: AT_ONCE }, { isPlain, withFigures }));
        await file.write(sheet.rows(page.map((line) => columns.map(([, , cell]) => cell(line)))));
        before = page.at(-1)?.id;
        done += page.length;
        if (page.length < AT_ONCE) break;
        const goesOn = await uow.run(own, async (tx) => ok(await updateRunning(tx, batch.id, { done })));
        if (!goesOn.ok || !goesOn.value) return;
      }
      await file.write(sheet.end());
      const bytes = await file.finish();
      const name = await uow.read(own, (tx) => fileName(tx, asked.format));
      const kept = await uow.run(own, async (tx) => {
        const changes = { state: 'done', done, file_id: fileId, file_name: name, file_bytes: bytes, ended_at: tx.now } as const;
        const isMine = await updateRunning(tx, batch.id, changes);
        if (isMine) await tx.outbox.enqueue(dropExport, { batchId: batch.id }, { dueAt: tx.now + KEPT_MS });
        return ok(isMine);
      });
      isKept = kept.ok && kept.value;
    } finally {
      if (!isKept) {
        await file.abandon();
        await exports.remove(fileId);
      }
    }
  };
}

/** Without money that this reader sees of no order; the number stands where nothing else is left. */
function seenColumns(asked: readonly ExportColumn[], money: readonly MoneyField[]): readonly ExportColumn[] {
  const seen = asked.filter((key) => EXPORT_MONEY[key] === undefined || money.includes(EXPORT_MONEY[key]));
  return seen.length > 0 ? seen : ['number'];
}

/** `工单-2026-11-30.xlsx`. Demonstration data say so wherever the file is passed on to. */
const fileName = async (tx: Tx, format: Asked['format']): Promise<string> =>
  `工单-${(await isDemo(tx)) ? '演示数据-' : ''}${businessDay(tx.now)}.${format}`;

/** A page of lines as the reader may see them. Without the right to more, names and numbers are masked and there is no street. */
async function readLines(
  tx: Tx,
  deps: ViewDeps,
  page: OrderFilter & { before: string | undefined; limit: number },
  { isPlain, withFigures }: { readonly isPlain: boolean; readonly withFigures: boolean },
): Promise<readonly ExportLine[]> {
  const rows = await listOrders(tx, page);
  const told = summaries(tx, deps, rows);
  const customers = await deps.customers.loadMany(
    tx,
    rows.map((row) => row.customer_id),
  );
  const own = await deps.store.contacts.phones(
    tx,
    rows.filter((row) => row.contact_name_enc !== null).map((row) => row.id),
  );
  const sites = isPlain
    ? await deps.customers.loadSites(
        tx,
        rows.map((row) => row.site_id),
      )
    : undefined;
  const figures = withFigures ? await figuresOf(tx, rows) : undefined;
  const shown = (name: string) => (isPlain ? name : maskName(name));
  return told.map((summary, index) => {
    const row = rows[index]!;
    const phone = (own.has(row.id) ? own.get(row.id) : customers.get(row.customer_id)?.phone) ?? '';
    return {
      ...summary,
      customerName: shown(summary.customerName),
      contactName: summary.contactName === null ? null : shown(summary.contactName),
      phone: isPlain || phone === '' ? phone : maskPhone(phone),
      address: sites?.get(row.site_id)?.text ?? '',
      source: row.source,
      finishedAt: row.finished_at,
      money: figures?.get(row.id) ?? null,
    };
  });
}

/** Removes the file of an export whose time has come. */
export async function dropExportFile(uow: UnitOfWork, exports: Exports, origin: Origin, batchId: string): Promise<void> {
  const fileId = await uow.read(origin, async (tx) => (await findBatch(tx, batchId))?.file_id ?? null);
  if (fileId !== null) await exports.remove(fileId);
}
