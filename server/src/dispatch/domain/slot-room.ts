import type { SlotLevel } from '@mingdan/shared/contracts/slot-room';
import { brokenRules, type Candidate, type Covers, type HardRule, type Wanted } from './rules.ts';

/** How much room a slot has, and why. */
export interface SlotRoom {
  readonly level: SlotLevel;
  /** Installers who could still come once everything that waits for this slot has somebody. */
  readonly left: number;
  /** In words for whoever promises the slot. */
  readonly why: string;
}

/** Of those who could do the work, so many being left is little. */
const LITTLE = 0.2;

const AWAY: readonly HardRule[] = ['roster', 'leave'];
const UNABLE: readonly HardRule[] = ['region', 'skill', 'certificate'];

/**
 * Weighs who could come in a slot against what waits for it, with dispatch's own hard rules.
 *
 * @param waiting orders of the place that are promised this slot and have nobody yet
 * @param crew people that a visit takes
 */
export function roomOf(candidates: readonly Candidate[], wanted: Wanted, waiting: number, crew: number, covers: Covers): SlotRoom {
  const standings = candidates
    .map((candidate) => brokenRules(candidate, wanted, covers).map(({ rule }) => rule))
    .filter((rules) => !rules.some((rule) => UNABLE.includes(rule)));
  const able = standings.length;
  if (able === 0) return { level: 'full', left: 0, why: '这里没有能做这项服务的师傅' };
  const away = standings.filter((rules) => rules.some((rule) => AWAY.includes(rule))).length;
  const free = standings.filter((rules) => rules.length === 0).length;
  const booked = able - away - free;
  const left = Math.max(0, free - waiting);
  const level = left < crew ? 'full' : left - crew < Math.max(1, Math.floor(able * LITTLE)) ? 'tight' : 'free';
  const parts = [
    `${able} 位师傅中 ${free} 位有空`,
    ...(booked > 0 ? [`${booked} 位已排满`] : []),
    ...(away > 0 ? [`${away} 位休息或请假`] : []),
    ...(waiting > 0 ? [`还有 ${waiting} 单待派`] : []),
    ...(crew > 1 ? [`每单要 ${crew} 人`] : []),
  ];
  return { level, left, why: parts.join('，') };
}
