/** What is known of an installer when an order looks for one. */
export interface Candidate {
  readonly installerId: string;
  /** Item categories he may do; `*` for all. */
  readonly skills: readonly string[];
  /** Regions he serves. */
  readonly regions: readonly string[];
  /** Visits he holds on the day of the slot. */
  readonly load: number;
  readonly capacity: number;
  /** Kilometres by road; null when base or site is not known. */
  readonly distanceKm: number | null;
}

export interface Wanted {
  readonly region: string;
  readonly categories: readonly string[];
  /** Installers who had an offer for this already. */
  readonly asked: ReadonlySet<string>;
}

export interface Ranked {
  readonly candidate: Candidate;
  /** 0 … 100, two decimals. */
  readonly score: number;
  /** In words, for the dispatcher. */
  readonly reasons: readonly string[];
}

/** Points that distance and free capacity can give; the rest is for what later rules know (rating, stock). */
const DISTANCE_POINTS = 60;
const LOAD_POINTS = 40;
/** At and beyond this distance there are no points for nearness, km. */
const FAR_KM = 50;
/** Nearness of someone whose distance is not known: as if half way. */
const UNKNOWN_DISTANCE_SHARE = 0.5;

/**
 * Candidates in the order in which they are asked. Hard rules first: region served, skills for every item, capacity left, not asked before. Then a score
 * of nearness and free capacity; equal scores by installer id, so that the order is the same everywhere.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  wanted: Wanted,
  covers: (scope: string, region: string) => boolean,
): readonly Ranked[] {
  return candidates
    .filter(
      (candidate) =>
        !wanted.asked.has(candidate.installerId) &&
        candidate.load < candidate.capacity &&
        candidate.regions.some((scope) => covers(scope, wanted.region)) &&
        (candidate.skills.includes('*') || wanted.categories.every((category) => candidate.skills.includes(category))),
    )
    .map((candidate) => ({ candidate, ...scoreOf(candidate) }))
    .sort((a, b) => b.score - a.score || (a.candidate.installerId < b.candidate.installerId ? -1 : 1));
}

function scoreOf({ distanceKm, load, capacity }: Candidate): { score: number; reasons: readonly string[] } {
  const nearness = distanceKm === null ? UNKNOWN_DISTANCE_SHARE : Math.max(0, 1 - distanceKm / FAR_KM);
  const free = 1 - load / capacity;
  const score = Math.round((nearness * DISTANCE_POINTS + free * LOAD_POINTS) * 100) / 100;
  return {
    score,
    reasons: [
      distanceKm === null ? '距离未知，按一半计' : `距离 ${distanceKm} 公里，计 ${(nearness * DISTANCE_POINTS).toFixed(1)} 分`,
      `当天已有 ${load} 单，上限 ${capacity} 单，计 ${(free * LOAD_POINTS).toFixed(1)} 分`,
    ],
  };
}
