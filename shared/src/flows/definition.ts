import type { AccessEntry, BooleanOrCondition, FormDefinition, Json } from '../forms/definition.ts';

/** Lists and boards group orders by these, whatever the flow. */
export const PHASES = ['new', 'dispatch', 'working', 'waiting', 'review', 'settle', 'closed'] as const;
/** One of {@link PHASES}. */
export type Phase = (typeof PHASES)[number];

/** What a flow serves: 售前咨询, 交易跟进, 售后维护. */
export const SCENES = ['presale', 'trade', 'aftersale'] as const;
/** One of {@link SCENES}. */
export type Scene = (typeof SCENES)[number];

/** Node kinds that a flow may use today; the others are refused at publish. */
export const NODE_KINDS = ['start', 'task', 'decision', 'action', 'end'] as const;
/** One of {@link NODE_KINDS}. */
export type NodeKind = (typeof NODE_KINDS)[number];

/** Automatic actions that exist today. */
export const ACTION_TYPES = ['dispatch', 'settle', 'notify', 'quote', 'set'] as const;
/** One of {@link ACTION_TYPES}. */
export type ActionType = (typeof ACTION_TYPES)[number];

/** Channels through which an order may be opened. */
export const CHANNELS = ['sidebar', 'console', 'qr'] as const;
/** One of {@link CHANNELS}. */
export type Channel = (typeof CHANNELS)[number];

/** Why work waits; an SLA names those that stop its clock in `pauseIn`. */
export const SUSPEND_REASONS = ['waiting-part', 'waiting-customer', 'other'] as const;
/** One of {@link SUSPEND_REASONS}. */
export type SuspendReason = (typeof SUSPEND_REASONS)[number];

/** Who should work at a task. Resolving a rule to people is the caller's part: effects carry the rule and what is known. */
export type AssigneeRule = { readonly fallback?: AssigneeRule } & (
  | { readonly type: 'person'; readonly person: string }
  | { readonly type: 'role'; readonly role: string }
  /** The installer who holds the order. */
  | { readonly type: 'holder' }
  /** The customer's follow-up staff 跟进人. */
  | { readonly type: 'followup' }
  /** The outlet of the order's region. */
  | { readonly type: 'outletOfRegion' }
);

/** Who hears a notice: an assignee rule, the customer, or (absent) whoever works at the node. */
export type Recipient = AssigneeRule | { readonly type: 'customer' };

/** What an action node does by itself. */
export type FlowAction =
  | DispatchAction
  /**
   * Quotes the actual, consented lines and closes the visit's account. `scope` all (default): the order is done. partly 部分完成: what was done is settled, the
   * rest of the agreement is planned for a next visit. fee 上门费: only `lines` are settled (the customer was not there), everything else is planned anew.
   */
  | { readonly type: 'settle'; readonly scope?: SettleScope; readonly lines?: readonly FlowLine[] }
  /** Quotes the lines as they stand, so that `$order.charge` is current. */
  | { readonly type: 'quote' }
  | NotifyAction
  /** Writes literal values into fields of the order's form. */
  | { readonly type: 'set'; readonly values: Readonly<Record<string, Json>> };

/** How much of an order a settlement closes; only `all` closes the order's account. */
export const SETTLE_SCOPES = ['all', 'partly', 'fee'] as const;
/** One of {@link SETTLE_SCOPES}. */
export type SettleScope = (typeof SETTLE_SCOPES)[number];

/** A line that a flow puts on a bill by itself: an item of the price book and how much of it. */
export interface FlowLine {
  readonly item: string;
  readonly quantity: string;
}

/**
 * What is settled when an order is cancelled after an installer took it: `lines`, if less than `within` (ISO 8601) is left to the beginning of the
 * promised slot, or it has begun.
 */
export interface CancelFee {
  readonly within: string;
  readonly lines: readonly FlowLine[];
}

/** How an installer is found: one after the other is asked · several at once, the first who accepts has it 抢单 · the best is assigned · a dispatcher decides. */
export const DISPATCH_MODES = ['offer', 'pool', 'auto', 'manual'] as const;
/** One of {@link DISPATCH_MODES}. */
export type DispatchMode = (typeof DISPATCH_MODES)[number];

/** Finds an installer, or a crew. */
export interface DispatchAction {
  readonly type: 'dispatch';
  readonly mode: DispatchMode;
  /** How long an offer stands. */
  readonly timeBox?: string;
  /** How many candidates are asked per place in the crew. */
  readonly rounds?: number;
  /** Weights by which a crew 两人组 divides what it earns, the leader's first; absent: one person. */
  readonly crew?: readonly number[];
  /** Certificates that everyone on the crew must hold on the day of the visit. */
  readonly certificates?: readonly string[];
}

