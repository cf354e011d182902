import type { PriceBook, Quote } from '@mingdan/shared/pricing/types';

/** Units of what is cut, poured or weighed on the spot: nobody knows the figure before. */
const MEASURED = new Set(['米', 'm', 'M', '平方米', '㎡', '立方米', '千克', '公斤', 'kg', '克', '升', 'L', '延米']);
/** So many conditions are named; more would not be read. */
const MOST_CONDITIONS = 3;

/** What an estimate rests on. */
export interface Estimated {
  readonly book: Pick<PriceBook, 'items' | 'adjustments' | 'fees'>;
  readonly quote: Pick<Quote, 'lines'>;
  /** Fields of the template's form that prices may ask for: what is filled differently on the spot changes the figure. */
  readonly attributes: ReadonlySet<string>;
  /** Whether the template lets parts be added on the spot. */
  readonly takesParts: boolean;
  readonly hasSlot: boolean;
}

/**
 * What may still change an estimate 可能变动, in words and by name, from what is really in book and template: measured material, conditions that the
 * template asks about, kilometres, hours.
 */
export function mayChange({ book, quote, attributes, takesParts, hasSlot }: Estimated): readonly string[] {
  const items = new Map(book.items.map((item) => [item.code, item]));
  const measured = quote.lines.flatMap(({ item }) => {
    const known = items.get(item);
    return known && MEASURED.has(known.unit) ? [`${known.name}的实际${known.unit}数`] : [];
  });
  const applied = new Set(quote.lines.flatMap((line) => line.adjustments));
  const ordered = new Set(quote.lines.map(({ item }) => item));
  const open = (book.adjustments ?? []).filter(
    ({ code, sides, items: only }) => sides.includes('charge') && !applied.has(code) && (!only || only.some((item) => ordered.has(item))),
  );
  const conditions = open
    .filter(({ when }) => when?.logic !== undefined && !when.window && isAsked(when.logic, attributes))
    .map(({ name }) => `现场有「${name}」的情况`);
  const hours = open.find(({ when }) => when?.hours !== undefined);
  return [
    ...measured,
    ...(takesParts ? ['现场需要增减的配件和项目，会先征得客户同意'] : ['现场需要增减的项目，会先征得客户同意']),
    ...conditions.slice(0, MOST_CONDITIONS),
    ...(book.fees?.some(({ per, amounts }) => per === 'km' && Boolean(amounts.charge)) ? ['师傅出发地到现场的距离'] : []),
    ...(hasSlot ? [] : ['预约时间定下后，按上门当日价格计算']),
    ...(hasSlot && hours ? [`改约到「${hours.name}」的时段`] : []),
  ];
}

/** Whether a condition reads something and only what the form asks: the weather is nobody's to fill in. */
function isAsked(logic: unknown, attributes: ReadonlySet<string>): boolean {
  const names = [...variables(logic)];
  return names.length > 0 && names.every((name) => attributes.has(name));
}

function* variables(logic: unknown): Generator<string> {
  if (typeof logic !== 'object' || logic === null) return;
  for (const [operator, value] of Object.entries(logic)) {
    if (operator === 'var') yield String(Array.isArray(value) ? value[0] : value).split('.')[0]!;
    else yield* variables(value);
  }
}
