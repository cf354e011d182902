import { kmText } from '@mingdan/shared/kernel/metres';
import type { Candidate } from './rules.ts';

/** One part of the score. At most `weight` points; half of them where the figure is not known, which the text says. */
export interface ScorePart {
  readonly key: 'distance' | 'load' | 'rating' | 'stock';
  readonly weight: number;
  /** Two decimals. */
  readonly points: number;
  readonly known: boolean;
  readonly text: string;
}

export interface Score {
  /** 0 … 100, two decimals: the sum of the parts. */
  readonly total: number;
  readonly parts: readonly ScorePart[];
}

/** Points that each part can give. They make a hundred. */
export const WEIGHTS = { distance: 40, load: 25, rating: 20, stock: 15 } as const;
/** At and beyond this distance there are no points for nearness, km. */
const FAR_KM = 50;
/** Of a figure that nobody knows: neither an advantage nor a disadvantage. */
const UNKNOWN_SHARE = 0.5;
/** A few ratings say little: they are mixed with this many of the usual ones, so that one bad day does not decide. */
const USUAL = { rating: 4.5, count: 5 };

/** How well a candidate suits. Nearness, free capacity, rating, stock at hand as far as known. */
export function scoreOf(candidate: Candidate): Score {
  const parts = [distancePart(candidate), loadPart(candidate), ratingPart(candidate), stockPart(candidate)];
  return { total: cents(parts.reduce((sum, part) => sum + part.points, 0)), parts };
}

const cents = (points: number) => Math.round(points * 100) / 100;

function part(key: ScorePart['key'], share: number | null, words: string): ScorePart {
  const weight = WEIGHTS[key];
  const points = cents((share ?? UNKNOWN_SHARE) * weight);
  return { key, weight, points, known: share !== null, text: `${words}，${weight} 分计 ${points.toFixed(1)} 分` };
}

function distancePart({ distanceKm }: Candidate): ScorePart {
  return distanceKm === null
    ? part('distance', null, '距离未知，按一半计')
    : part('distance', Math.max(0, 1 - distanceKm / FAR_KM), `距离 ${kmText(distanceKm)}`);
}

function loadPart({ load, capacity }: Candidate): ScorePart {
  return part('load', Math.max(0, 1 - load / capacity), `当天已有 ${load} 单，上限 ${capacity} 单`);
}

function ratingPart({ rating }: Candidate): ScorePart {
  if (rating === null || rating.count === 0) return part('rating', null, '还没有评价，按一半计');
  const mixed = (rating.average * rating.count + USUAL.rating * USUAL.count) / (rating.count + USUAL.count);
  return part('rating', Math.min(1, Math.max(0, (mixed - 1) / 4)), `近期评价 ${rating.average.toFixed(1)} 分（${rating.count} 单）`);
}

function stockPart({ stock }: Candidate): ScorePart {
  if (stock === null) return part('stock', null, '随车备件未知，按一半计');
  if (stock.need === 0) return part('stock', 1, '本单不需要备件');
  return part('stock', Math.min(1, stock.have / stock.need), `随车备件 ${stock.have}/${stock.need} 种`);
}
