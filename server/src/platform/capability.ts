import type { Migration } from './db/migration.ts';
import type { RouteBinding } from './http/route.ts';
import type { RawRouter } from './http/state.ts';
import type { CronBinding, JobBinding, SubscriptionBinding } from './outbox/definitions.ts';

/** What a capability hands to the composition. Everything is known before the first request: nothing is registered later. */
export interface Capability {
  readonly name: string;
  /** Run in the order in which the composition lists the capabilities. */
  readonly migrations?: readonly Migration[];
  readonly routes?: readonly RouteBinding[];
  /** Endpoints that are no contract: platforms' callbacks, login redirects, downloads. */
  readonly raw?: (router: RawRouter) => void;
  readonly jobs?: readonly JobBinding[];
  readonly subscriptions?: readonly SubscriptionBinding[];
  readonly crons?: readonly CronBinding[];
}
