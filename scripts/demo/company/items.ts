import type { CatalogItem } from '../../../server/src/catalog/index.ts';
import type { Item, PriceBook } from '../../../shared/src/pricing/types.ts';

/** A row of `data/items.tsv`: an item, what the customer pays for it in a third-tier city, and where that figure comes from. */
export interface DemoItem extends CatalogItem {
  /** 客户价 at tier T5, whole yuan. */
  readonly yuan: number;
  /** Key of `data/sources.json`. */
  readonly source: string;
  /** `stated`: the figure stands in the source; `range`: it lies in a range there; `assumption`: ours. */
  readonly basis: 'stated' | 'range' | 'assumption';
  readonly note: string;
}

/** Labour by tier, third-tier cities = 1: a proposal, see docs/design/demo.md. In hundredths. */
const TIER_PERCENT = { T1: 130, T2: 122, T3: 118, T4: 110, T5: 100, T6: 95, T7: 92, T8: 88, T9: 85 } as const;
/** Share of the customer's price that the outlet is settled for labour, and for handing over a part, in percent: assumptions. */
const LABOUR_SETTLE = 75;
const PART_SETTLE = 10;
/** What a part costs us, in percent of what the customer pays: an assumption. */
const PART_COST = 55;
const FEN = 100;

/** Reads the tab-separated list. @throws Error that names the line */
export function readItems(text: string): readonly DemoItem[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
    .map(({ line, number }) => {
      const [code = '', name = '', kind = '', unit = '', category = '', yuan = '', source = '', note = ''] = line.split('\t');
      if ((kind !== 'labour' && kind !== 'part') || !/^[1-9]\d*$/.test(yuan) || source === '')
        throw new Error(`items.tsv line ${number}: needs code, name, labour or part, unit, category, whole yuan and a source`);
      const basis = source.startsWith('=') ? 'stated' : source.startsWith('~') ? 'range' : 'assumption';
      return { code, name, kind, unit, category, yuan: Number(yuan), source: source.replace(/^[=~]/, ''), basis, note };
    });
}

/** The item as a price book holds it: labour by tier, parts at one price for the whole country. */
export function bookItem({ code, name, kind, unit, yuan }: DemoItem): Item {
  const charge = yuan * FEN;
  const share = (of: number, percent: number) => Math.round((of * percent) / 100);
  if (kind === 'part')
    return {
      code,
      name,
      kind,
      unit,
      prices: { '*': { charge, settle: share(charge, PART_SETTLE), cost: share(charge, PART_COST) } },
    };
  const prices: PriceBook['items'][number]['prices'] = Object.fromEntries(
    Object.entries(TIER_PERCENT).map(([tier, percent]) => {
      const atTier = share(charge, percent);
      return [tier, { charge: atTier, settle: share(atTier, LABOUR_SETTLE), cost: 0 }];
    }),
  );
  return { code, name, kind, unit, prices };
}