/** One notice. `template`: code of a message template. */
export interface NotifyAction {
  readonly type: 'notify';
  readonly template: string;
  readonly to?: Recipient;
}

interface NodeBase {
  /** `[a-z][a-z0-9-]{0,39}`, unique in the flow. */
  readonly key: string;
  readonly name?: string;
  readonly phase: Phase;
  /** How the customer's page calls this stop; absent: the customer does not see it. */
  readonly public?: { readonly label: string };
}

/** The order's form as it is bounded at a node. */
export interface NodeForm {
  readonly code: string;
  /** What each role may see and fill here. A role without an entry sees nothing; no list at all: the form alone decides. */
  readonly access?: readonly AccessEntry[];
}

/** Exactly one. `roles`, `channels`: who may open an order and through what; absent: anyone the caller lets. */
export interface StartNode extends NodeBase {
  readonly kind: 'start';
  readonly roles?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly form?: NodeForm;
}

/** A person works here. */
export interface TaskNode extends NodeBase {
  readonly kind: 'task';
  readonly assignee: AssigneeRule;
  readonly form?: NodeForm;
  /** Ways to finish, one out-edge each; absent: `["done"]`. */
  readonly outcomes?: readonly string[];
  /** Words on the buttons, by outcome. */
  readonly outcomeLabels?: Readonly<Record<string, string>>;
  /** Outcomes that may leave required fields empty (客户不在, 退回). */
  readonly partial?: readonly string[];
  /**
   * Fields that an outcome asks for, by outcome: the proof of 客户不在. They are asked for with that outcome and nowhere else, and anew each time: what an
   * earlier visit left does not count.
   */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  /** Field that says where this step takes place, where that is not the order's address: the old home of a removal. A text or an address. */
  readonly place?: string;
  readonly sla?: string;
  /** Nobody answers for so long: the task finishes by itself with this outcome. Wall time. */
  readonly expire?: { readonly after: string; readonly outcome: string };
  readonly onEnter?: readonly NotifyAction[];
  readonly onLeave?: readonly NotifyAction[];
}

/** The first out-edge, in order, whose condition holds; the last one has none. */
export interface DecisionNode extends NodeBase {
  readonly kind: 'decision';
}

/** Automatic. `done` (for dispatch `accepted`) goes on; an unhandled `failed` or `exhausted` parks the token for a dispatcher. */
export interface ActionNode extends NodeBase {
  readonly kind: 'action';
  readonly action: FlowAction;
}

/** How an order ends. */
export type FlowResult = 'done' | 'cancelled' | 'rejected';

/** One or more; the order ends when its last token gets here. */
export interface EndNode extends NodeBase {
  readonly kind: 'end';
  readonly result: FlowResult;
}

/** Any node; `kind` tells which. */
export type FlowNode = StartNode | TaskNode | DecisionNode | ActionNode | EndNode;

/** A way from one node to the next. Without `outcome`: the usual one of the node it leaves. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  readonly outcome?: string;
  /** Edges of a decision are tried by ascending order. */
  readonly order?: number;
  readonly when?: BooleanOrCondition;
}

/** What happens when a task stays unfinished. */
export interface Escalation {
  /** Fraction of the resolution time, > 0. */
  readonly at: number;
  readonly do: 'notify';
  readonly to: AssigneeRule;
}

/** Durations are ISO 8601 (`PT2H`, `P3D`, `PT90M`). `calendar`: only `always` (wall time) today. */
export interface SlaDefinition {
  readonly key: string;
  readonly respond?: string;
  readonly resolve: string;
  readonly calendar: 'always';
  /** Fraction of the resolution time at which to warn, between 0 and 1. */
  readonly warnAt?: number;
  readonly pauseIn?: readonly SuspendReason[];
  /** The first whose condition holds when the task is entered gives the times. */
  readonly by?: readonly { readonly when: BooleanOrCondition; readonly respond?: string; readonly resolve: string }[];
  readonly escalate?: readonly Escalation[];
}

/** One immutable version of a flow. */
export interface FlowDefinition {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly scene: Scene;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly slas?: readonly SlaDefinition[];
  /** Absent: a cancelled order costs and pays nothing. */
  readonly cancelFee?: CancelFee;
}

/** An order template 工单模板: form, flow (with its SLAs), preset answers and preset lines, in one immutable version. */
export interface TemplateDefinition {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly summary: string;
  /** Name of an icon of the phone's icon set. */
  readonly icon: string;
  readonly form: FormDefinition;
  readonly flow: FlowDefinition;
  /** Preset answers by field key; they stand in the start form and may be changed there. */
  readonly answers: Readonly<Record<string, Json>>;
  /** Preset lines by line field. */
  readonly lines: Readonly<Record<string, readonly { readonly item: string; readonly quantity: string }[]>>;
}
