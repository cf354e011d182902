import type { Facts } from './facts.ts';
import type { Rank } from './types.ts';
import { type CompiledWhen, matchedDepth } from './when.ts';

/** A rule that competes with others. */
export interface Ranked {
  readonly priority: number;
  /** Place in the book's list: among equal ranks the first wins. */
  readonly position: number;
  readonly when: CompiledWhen;
}

/** (priority, specificity, region depth) of a rule that matches the order. */
export function rankOf(rule: Ranked, facts: Facts): Rank {
  return [rule.priority, rule.when.specificity, matchedDepth(rule.when, facts)];
}

/** Whether a beats b, both matching the order. */
export function outranks(a: Ranked, b: Ranked, facts: Facts): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (a.when.specificity !== b.when.specificity) return a.when.specificity > b.when.specificity;
  const depth = matchedDepth(a.when, facts) - matchedDepth(b.when, facts);
  return depth === 0 ? a.position < b.position : depth > 0;
}
