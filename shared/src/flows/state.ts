import type { FormDefinition, FormValues, OrderContext } from '../forms/definition.ts';
import type { AssigneeRule, Channel, FlowAction, FlowResult, Phase, Recipient, SuspendReason } from './definition.ts';

/** Epoch milliseconds. */
export type Instant = number;

/** What a timer is for; `expire` finishes the task. */
export type TimerKind = 'respond' | 'warn' | 'resolve' | 'escalate' | 'expire';

/** A timer of a token. A paused one holds what was left; it comes back under a new id. */
export interface FlowTimer {
  readonly id: string;
  readonly kind: TimerKind;
  /** Index in the SLA's `escalate`; null for the other kinds. */
  readonly escalation: number | null;
  readonly at: Instant;
  /** Milliseconds that were left when the clock stopped; null while it runs. */
  readonly left: number | null;
}

/**
 * How the solution's clock of a task came about. `length`: the SLA's time to resolve, ms. `delay`: by how many ms the promised slot puts the end off, 0 where it
 * lies within that time; `due.resolve - delay` is what the SLA alone would say.
 */
export interface SlaClock {
  readonly length: number;
  readonly delay: number;
}

/** Where work stands. A new token for each entry to a node, so that an answer meant for an earlier visit finds nothing. */
export interface FlowToken {
  readonly id: string;
  readonly node: string;
  /** How often this node was entered, from 1. */
  readonly attempt: number;
  readonly enteredAt: Instant;
  /** The rule that applies, after fallbacks that were certain; null at actions. */
  readonly rule: AssigneeRule | null;
  /** People who may work here, as far as known. */
  readonly assignees: readonly string[];
  /** Everyone of this role may work here. */
  readonly role: string | null;
  /** Who took the task. */
  readonly holder: string | null;
  readonly due: { readonly respond: Instant | null; readonly resolve: Instant | null };
  /** What the solution's clock was made of; absent at a task without an SLA and where a state is older than this. */
  readonly clock?: SlaClock;
  readonly timers: readonly FlowTimer[];
  /** Why an action stands still and waits for a dispatcher; null when it does not. */
  readonly parked: string | null;
}

/** Everything that the flow knows about one order: plain JSON. */
export interface FlowState {
  readonly flow: { readonly code: string; readonly version: number };
  readonly status: 'open' | 'suspended' | 'ended';
  readonly suspendedFor: SuspendReason | null;
  readonly result: FlowResult | null;
  /** The installer who holds the order; set by dispatch and by transfer. */
  readonly holder: string | null;
  readonly phase: Phase;
  /** True once a settle action of scope `all` was done. */
  readonly settled: boolean;
  readonly tokens: readonly FlowToken[];
  /** How often each node was entered. */
  readonly entered: Readonly<Record<string, number>>;
  /** Gives tokens and timers their ids. */
  readonly serial: number;
}

/** Who acts. `supervises`: the caller's policy says that this person may act for others on this order. */
export interface FlowActor {
  readonly id: string;
  readonly roles: readonly string[];
  readonly supervises?: boolean;
}

/** The facts of the order that the flow may ask about. */
export interface FlowOrder extends OrderContext {
  /** The customer's follow-up staff; null where nobody follows. */
  readonly followup?: string | null;
}

/** What the caller knows at this moment. Values are those to be stored with this very step. */
export interface FlowContext {
  readonly now: Instant;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
  readonly form: FormDefinition | null;
  readonly values: FormValues;
  readonly order: FlowOrder;
  /** When the promised slot ends; absent or null where none is promised. A visit is not late before it. */
  readonly promisedUntil?: Instant | null;
}

/** What someone or something did. */
export type FlowEvent =
  /** A task is finished; its form was evaluated and stored by the caller. */
  | { readonly type: 'submit'; readonly token: string; readonly outcome: string; readonly actor: FlowActor }
  /** Someone takes a task, or says that they have begun. Stops the response clock. */
  | { readonly type: 'claim'; readonly token: string; readonly actor: FlowActor }
  /** 转交. At a dispatch action, by a supervisor: assigns the order by hand. */
  | { readonly type: 'transfer'; readonly token: string; readonly to: string; readonly actor: FlowActor; readonly reason: string }
  /** `outcome`: what a task whose time is over ends with instead, where what it asks for was given all the same. */
  | { readonly type: 'timeout'; readonly timer: string; readonly outcome?: string }
  /** `holder`: who accepted, with the outcome `accepted` of a dispatch. */
  | { readonly type: 'actionDone'; readonly token: string; readonly outcome?: string; readonly holder?: string }
  | { readonly type: 'actionFailed'; readonly token: string; readonly reason: string }
  | { readonly type: 'cancel'; readonly actor: FlowActor; readonly reason: string }
  | { readonly type: 'suspend'; readonly actor: FlowActor; readonly reason: SuspendReason }
  /** With a token: tries a parked action again. Without: goes on after a suspension. */
  | { readonly type: 'resume'; readonly actor: FlowActor; readonly token?: string }
  /** Another slot is promised, or none any more: `promisedUntil` of the context is the new one. Clocks of visits follow; nothing else changes. */
  | { readonly type: 'appointment' }
  /** The holder cannot do it: he left, or the place is not his to serve. */
  | { readonly type: 'redispatch'; readonly reason: string };

