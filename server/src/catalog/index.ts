import { catalogWorkbook, importCatalog, listCatalog, listItems, readCatalogFile, saveItem } from '@mingdan/shared/contracts/catalog';
import { DEFAULT_PAGE_SIZE, pageOf } from '@mingdan/shared/kernel/page';
import { ok } from '@mingdan/shared/kernel/result';
import type { Origin } from '../platform/actor.ts';
import type { Capability } from '../platform/capability.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import { downloadOf } from '../platform/imports/download.ts';
import type { FileReader } from '../platform/imports/read-file.ts';
import {
  type CatalogItemTable,
  catalogMigrations,
  everyItem,
  findItems,
  type ItemWords,
  listCategories,
  listItems as listRows,
  saveItems,
} from './store/catalog-items.ts';
import { createImportItems, createReadCatalogFile, createSaveItem, entryView } from './usecases/keep-items.ts';
import { writeCatalog } from './usecases/workbook.ts';

export type CatalogItem = Pick<CatalogItemTable, 'code' | 'name' | 'kind' | 'unit' | 'category'>;

export interface CatalogApi {
  /** Names, units and kinds for the given codes; unknown codes are absent. */
  itemsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, CatalogItem>>;
  /** All active items that may stand on a line. */
  allItems(tx: Tx): Promise<readonly CatalogItem[]>;
  /** Adds or renames items. Audited as one act. */
  saveItems(items: readonly (CatalogItem & Partial<ItemWords>)[], origin: Origin): Promise<void>;
}

/** Service items and spare parts 服务项目与备件. */
export function createCatalog({ uow, readFile }: { uow: UnitOfWork; readFile: FileReader }): Capability & { api: CatalogApi } {
  const api: CatalogApi = {
    itemsByCode: async (tx, codes) => new Map((await findItems(tx, { codes })).map((item) => [item.code, item])),
    allItems: (tx) => findItems(tx, {}),
    saveItems: async (items, origin) => {
      await uow.run(origin, async (tx) => {
        await saveItems(tx, items);
        await tx.audit({
          action: 'catalog.items_saved',
          subject: { type: 'catalog', id: 'items' },
          after: { codes: items.map((item) => item.code) },
        });
        return ok(null);
      });
    },
  };
  const readCatalogOf = createReadCatalogFile({ uow, readFile });
  return {
    name: 'catalog',
    api,
    migrations: catalogMigrations,
    routes: [
      route(listItems, (input, origin) => uow.read(origin, async (tx) => ok({ items: await findItems(tx, input) }))),
      route(listCatalog, ({ cursor, limit = DEFAULT_PAGE_SIZE, active, ...filter }, origin) =>
        uow.read(origin, async (tx) => {
          const wanted = { ...filter, ...(active === undefined ? {} : { active: active === 'true' }) };
          const { rows, total } = await listRows(tx, wanted, { after: cursor ?? null, limit });
          const page = pageOf(rows, limit, (last) => last.code);
          return ok({ items: page.items.map(entryView), nextCursor: page.next, categories: await listCategories(tx), total });
        }),
      ),
      route(saveItem, createSaveItem({ uow })),
      route(importCatalog, createImportItems({ uow })),
      route(readCatalogFile, (_input, origin, { file }) => readCatalogOf(file.bytes, origin)),
      route(catalogWorkbook, (_input, origin) =>
        uow.read(origin, async (tx) => ok(downloadOf('项目与备件', writeCatalog(await everyItem(tx))))),
      ),
    ],
  };
}
