import type { Held } from '@mingdan/shared/orders/overlap';
import {
  type ClockSpan,
  certificateStanding,
  fitsTogether,
  instantsOf,
  overlaps,
  type Slot,
  type TimeSpan,
  withinShifts,
} from './day-plan.ts';

/** What is known of an installer when an order looks for one. */
export interface Candidate {
  readonly installerId: string;
  /** Item categories he may do; `*` for all. */
  readonly skills: readonly string[];
  /** Regions he serves. */
  readonly regions: readonly string[];
  readonly certificates: readonly { readonly name: string; readonly validTo: string | null }[];
  /** Working hours of the slot's day; null where no roster is kept for him. */
  readonly shifts: readonly ClockSpan[] | null;
  readonly leaves: readonly TimeSpan[];
  /** Visits of the slot's day, other than this one: how many count for the day, and the promised slots of those that are still ahead. */
  readonly load: number;
  readonly ahead: readonly Held[];
  /** Visits a day. */
  readonly capacity: number;
  /** How long a visit takes him, minutes; 0: not fitted by time. */
  readonly visitMinutes: number;
  /** Kilometres by road; null when base or site is not known. */
  readonly distanceKm: number | null;
  /** Customers' ratings of his visits, one to five; null where there are none. */
  readonly rating: { readonly average: number; readonly count: number } | null;
  /** Parts of the plan that he carries, of those needed; null where his stock is not known. */
  readonly stock: { readonly have: number; readonly need: number } | null;
}

export interface Wanted {
  readonly region: string;
  /** Categories of the planned service items. */
  readonly categories: readonly string[];
  /** Certificates that the work needs. */
  readonly certificates: readonly string[];
  readonly slot: Slot | null;
  /** Today in Beijing: the day that counts where there is no slot. */
  readonly today: string;
}

export type HardRule = 'region' | 'skill' | 'certificate' | 'roster' | 'leave' | 'capacity' | 'slot';

/** One rule that keeps an installer out, in words for the dispatcher. */
export interface Broken {
  readonly rule: HardRule;
  readonly text: string;
}

export type Covers = (scope: string, region: string) => boolean;

/** Rules that no dispatcher can set aside: the law asks for the certificate. */
const ABSOLUTE: readonly HardRule[] = ['certificate'];

/** Whether a dispatcher may assign somebody in spite of these, with a reason. */
export function overridable(broken: readonly Broken[]): boolean {
  return broken.every(({ rule }) => !ABSOLUTE.includes(rule));
}

/** Every hard rule that keeps the candidate from this order; none: he may be asked. What is not known (no roster, no slot) keeps nobody out. */
export function brokenRules(candidate: Candidate, wanted: Wanted, covers: Covers): readonly Broken[] {
  const broken: Broken[] = [];
  const add = (rule: HardRule, text: string) => broken.push({ rule, text });
  if (!candidate.regions.some((scope) => covers(scope, wanted.region))) add('region', '不在服务区域内');

  const lacking = candidate.skills.includes('*') ? [] : wanted.categories.filter((category) => !candidate.skills.includes(category));
  if (lacking.length > 0) add('skill', `没有技能：${lacking.join('、')}`);

  const day = wanted.slot?.date ?? wanted.today;
  for (const name of wanted.certificates) {
    const held = candidate.certificates.filter((certificate) => certificate.name === name);
    if (held.length === 0) add('certificate', `没有「${name}」`);
    else if (held.every(({ validTo }) => certificateStanding(validTo, day) === 'expired'))
      add('certificate', `「${name}」${latest(held)} 已到期`);
  }

  const { slot } = wanted;
  if (slot) {
    const hours = `${slot.from}–${slot.to}`;
    if (candidate.shifts !== null && !withinShifts(candidate.shifts, slot))
      add(
        'roster',
        candidate.shifts.length === 0
          ? '当天休息'
          : `当天班次 ${candidate.shifts.map(({ from, to }) => `${from}–${to}`).join('、')}，不含 ${hours}`,
      );
    if (candidate.leaves.some((leave) => overlaps(leave, instantsOf(slot)))) add('leave', '该时段请假');
    if (candidate.load >= candidate.capacity) add('capacity', `当天已有 ${candidate.load} 单，上限 ${candidate.capacity} 单`);
    if (!fitsTogether([...candidate.ahead, slot], candidate.visitMinutes)) {
      const clashing = candidate.ahead.filter((other) => other.from < slot.to && slot.from < other.to).length;
      add('slot', `${hours} 前后已有 ${Math.max(1, clashing)} 单，按每单 ${candidate.visitMinutes} 分钟排不下`);
    }
  }
  return broken;
}

function latest(held: readonly { readonly validTo: string | null }[]): string {
  return (
    held
      .map(({ validTo }) => validTo ?? '')
      .sort()
      .at(-1) ?? ''
  );
}
