import { buildOf, withoutBuilds } from './forms.ts';
import { rangeIn, type Size, sizeGap, sizeOf } from './sizes.ts';

/** An item that a service line may name. */
export interface ServiceItem {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
}

/** Which device the work is for, as far as that is said. */
export interface Wanted {
  /** Build 机型; empty: whatever the line is for. */
  readonly form: string;
  /** Capacity 规格 as `3匹`; empty likewise. */
  readonly size: string;
}

/** What a service item is: the work, the build and the capacity that its name tells. */
interface Work {
  readonly item: ServiceItem;
  readonly work: string;
  readonly form: string;
  readonly range: ReturnType<typeof rangeIn>;
}

const BRACKETS = /[(（][^)）]*[)）]/g;
/** Kinds that stand in names beside or in place of their builds. */
const KINDS = /空调|热水器|洗衣机|智能马桶|净水器/g;

function workOf(item: ServiceItem): Work {
  const build = buildOf(item.name);
  const kind = build?.kind ?? item.name.match(KINDS)?.[0] ?? '';
  const work = withoutBuilds(item.name.replace(BRACKETS, '')).replace(KINDS, '').replace(/\s/g, '');
  return { item, work: `${kind}:${work}`, form: build?.name ?? '', range: rangeIn(item.name) };
}

/** The item for the same work on another device. */
export interface Counterpart {
  readonly item: ServiceItem;
  /** False: nobody keeps an item of this very capacity; it is the nearest. */
  readonly exact: boolean;
}

/**
 * The item of the same work for the wanted build and capacity: 壁挂空调安装(1.5匹及以下) for a 柜机 of 3 匹 is 柜式空调安装(3匹). Where the capacity is not said
 * it is that of the line. Of items for the build the nearest capacity counts; where none is for it, the one that is for any.
 *
 * @returns undefined where the line's own item is the right one, or nothing comes nearer
 */
export function counterpart(code: string, items: readonly ServiceItem[], wanted: Wanted): Counterpart | undefined {
  const services = items.filter(({ kind }) => kind === 'labour').map(workOf);
  const own = services.find(({ item }) => item.code === code);
  if (!own) return undefined;
  const form = wanted.form === '' ? own.form : wanted.form;
  const size = sizeOf(wanted.size) ?? sizeWithin(own.range);
  const alike = services.filter(({ work }) => work === own.work);
  const fitting = alike.filter((each) => each.form === form);
  const ranked = (fitting.length > 0 ? fitting : alike.filter((each) => each.form === '')).map((each) => ({
    ...each,
    gap: gapOf(each, size),
    isOwn: each.item.code === code,
  }));
  ranked.sort((a, b) => a.gap - b.gap || Number(b.isOwn) - Number(a.isOwn));
  const [best] = ranked;
  return best && !best.isOwn ? { item: best.item, exact: best.gap === 0 } : undefined;
}

/** An item for any capacity is right where no other is for this very one. */
const ANY_SIZE = 0.001;

function gapOf({ range }: Work, size: Size | null): number {
  if (!size) return range ? ANY_SIZE : 0;
  const gap = range && sizeGap(size, range);
  if (gap === null) return range ? Number.POSITIVE_INFINITY : ANY_SIZE;
  return gap;
}

/** The capacity that a line stands for: the largest that is still its own. */
function sizeWithin(range: ReturnType<typeof rangeIn>): Size | null {
  if (!range) return null;
  return { value: Number.isFinite(range.to) ? range.to : range.from, unit: range.unit };
}
