import type { CatalogItem } from '../../../server/src/catalog/index.ts';
import type { PriceBook } from '../../../shared/src/pricing/types.ts';
import { readJson, readText } from '../data.ts';
import type { DemoCompany } from '../load.ts';
import { allTemplates } from '../templates/all.ts';
import { buildBooks, type MoreRules } from './build.ts';
import type { CityTiers } from './city-tiers.ts';
import { readItems } from './items.ts';
import { readPeople } from './people.ts';

/**
 * The whole demo company. The same for the same days.
 *
 * @param days when it opened, and since when today's prices hold: midnight in Beijing as ISO text
 */
export function wholeCompany(days: { readonly opened: string; readonly risen: string }): DemoCompany {
  const items = readItems(readText('items.tsv'));
  const books = buildBooks(
    {
      core: readJson('price-book-main') as PriceBook,
      items,
      tiers: readJson('city-tiers') as CityTiers,
      rules: readJson('book-rules') as MoreRules,
    },
    days.opened,
    days.risen,
  );
  const catalogue = items.map(({ code, name, kind, unit, category }): CatalogItem => ({ code, name, kind, unit, category }));
  return {
    ...readPeople(),
    items: [...(readJson('catalog') as CatalogItem[]), ...catalogue],
    books,
    templates: allTemplates(),
    // nobody has this number: the demo's customers call no one
    service: { warrantyDays: 365, warrantyNote: '演示数据：安装与维修质保一年', servicePhone: '400-000-0000' },
  };
}
