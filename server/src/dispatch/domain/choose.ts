import { type Broken, brokenRules, type Candidate, type Covers, type Wanted } from './rules.ts';
import { type Score, scoreOf } from './score.ts';

export interface Ranked {
  readonly candidate: Candidate;
  readonly score: Score;
}

export interface Excluded {
  readonly candidate: Candidate;
  readonly broken: readonly Broken[];
}

/**
 * Who may be asked, best first, and who not, with every reason. Equal scores go by installer id, so that the order is the same everywhere and whatever
 * the order of the input.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  wanted: Wanted,
  covers: Covers,
): { readonly ranked: readonly Ranked[]; readonly excluded: readonly Excluded[] } {
  const ranked: Ranked[] = [];
  const excluded: Excluded[] = [];
  for (const candidate of candidates) {
    const broken = brokenRules(candidate, wanted, covers);
    if (broken.length > 0) excluded.push({ candidate, broken });
    else ranked.push({ candidate, score: scoreOf(candidate) });
  }
  const byId = (a: { candidate: Candidate }, b: { candidate: Candidate }) => (a.candidate.installerId < b.candidate.installerId ? -1 : 1);
  ranked.sort((a, b) => b.score.total - a.score.total || byId(a, b));
  excluded.sort((a, b) => a.broken.length - b.broken.length || byId(a, b));
  return { ranked, excluded };
}
