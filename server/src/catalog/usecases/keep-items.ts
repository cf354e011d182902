import type { CatalogEntry, ReadCatalogOutput, saveItem } from '@mingdan/shared/contracts/catalog';
import { ok, type Refusal, type Result, refuse } from '@mingdan/shared/kernel/result';
import type * as z from 'zod';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { FileReader, ImportRefusal } from '../../platform/imports/read-file.ts';
import { createFileReport } from '../../platform/imports/table.ts';
import { type CatalogItemTable, everyItem, type ItemWords, insertItem, loadItem, updateItem } from '../store/catalog-items.ts';
import { type FileItem, readCatalog, readCatalogJson } from './workbook.ts';

type Draft = z.output<typeof saveItem.input>;
type SaveCode = 'catalog.not_found' | 'catalog.code_taken' | 'catalog.stale_version' | 'catalog.kind_fixed';

export function entryView(row: CatalogItemTable): CatalogEntry {
  const { code, name, kind, unit, category, model, brand, keywords, version } = row;
  return { code, name, kind, unit, category, model, brand, keywords, active: Number(row.active) === 1, version };
}

function wordsOf({ name, kind, unit, category, model, brand, keywords, active }: Draft): ItemWords {
  return { name, kind, unit, category, model, brand, keywords, active: active ? 1 : 0 };
}

/** One item within a transaction; tells whether it was there before. */
async function keep(tx: Tx, draft: Draft): Promise<'added' | 'changed' | Refusal<SaveCode>> {
  const about = { detail: { code: draft.code } };
  if (draft.version === null) return (await insertItem(tx, draft.code, wordsOf(draft))) ? 'added' : refuse('catalog.code_taken', about);
  const before = await loadItem(tx, draft.code);
  if (!before) return refuse('catalog.not_found');
  if (before.kind !== draft.kind) return refuse('catalog.kind_fixed', about);
  return (await updateItem(tx, draft.code, draft.version, wordsOf(draft))) ? 'changed' : refuse('catalog.stale_version', about);
}

/** Adds an item, changes its words, retires it or takes it back. The kind of a code is for good: orders and books rely on it. */
export function createSaveItem({ uow }: { uow: UnitOfWork }) {
  return (draft: Draft, origin: Origin) =>
    uow.run<CatalogEntry, SaveCode>(origin, async (tx) => {
      const before = draft.version === null ? undefined : await loadItem(tx, draft.code);
      const kept = await keep(tx, draft);
      if (typeof kept === 'object') return kept;
      const after = entryView((await loadItem(tx, draft.code))!);
      await tx.audit({
        action: kept === 'added' ? 'catalog.item_added' : 'catalog.item_changed',
        subject: { type: 'catalog', id: draft.code },
        ...(before ? { before: entryView(before) } : {}),
        after,
      });
      return ok(after);
    });
}

/** Writes what a trial run showed, all or nothing; an item that was changed or added since is refused by name. */
export function createImportItems({ uow }: { uow: UnitOfWork }) {
  return ({ items }: { items: readonly Draft[] }, origin: Origin) =>
    uow.run<{ added: number; changed: number }, 'catalog.stale_version' | 'catalog.kind_fixed'>(origin, async (tx) => {
      const done = { added: 0, changed: 0 };
      for (const item of items) {
        const kept = await keep(tx, item);
        if (typeof kept !== 'object') done[kept] += 1;
        else if (kept.code === 'catalog.kind_fixed') return refuse('catalog.kind_fixed', { detail: { code: item.code } });
        else return refuse('catalog.stale_version', { detail: { code: item.code } });
      }
      await tx.audit({
        action: 'catalog.items_imported',
        subject: { type: 'catalog', id: 'items' },
        after: { ...done, codes: items.map((item) => item.code) },
      });
      return ok(done);
    });
}

/** A trial run: what a file would add and change, and what is wrong with it. Nothing is kept. */
export function createReadCatalogFile({ uow, readFile }: { uow: UnitOfWork; readFile: FileReader }) {
  return async (bytes: Buffer, origin: Origin): Promise<Result<ReadCatalogOutput, ImportRefusal>> => {
    const read = await readFile(bytes);
    if (!read.ok) return read;
    const report = createFileReport();
    const items = read.value.kind === 'json' ? readCatalogJson(read.value.value, report) : readCatalog(read.value.sheets, report);
    const present = new Map((await uow.read(origin, everyItem)).map((row) => [row.code.toLowerCase(), entryView(row)]));
    const changes: ReadCatalogOutput['items'] = [];
    let same = 0;
    for (const item of items) {
      const before = present.get(item.code.toLowerCase()) ?? null;
      if (before && before.kind !== item.kind) report.add('error', `「${item.code}」的类别定下后不能改，没有读取`);
      else if (before && isSame(before, item)) same += 1;
      else changes.push({ ...item, code: before?.code ?? item.code, active: item.active === 1, version: before?.version ?? null, before });
    }
    return ok({ items: changes, same, findings: [...report.findings] });
  };
}

function isSame(before: CatalogEntry, item: FileItem): boolean {
  const same = (['name', 'unit', 'category', 'model', 'brand', 'keywords'] as const).every((key) => before[key] === item[key]);
  return same && before.active === (item.active === 1);
}
