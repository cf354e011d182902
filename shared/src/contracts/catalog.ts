import * as z from 'zod';
import {
  catalogWorkbookMeta,
  importCatalogMeta,
  listCatalogMeta,
  listItemsMeta,
  readCatalogFileMeta,
  saveItemMeta,
} from './catalog.meta.ts';
import { downloadedFile, fileFinding, pageOf, pageQuery } from './common.ts';
import { defineContract } from './define.ts';

const kind = z.enum(['labour', 'part', 'fee']);

export const catalogItem = z.object({
  code: z.string(),
  name: z.string(),
  kind,
  unit: z.string(),
  category: z.string(),
});
export const listItems = defineContract(listItemsMeta, {
  input: z.strictObject({ kind: kind.optional(), q: z.string().trim().min(1).max(40).optional() }),
  output: z.object({ items: z.array(catalogItem) }),
});

const words = (max: number) => z.string().trim().max(max, `最多 ${max} 个字`);
const needed = (max: number) => words(max).min(1, '不能为空');
/** An item as it is written by hand or from a file. */
const itemDraft = {
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, '编码用字母、数字、点、- 和 _，最多 64 个'),
  name: needed(120),
  kind,
  unit: needed(20),
  category: words(60),
  /** Model number 型号, brand 品牌, and further words that a search finds it by; all may be empty. */
  model: words(60),
  brand: words(60),
  keywords: words(200),
  active: z.boolean(),
  /** The version that was read; null for an item that is not there yet. */
  version: z.number().int().min(1).nullable(),
};
/** An item as its keepers see it. */
export const catalogEntry = z.object({ ...itemDraft, code: z.string(), version: z.number().int() });

export const listCatalog = defineContract(listCatalogMeta, {
  input: z.strictObject({
    kind: kind.optional(),
    q: z.string().trim().min(1).max(40).optional(),
    category: z.string().max(60).optional(),
    active: z.enum(['true', 'false']).optional(),
    ...pageQuery,
  }),
  output: pageOf(catalogEntry).extend({
    /** Every category in use, for the filter. */
    categories: z.array(z.string()),
    total: z.number().int(),
  }),
});
export const saveItem = defineContract(saveItemMeta, {
  input: z.strictObject(itemDraft),
  output: catalogEntry,
  refusals: ['catalog.not_found', 'catalog.code_taken', 'catalog.stale_version', 'catalog.kind_fixed'],
});
export const readCatalogFile = defineContract(readCatalogFileMeta, {
  input: z.strictObject({}),
  output: z.object({
    /** What would be written: new and changed items only, with the version that they stand on. */
    items: z.array(z.object({ ...itemDraft, before: catalogEntry.nullable() })),
    same: z.number().int(),
    findings: z.array(fileFinding),
  }),
  refusals: ['imports.too_large', 'imports.unreadable', 'imports.too_slow', 'imports.busy'],
});
export const importCatalog = defineContract(importCatalogMeta, {
  input: z.strictObject({ items: z.array(z.strictObject(itemDraft)).min(1).max(3000) }),
  output: z.object({ added: z.number().int(), changed: z.number().int() }),
  refusals: ['catalog.stale_version', 'catalog.kind_fixed'],
});
export const catalogWorkbook = defineContract(catalogWorkbookMeta, { input: z.strictObject({}), output: downloadedFile });
export type CatalogItem = z.output<typeof catalogItem>;
export type CatalogEntry = z.output<typeof catalogEntry>;
export type ReadCatalogOutput = z.output<typeof readCatalogFile.output>;
