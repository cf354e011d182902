import type * as z from 'zod';
import type { Origin } from '../actor.ts';

/** A fact that other capabilities may hear. `name` is `<capability>.<what happened>`. */
export interface EventDef<P> {
  readonly kind: 'event';
  readonly name: string;
  readonly version: number;
  readonly payload: z.ZodType<P>;
}

/** Work to be done later, by exactly one handler. `name` is `<capability>.<what to do>`. */
export interface JobDef<P> {
  readonly kind: 'job';
  readonly name: string;
  /** Raised when the payload changes; the new schema must still read what the old version wrote. */
  readonly version: number;
  readonly payload: z.ZodType<P>;
  /** Tries before the job becomes a dead letter. */
  readonly attempts: number;
}

/** Declares an event. The payload is checked when it is written and again when it is read; it holds ids and figures, no personal data. */
export function defineEvent<P>(definition: { name: string; version: number; payload: z.ZodType<P> }): EventDef<P> {
  return Object.freeze({ kind: 'event', ...definition });
}

const declared: JobDef<never>[] = [];

/** Declares a job; same rules for its payload as for an event's. */
export function defineJob<P>(definition: { name: string; version: number; payload: z.ZodType<P>; attempts: number }): JobDef<P> {
  const job: JobDef<P> = Object.freeze({ kind: 'job', ...definition });
  declared.push(job as unknown as JobDef<never>);
  return job;
}

/** Every job declared by the modules loaded so far: what the composition hands to `seal`, so that a job without a handler stops the start. */
export function declaredJobs(): readonly JobDef<never>[] {
  return declared;
}

/** Writes what is to happen after the commit, in the transaction itself. */
export interface OutboxWriter {
  /** `dueAt` is an instant in epoch ms. Tells an event: one row per subscription, each handled on its own. */
  append<P>(event: EventDef<P>, payload: P, options?: { dueAt?: number }): Promise<void>;
  /** Asks for a job, now or at `dueAt`. With `dedupeKey`: nothing is written while a job with that key is still to be done. */
  enqueue<P>(job: JobDef<P>, payload: P, options?: { dueAt?: number; dedupeKey?: string }): Promise<void>;
}

/** What a handler knows of the message beside its payload. */
export interface JobContext {
  /** The outbox row's id: the same for every try, and so the key of the receipt. */
  readonly messageId: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** The system, under the handler's name and the correlation id of the request that caused the job. */
  readonly origin: Origin;
  /** Aborted when the server stops or the worker lost its lease. */
  readonly signal: AbortSignal;
}

/** May run twice, even at the same time: give it `uow.once(origin, messageId, …)` around its effect. Throwing means: try again later. */
export type JobHandler<P> = (payload: P, context: JobContext) => Promise<void>;

/** Thrown by a handler whose job can never succeed: straight to the dead letters. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/** Joins a job with its handler. */
export interface JobBinding {
  readonly kind: 'job';
  readonly job: JobDef<unknown>;
  readonly handler: JobHandler<unknown>;
}

/** Joins an event with one of those who hear it. */
export interface SubscriptionBinding {
  readonly kind: 'subscription';
  /** `<capability>.<what it does>`: unique among jobs and subscriptions. */
  readonly name: string;
  readonly event: EventDef<unknown>;
  readonly handler: JobHandler<unknown>;
  readonly attempts: number;
}

/** A recurring task. */
export interface CronBinding {
  readonly kind: 'cron';
  readonly name: string;
  readonly seconds: number;
  readonly handler: (context: { origin: Origin; signal: AbortSignal }) => Promise<void>;
}

const SUBSCRIPTION_ATTEMPTS = 10;

/** Says who does the job. */
export function handle<P>(job: JobDef<P>, handler: JobHandler<P>): JobBinding {
  return { kind: 'job', job: job as JobDef<unknown>, handler: handler as JobHandler<unknown> };
}

/** Hears an event. `name` is `<capability>.<what it does>` and part of stored rows: renaming it orphans them. */
export function on<P>(event: EventDef<P>, name: string, handler: JobHandler<P>, options: { attempts?: number } = {}): SubscriptionBinding {
  return {
    kind: 'subscription',
    name,
    event: event as EventDef<unknown>,
    handler: handler as JobHandler<unknown>,
    attempts: options.attempts ?? SUBSCRIPTION_ATTEMPTS,
  };
}

/** Runs `handler` every so many seconds in one process at a time, whichever gets the lease. A missed turn is not made up for. */
export function every(name: string, seconds: number, handler: CronBinding['handler']): CronBinding {
  return { kind: 'cron', name, seconds, handler };
}