/** What the caller should do, in order, in the transaction that stores the state. */
export type FlowEffect =
  | { readonly type: 'entered'; readonly token: string; readonly node: string; readonly attempt: number }
  | { readonly type: 'left'; readonly token: string; readonly node: string; readonly outcome: string; readonly actor: string | null }
  /** Resolve the rule to people, then `assignTo`. `people` are those known already; `role`: everyone of it. */
  | {
      readonly type: 'assign';
      readonly token: string;
      readonly node: string;
      readonly rule: AssigneeRule;
      readonly people: readonly string[];
      readonly role: string | null;
    }
  | { readonly type: 'unassign'; readonly token: string; readonly node: string; readonly people: readonly string[] }
  | {
      readonly type: 'notify';
      readonly token: string;
      readonly node: string;
      readonly template: string;
      readonly to: Recipient | { readonly type: 'assignees' };
    }
  /** Do it, then answer with `actionDone` or `actionFailed` for this token. */
  | { readonly type: 'action'; readonly token: string; readonly node: string; readonly attempt: number; readonly action: FlowAction }
  /** Withdraw it (offers that stand); answers for this token no longer count. */
  | { readonly type: 'cancelAction'; readonly token: string; readonly node: string; readonly action: FlowAction }
  | { readonly type: 'parked'; readonly token: string; readonly node: string; readonly reason: string }
  | {
      readonly type: 'startTimer';
      readonly timer: string;
      readonly token: string;
      readonly node: string;
      readonly kind: TimerKind;
      readonly at: Instant;
    }
  | { readonly type: 'cancelTimer'; readonly timer: string; readonly token: string }
  | {
      readonly type: 'sla';
      readonly token: string;
      readonly node: string;
      readonly sla: string;
      readonly what: 'warned' | 'respondBreached' | 'resolveBreached';
    }
  | { readonly type: 'holderChanged'; readonly from: string | null; readonly to: string | null }
  | { readonly type: 'phaseChanged'; readonly from: Phase | null; readonly to: Phase }
  | { readonly type: 'orderSuspended'; readonly reason: SuspendReason }
  | { readonly type: 'orderResumed' }
  | { readonly type: 'orderEnded'; readonly result: FlowResult; readonly node: string | null };

/** Every way in which a flow says no; sentences in `messages.ts`. */
export const FLOW_REFUSALS = [
  'CHANNEL_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
  'EVENT_MALFORMED',
  'EVENT_UNSUPPORTED',
  'FLOW_ENDED',
  'FLOW_SUSPENDED',
  'NOT_SUSPENDED',
  'ALREADY_SUSPENDED',
  'OTHER_VERSION',
  'TOKEN_UNKNOWN',
  'NOT_A_TASK',
  'NOT_AN_ACTION',
  'OUTCOME_UNKNOWN',
  'NOT_ASSIGNED',
  'TAKEN',
  'ALREADY_CLAIMED',
  'SAME_PERSON',
  'PARKED',
  'NOT_PARKED',
  'TIMER_UNKNOWN',
  'TIMER_NOT_DUE',
  'NO_DISPATCH',
  'ALREADY_SETTLED',
  'FLOW_BROKEN',
] as const;
/** One of {@link FLOW_REFUSALS}. */
export type FlowRefusalCode = (typeof FLOW_REFUSALS)[number];

/** An event that does not apply. Nothing has changed. */
export interface FlowRefusal {
  readonly ok: false;
  readonly code: FlowRefusalCode;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

/** What became of an event: a new state with its effects, or a refusal. */
export type FlowStep = { readonly ok: true; readonly state: FlowState; readonly effects: readonly FlowEffect[] } | FlowRefusal;

/** How an order is opened. */
export interface FlowStart {
  readonly actor: FlowActor;
  readonly channel: Channel;
}
