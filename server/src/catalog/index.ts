import { listItems } from '@mingdan/shared/contracts/catalog';
import { ok } from '@mingdan/shared/kernel/result';
import type { Origin } from '../platform/actor.ts';
import type { Capability } from '../platform/capability.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import { type CatalogItemTable, catalogMigrations, findItems, saveItems } from './store/catalog-items.ts';

export type CatalogItem = Pick<CatalogItemTable, 'code' | 'name' | 'kind' | 'unit' | 'category'>;

export interface CatalogApi {
  /** Names, units and kinds for the given codes; unknown codes are absent. */
  itemsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, CatalogItem>>;
  /** All active items that may stand on a line. */
  allItems(tx: Tx): Promise<readonly CatalogItem[]>;
  /** Adds or renames items. Audited as one act. */
  saveItems(items: readonly CatalogItem[], origin: Origin): Promise<void>;
}

/** Service items and spare parts 服务项目与备件. */
export function createCatalog({ uow }: { uow: UnitOfWork }): Capability & { api: CatalogApi } {
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
  return {
    name: 'catalog',
    api,
    migrations: catalogMigrations,
    routes: [route(listItems, (input, origin) => uow.read(origin, async (tx) => ok({ items: await findItems(tx, input) })))],
  };
}
