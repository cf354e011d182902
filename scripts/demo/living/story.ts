import type { Actor } from '../../../server/src/platform/actor.ts';
import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import type { FormValues } from '../../../shared/src/forms/definition.ts';
import { DAY_MS, type EpochMs, HOUR_MS, localTime, MINUTE_MS } from '../../../shared/src/kernel/time.ts';
import type { StoryCustomer } from './customers.ts';
import type { Lines } from './lines.ts';
import type { PlannedOrder } from './plan.ts';
import type { World } from './world.ts';

const OFFICE = { opens: 9, closes: 18 };

/** Each yield is the moment until which this order rests. */
export type Life<Outcome = void> = AsyncGenerator<EpochMs, Outcome, void>;

/** What a story remembers of its order. */
export interface Story {
  readonly id: string;
  readonly plan: PlannedOrder;
  readonly customer: StoryCustomer;
  readonly template: TemplateDefinition;
  readonly staff: Actor;
  planned: Lines;
  /** Values as they were filled so far. */
  values: FormValues;
  /** What is special about it has happened. */
  spent: boolean;
  /** When the installer came last. */
  arrivedAt: EpochMs | null;
  refusals: number;
  /** A question about extra lines 增项 that the customer has not answered. */
  unanswered?: { readonly id: string; readonly hash: string } | undefined;
  /** A return visit 返修 of an order that was finished. */
  readonly isReturn: boolean;
}

/** The same moment, or the next morning when nobody works. `closes`: the hour from which nobody does. */
export function inOffice(at: EpochMs, closes = OFFICE.closes): EpochMs {
  const { hour, minute } = localTime(at);
  if (hour >= OFFICE.opens - 1 && hour < closes) return at;
  const midnight = at - hour * HOUR_MS - minute * MINUTE_MS;
  return (midnight + (hour >= closes ? DAY_MS : 0) + OFFICE.opens * HOUR_MS + (at % (40 * MINUTE_MS))) as EpochMs;
}

/** So many milliseconds from now. */
export const later = (world: World, ms: number): EpochMs => (world.now() + ms) as EpochMs;
