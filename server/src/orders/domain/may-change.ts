import type { PriceBook, Quote } from '@mingdan/shared/pricing/types';

/** Units of what is cut, poured or weighed on the spot: nobody knows the figure before. */
const MEASURED = new Set(['米', 'm', 'M', '平方米', '㎡', '立方米', '千克', '公斤', 'kg', '克', '升', 'L', '延米']);

/** What an estimate rests on. */
export interface Estimated {
  readonly book: Pick<PriceBook, 'items' | 'adjustments' | 'fees'>;
  readonly quote: Pick<Quote, 'lines'>;
  /** Fields of the template's form that prices may ask for: what is filled differently on the spot changes the figure. */
  readonly attributes: ReadonlySet<string>;
  /** Of them, what the form asks for and nobody has answered yet, with its label. */
  readonly unanswered: ReadonlyMap<string, string>;
  /** Whether the template lets parts be added on the spot. */
  readonly takesParts: boolean;
  readonly hasSlot: boolean;
}

/**
 * What may still change an estimate 可能变动, in words and by name, from what is really in book and template: what is priced without an answer, measured
 * material, conditions that the template asks about, kilometres, hours. Each thing is said once, however many lines and rules ask for it.
 */
export function mayChange({ book, quote, attributes, unanswered, takesParts, hasSlot }: Estimated): readonly string[] {
  const items = new Map(book.items.map((item) => [item.code, item]));
  const measured = new Map<string, Set<string>>();
  for (const { item } of quote.lines) {
    const known = items.get(item);
    if (known && MEASURED.has(known.unit)) measured.set(known.unit, (measured.get(known.unit) ?? new Set()).add(known.name));
  }
  const applied = new Set(quote.lines.flatMap((line) => line.adjustments));
  const ordered = new Set(quote.lines.map(({ item }) => item));
  const assumed = new Map<string, Set<string>>();
  for (const { code, name, sides, when } of book.adjustments ?? [])
    if (applied.has(code) && sides.includes('charge'))
      for (const key of variables(when?.logic)) {
        const asked = unanswered.get(key);
        if (asked !== undefined) assumed.set(asked, (assumed.get(asked) ?? new Set()).add(name));
      }
  const open = (book.adjustments ?? []).filter(
    ({ code, sides, items: only }) => sides.includes('charge') && !applied.has(code) && (!only || only.some((item) => ordered.has(item))),
  );
  const conditions = open.filter(({ when }) => when?.logic !== undefined && !when.window && isAsked(when.logic, attributes));
  const hours = open.filter(({ when }) => when?.hours !== undefined);
  return [
    ...[...assumed].map(([asked, names]) => `「${asked}」还没填，现按「${[...names].join('」「')}」计价`),
    ...[...measured].map(([unit, names]) => `${[...names].join('、')}的实际${unit}数`),
    takesParts ? '现场需要增减的配件和项目，会先征得客户同意' : '现场需要增减的项目，会先征得客户同意',
    ...(conditions.length > 0 ? [`现场有${quoted(conditions)}的情况`] : []),
    ...(book.fees?.some(({ per, amounts }) => per === 'km' && Boolean(amounts.charge)) ? ['师傅出发地到现场的距离'] : []),
    ...(hasSlot ? [] : ['预约时间定下后，按上门当日价格计算']),
    ...(hasSlot && hours.length > 0 ? [`改约到${quoted(hours)}的时段`] : []),
  ];
}

/** Names of rules, each once: a book may have one rule per item under the same name. Steps of one rule stand by their figures: 4–6层 before 7–15层. */
function quoted(rules: readonly { readonly name: string }[]): string {
  const names = [...new Set(rules.map(({ name }) => name))];
  const steps = new Map<string, string[]>();
  for (const name of names) {
    const stem = name.split(/\d/, 1)[0]!;
    steps.set(stem, [...(steps.get(stem) ?? []), name]);
  }
  return [...steps.values()].flatMap((of) => of.sort((a, b) => figure(a) - figure(b)).map((name) => `「${name}」`)).join('');
}

/** The first figure of a name; names without one keep their place. */
const figure = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0);

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
