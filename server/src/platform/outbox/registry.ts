import type * as z from 'zod';
import type { CronBinding, EventDef, JobBinding, JobDef, JobHandler, SubscriptionBinding } from './definitions.ts';

/** Who does the work of one outbox row. */
export interface Target {
  readonly name: string;
  readonly version: number;
  readonly payload: z.ZodType;
  readonly attempts: number;
  readonly handler: JobHandler<unknown>;
}

/** What a capability contributes. */
export interface Bindings {
  readonly jobs?: readonly JobBinding[];
  readonly subscriptions?: readonly SubscriptionBinding[];
  readonly crons?: readonly CronBinding[];
}

/** Everything that can happen later, known before the first request is served. */
export interface Registry {
  /** Who hears the event. Throws while the registry is open: an event told too early would be lost. */
  subscribers(event: EventDef<unknown>): readonly SubscriptionBinding[];
  /** Throws when nobody handles the job, so that the transaction that asks for it fails, not a worker next week. */
  job(definition: JobDef<unknown>): Target;
  target(name: string): Target | undefined;
  readonly crons: readonly CronBinding[];
}

/** A registry that capabilities are still being added to. */
export interface OpenRegistry extends Registry {
  add(bindings: Bindings): void;
  /**
   * Ends the adding. Throws a list of everything that is wrong: a job with two handlers or, among `jobs`, with none; a name used twice; one event name with two definitions.
   * @param jobs every job the product defines, where the caller can name them
   */
  seal(jobs?: readonly JobDef<never>[]): void;
}

/** Capabilities need the unit of work and the unit of work needs their subscriptions: the registry is made first, filled, then sealed. */
export function createRegistry(): OpenRegistry {
  const targets = new Map<string, Target>();
  const events = new Map<string, EventDef<unknown>>();
  const jobs = new Map<string, JobDef<unknown>>();
  const listeners = new Map<string, SubscriptionBinding[]>();
  const crons = new Map<string, CronBinding>();
  const faults: string[] = [];
  let sealed = false;

  const claimTarget = (target: Target): void => {
    if (targets.has(target.name)) faults.push(`${target.name}: handled twice`);
    targets.set(target.name, target);
  };

  const demandSealed = (): void => {
    if (!sealed) throw new Error('the registry is still open: nothing may be told or asked for before seal()');
  };

  return {
    add(bindings) {
      if (sealed) throw new Error('the registry is sealed');
      for (const { job, handler } of bindings.jobs ?? []) {
        claimTarget({ name: job.name, version: job.version, payload: job.payload, attempts: job.attempts, handler });
        jobs.set(job.name, job);
      }
      for (const subscription of bindings.subscriptions ?? []) {
        const { name, event, attempts, handler } = subscription;
        claimTarget({ name, version: event.version, payload: event.payload, attempts, handler });
        const known = events.get(event.name);
        if (known && known !== event) faults.push(`${event.name}: two events of this name`);
        events.set(event.name, event);
        listeners.set(event.name, [...(listeners.get(event.name) ?? []), subscription]);
      }
      for (const cron of bindings.crons ?? []) {
        if (crons.has(cron.name)) faults.push(`${cron.name}: two recurring tasks of this name`);
        crons.set(cron.name, cron);
      }
    },
    seal(known = []) {
      for (const job of known) {
        if (!targets.has(job.name)) faults.push(`${job.name}: nobody handles this job`);
      }
      if (faults.length > 0) throw new Error(`The server does not start:\n  ${faults.join('\n  ')}`);
      sealed = true;
    },
    subscribers(event) {
      demandSealed();
      const known = events.get(event.name);
      if (known && known !== event) throw new Error(`${event.name}: another event of this name is registered`);
      return listeners.get(event.name) ?? [];
    },
    job(definition) {
      demandSealed();
      const target = targets.get(definition.name);
      if (!target || jobs.get(definition.name) !== definition) throw new Error(`${definition.name}: nobody handles this job`);
      return target;
    },
    target: (name) => targets.get(name),
    get crons() {
      return [...crons.values()];
    },
  };
}
