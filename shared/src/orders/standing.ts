import { PHASES, type Phase } from '../flows/definition.ts';
import { label } from '../messages/index.ts';

/** What an order's standing follows from. */
export interface Standing {
  readonly state: 'open' | 'suspended' | 'done' | 'cancelled';
  readonly phase: Phase;
  /** True once the visit under way has begun: somebody checked in, or its first step is done. */
  readonly begun: boolean;
}

/** The phases of work as people tell them apart: a visit that was accepted and has not begun is 待上门, not 服务中. */
export const STANDING_PHASES = PHASES.flatMap((phase): readonly (Phase | 'expected')[] =>
  phase === 'working' ? ['expected', phase] : [phase],
);
/** One of {@link STANDING_PHASES}. */
export type StandingPhase = Phase | 'expected';

/**
 * Where an order stands, as a group of the catalogue and a value in it: while it is open the phase of its work, else its state. Every face says an order's
 * standing by this, so that nobody reads 进行中 where somebody else reads 已完工.
 */
export function standing({ state, phase, begun }: Standing): { readonly group: 'order.phase' | 'order.state'; readonly value: string } {
  if (state !== 'open') return { group: 'order.state', value: state };
  return { group: 'order.phase', value: phase === 'working' && !begun ? 'expected' : phase };
}

/** The same in words. */
export function standingWord(order: Standing): string {
  const { group, value } = standing(order);
  return label(group, value);
}

/** Whether an order was cancelled before anything was billed: what was estimated for it is owed by nobody. */
export function isCancelledUnbilled({
  state,
  settlementState,
}: {
  readonly state: Standing['state'];
  readonly settlementState: string;
}): boolean {
  return state === 'cancelled' && settlementState === 'estimated';
}
