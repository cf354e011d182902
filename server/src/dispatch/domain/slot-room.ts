import type { SlotLevel } from '@mingdan/shared/contracts/slot-room';
import { overlapping } from '@mingdan/shared/orders/overlap';
import { brokenRules, type Candidate, type Covers, type HardRule, type Wanted } from './rules.ts';

/** How much room a slot has, and why. */
export interface SlotRoom {
  readonly level: SlotLevel;
  /** Installers who hold nothing in these hours and could still come once everything that waits for this slot has somebody. */
  readonly left: number;
  /** In words for whoever promises the slot. */
  readonly why: string;
}

/** Of those who could do the work, so many being left is little. */
const LITTLE = 0.2;

const AWAY: readonly HardRule[] = ['roster', 'leave'];
const UNABLE: readonly HardRule[] = ['region', 'skill', 'certificate'];

/**
 * Weighs who could come in a slot against what waits for it, with dispatch's own hard rules. Whoever holds another visit in the same hours is not free 空闲, though
 * the rules may let him take both: with such alone the slot is tight 紧张.
 *
 * @param waiting orders of the place that are promised this slot and have nobody yet
 * @param crew people that a visit takes
 */
export function roomOf(candidates: readonly Candidate[], wanted: Wanted, waiting: number, crew: number, covers: Covers): SlotRoom {
  const { slot } = wanted;
  const standings = candidates
    .map((candidate) => ({
      rules: brokenRules(candidate, wanted, covers).map(({ rule }) => rule),
      holds: slot !== null && overlapping(candidate.ahead, slot).length > 0,
    }))
    .filter(({ rules }) => !rules.some((rule) => UNABLE.includes(rule)));
  const able = standings.length;
  if (able === 0) return { level: 'full', left: 0, why: '这里没有能做这项服务的师傅' };
  const away = standings.filter(({ rules }) => rules.some((rule) => AWAY.includes(rule))).length;
  const fitting = standings.filter(({ rules }) => rules.length === 0);
  const doubled = fitting.filter(({ holds }) => holds).length;
  const free = fitting.length - doubled;
  const booked = able - away - fitting.length;
  const left = Math.max(0, free - waiting);
  const level = fitting.length - waiting < crew ? 'full' : left - crew < Math.max(1, Math.floor(able * LITTLE)) ? 'tight' : 'free';
  const parts = [
    ...(doubled === able
      ? [`${able} 位师傅都有别的工单`]
      : [`${able} 位师傅中 ${free} 位有空`, ...(doubled > 0 ? [`${doubled} 位同时段已有一单`] : [])]),
    ...(booked > 0 ? [`${booked} 位已排满`] : []),
    ...(away > 0 ? [`${away} 位休息或请假`] : []),
    ...(waiting > 0 ? [`还有 ${waiting} 单待派`] : []),
    ...(crew > 1 ? [`每单要 ${crew} 人`] : []),
  ];
  return { level, left, why: parts.join('，') };
}
