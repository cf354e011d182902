import { ITEM_KINDS, type PriceBook, type PriceCell, SIDES } from './types.ts';

type Loose = Readonly<Record<string, unknown>>;

/**
 * The same book in the one way of writing it: no empty conditions, no prices that are null, no priority of 0, decimals without needless zeros, lists and
 * facts that are absent written out. Two books with equal normal forms price every order alike; a file or a form may write what it likes.
 */
export function normalBook(book: PriceBook): PriceBook {
  const { validFrom = null, validTo = null, defaultTier = null, timeZone = 'Asia/Shanghai' } = book;
  return {
    code: book.code,
    version: book.version,
    timeZone,
    validFrom,
    validTo,
    defaultTier,
    tiers: (book.tiers ?? []).map(({ code, name }) => ({ code, name: name ?? '' })),
    tierRules: rules(book.tierRules),
    items: (book.items ?? []).map(({ ladder, ...item }) => ({
      ...item,
      name: item.name ?? '',
      unit: item.unit ?? '',
      prices: pricesOf(item.prices),
      ...(ladder
        ? { ladder: { ...inOrder(ladder), steps: ladder.steps.map(({ from, rate }) => ({ from: decimal(from), rate: decimal(rate) })) } }
        : {}),
    })),
    adjustments: rules(book.adjustments).map((rule) => {
      const { op } = rule;
      return typeof op === 'object' && 'multiply' in op ? { ...rule, op: { multiply: decimal(op.multiply) } } : rule;
    }),
    fees: rules(book.fees).map((fee) => ({
      ...fee,
      amounts: cellOf(fee.amounts),
      ...(fee.free === undefined ? {} : { free: decimal(fee.free) }),
    })),
    splits: rules(book.splits).map((split) => ({ ...split, ...(split.rate === undefined ? {} : { rate: decimal(split.rate) }) })),
  };
}

/** Sides and kinds are sets: in the order in which we always name them. */
function inOrder<T extends object>(record: T): T {
  const { sides, kinds } = record as Loose;
  return {
    ...record,
    ...(Array.isArray(sides) ? { sides: SIDES.filter((side) => sides.includes(side)) } : {}),
    ...(Array.isArray(kinds) ? { kinds: ITEM_KINDS.filter((kind) => kinds.includes(kind)) } : {}),
  };
}

/** Rules without what says nothing. */
function rules<Rule extends object>(list: readonly Rule[] | undefined): Rule[] {
  return (list ?? []).map((rule) => {
    const { when, priority, ...own } = rule as Loose;
    const rest = inOrder(own);
    return {
      ...named(rest),
      ...(priority === undefined || priority === 0 ? {} : { priority }),
      ...(when === undefined || Object.keys(when as object).length === 0 ? {} : { when: whenOf(when as Loose) }),
    } as unknown as Rule;
  });
}

/** Adjustments and fees have a name, if only an empty one; tier rules and splits have one or none. */
function named(rule: Loose): Loose {
  const { name, ...rest } = rule;
  if ('op' in rule || 'per' in rule) return { ...rule, name: name ?? '' };
  return name === '' ? rest : rule;
}

/** Ends that are null are absent; the key stays, since it counts when rules are ranked. */
function whenOf(when: Loose): Loose {
  const { window, distanceKm, ...rest } = when;
  return {
    ...rest,
    ...(window === undefined ? {} : { window: present(window as Loose) }),
    ...(distanceKm === undefined
      ? {}
      : {
          distanceKm: Object.fromEntries(
            Object.entries(present(distanceKm as Loose)).map(([key, value]) => [key, typeof value === 'string' ? decimal(value) : value]),
          ),
        }),
  };
}

function present(record: Loose): Loose {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}

function cellOf(cell: PriceCell): PriceCell {
  return present(cell as Loose) as PriceCell;
}

function pricesOf(prices: PriceBook['items'][number]['prices']): PriceBook['items'][number]['prices'] {
  const cells = Object.entries(prices ?? {}).map(([tier, cell]) => [tier, cellOf(cell)] as const);
  return Object.fromEntries(cells.filter(([, cell]) => Object.keys(cell).length > 0));
}

/** `"1.50"` → `"1.5"`, `"05"` → `"5"`; what is no decimal stays for the check to judge. */
function decimal(text: string): string {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(String(text));
  if (!match) return text;
  const whole = match[1]!.replace(/^0+(?=\d)/, '');
  const rest = (match[2] ?? '').replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}
