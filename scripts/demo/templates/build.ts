import type {
  FlowAction,
  FlowEdge,
  FlowNode,
  Phase,
  Scene,
  SlaDefinition,
  TemplateDefinition,
} from '../../../shared/src/flows/definition.ts';
import type { Access, AccessEntry, BooleanOrCondition, FieldDefinition, Json } from '../../../shared/src/forms/definition.ts';
import { NOBODY_THERE } from './parts.ts';

/** Who works at a task: the installer who holds the order, the member of staff who opened it, or a desk. */
type Worker = 'installer' | 'staff' | 'dispatcher' | 'outlet_manager';

/** Words on the button and where it leads. */
type Way = readonly [label: string, to: string];

/** A person's step of a flow. */
export interface Task {
  readonly key: string;
  readonly name: string;
  readonly phase: Phase;
  readonly by: Worker;
  /** Fields that are filled here. */
  readonly edits: readonly string[];
  /** The first one is what usually happens. */
  readonly outcomes: Readonly<Record<string, Way>>;
  /** Outcomes that may leave required fields empty. */
  readonly partial?: readonly string[];
  /** Fields that an outcome asks for, by outcome. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  /** Field that says where it takes place, where that is not the order's address. */
  readonly place?: string;
  readonly sla?: string;
  /** How the customer's page calls it; absent: the customer does not see it. */
  readonly label?: string;
  readonly expire?: { readonly after: string; readonly outcome: string };
  /** Message template that the customer gets when work comes here. */
  readonly tells?: string;
}

/** A fork: the first way whose condition holds, and where all others go. */
export interface Fork {
  readonly key: string;
  readonly name: string;
  readonly phase: Phase;
  readonly when: readonly { readonly holds: BooleanOrCondition; readonly to: string }[];
  readonly otherwise: string;
}

/** What makes a template its own; the start, the rating and the ends are the same everywhere. */
export interface Draft {
  readonly code: string;
  readonly name: string;
  readonly summary: string;
  readonly icon: string;
  readonly scene?: Scene;
  /** Filled when the order is opened, beside customer, address, slot and lines. */
  readonly asks: readonly FieldDefinition[];
  /** Filled later. */
  readonly notes: readonly FieldDefinition[];
  readonly tasks: readonly Task[];
  readonly forks?: readonly Fork[];
  /** First node after somebody took the order. */
  readonly first: string;
  /** How long an offer stands and how many are asked. */
  readonly offer: { readonly timeBox: string; readonly rounds: number };
  readonly slas: readonly SlaDefinition[];
  readonly answers?: Readonly<Record<string, Json>>;
  readonly lines: TemplateDefinition['lines'];
  /** Of `notes`: what the customer sees on the own page at the end. */
  readonly shown?: readonly string[];
}

const CONTACT = ['customerName', 'customerPhone', 'address'];
const OPENERS = ['staff', 'dispatcher', 'outlet_manager', 'admin'];
const READERS = ['installer', 'staff', 'dispatcher', 'outlet_manager', 'region_manager'];
const HOURS = [
  ['08:00', '10:00'],
  ['10:00', '12:00'],
  ['14:00', '16:00'],
  ['16:00', '18:00'],
  ['18:00', '20:00'],
] as const;

/** Completes a draft: contact fields, lines, rating, access of every role at every step, edges and ends. */
export function template(draft: Draft): TemplateDefinition {
  const { code, name, summary, icon, asks, notes, lines, answers = {} } = draft;
  const opening = [...contactFields(), ...asks, ...lineFields()];
  return {
    code,
    version: 1,
    name,
    summary,
    icon,
    form: {
      code,
      version: 1,
      name,
      fields: [...opening, ...notes, ...(draft.tasks.some(({ needs }) => needs) ? NOBODY_THERE : []), ...ratingFields()],
    },
    flow: {
      code,
      version: 1,
      name,
      scene: draft.scene ?? 'aftersale',
      nodes: nodesOf(draft, keysOf(opening)),
      edges: edgesOf(draft),
      slas: draft.slas,
    },
    answers,
    lines,
  };
}

function nodesOf(draft: Draft, opening: readonly string[]): readonly FlowNode[] {
  const { code, tasks, forks = [], offer } = draft;
  return [
    {
      key: 'open',
      kind: 'start',
      name: '开单',
      phase: 'new',
      roles: OPENERS,
      channels: ['sidebar', 'console'],
      public: { label: '已下单' },
      form: { code, access: OPENERS.map((role) => ({ role, fields: { ...all(opening, 'edit'), '*': 'hidden' } })) },
    },
    action('assign', '派单', 'dispatch', { type: 'dispatch', mode: 'offer', ...offer }, '正在安排师傅'),
    ...tasks.map((task): FlowNode => taskNode(code, task)),
    ...forks.map(({ key, name, phase }): FlowNode => ({ key, kind: 'decision', name, phase })),
    ...(goesTo(tasks, 'visit-fee') ? [action('visit-fee', '结算上门费', 'settle', VISIT_FEE)] : []),
    ...(goesTo(tasks, 'settle-part') ? [action('settle-part', '结算已完成部分', 'settle', DONE_PART)] : []),
    action('actual-quote', '核算实际费用', 'settle', { type: 'quote' }),
    action('settle', '结算', 'settle', { type: 'settle' }, '完工结算'),
    ratingNode(draft),
    { key: 'finished', kind: 'end', name: '已完成', phase: 'closed', result: 'done', public: { label: '已完成' } },
    { key: 'cancelled', kind: 'end', name: '已取消', phase: 'closed', result: 'cancelled', public: { label: '已取消' } },
  ];
}

/** Whoever came for nothing is paid for the way. */
const VISIT_FEE: FlowAction = { type: 'settle', scope: 'fee', lines: [{ item: 'VISIT', quantity: '1' }] };

/** What is done is settled; the rest waits for another day. */
const DONE_PART: FlowAction = { type: 'settle', scope: 'partly' };

const goesTo = (tasks: readonly Task[], node: string): boolean =>
  tasks.some(({ outcomes }) => Object.values(outcomes).some(([, to]) => to === node));

function action(key: string, name: string, phase: Phase, what: FlowAction, label?: string): FlowNode {
  return { key, kind: 'action', name, phase, action: what, ...(label ? { public: { label } } : {}) };
}

function taskNode(code: string, task: Task): FlowNode {
  const { key, name, phase, by, edits, outcomes, partial, needs, place, sla, label, expire, tells } = task;
  return {
    key,
    kind: 'task',
    name,
    phase,
    assignee:
      by === 'installer'
        ? { type: 'holder', fallback: { type: 'role', role: 'dispatcher' } }
        : by === 'staff'
          ? { type: 'followup', fallback: { type: 'role', role: 'dispatcher' } }
          : { type: 'role', role: by },
    outcomes: Object.keys(outcomes),
    outcomeLabels: Object.fromEntries(Object.entries(outcomes).map(([outcome, [words]]) => [outcome, words])),
    ...(partial ? { partial } : {}),
    ...(needs ? { needs } : {}),
    ...(place ? { place } : {}),
    ...(sla ? { sla } : {}),
    ...(expire ? { expire } : {}),
    ...(label ? { public: { label } } : {}),
    // at a desk's step, whoever has to do it is told too
    ...(tells
      ? {
          onEnter: [
            { type: 'notify' as const, template: tells, to: { type: 'customer' as const } },
            ...(by === 'installer' ? [] : [{ type: 'notify' as const, template: tells }]),
          ],
        }
      : {}),
    form: { code, access: accessAt(by, [...edits, ...Object.values(needs ?? {}).flat()]) },
  };
}

/** Whoever works here fills the step's fields; a dispatcher may always stand in; the others read, each what concerns him. */
function accessAt(by: Worker, edits: readonly string[]): readonly AccessEntry[] {
  const unrated = { rating: 'hidden', comment: 'hidden' } as const;
  const filling = new Set<string>([by, ...(by === 'staff' ? ['dispatcher'] : [])]);
  return [
    ...READERS.map((role) => ({ role, fields: { ...(filling.has(role) ? all(edits, 'edit') : {}), ...unrated, '*': 'read' as const } })),
    { role: 'finance', fields: { ...all(CONTACT, 'hidden'), ...unrated, '*': 'read' } },
    { role: 'customer', fields: { address: 'read', slot: 'read', '*': 'hidden' } },
  ];
}

function ratingNode({ code, shown = [] }: Draft): FlowNode {
  const seen = [...CONTACT.slice(2), 'slot', 'services', 'parts', ...shown];
  return {
    key: 'rate',
    kind: 'task',
    name: '客户评价',
    phase: 'closed',
    assignee: { type: 'role', role: 'customer' },
    outcomes: ['done', 'skipped'],
    outcomeLabels: { done: '提交评价', skipped: '暂不评价' },
    partial: ['skipped'],
    expire: { after: 'PT72H', outcome: 'skipped' },
    public: { label: '服务评价' },
    onEnter: [{ type: 'notify', template: 'order-finished', to: { type: 'customer' } }],
    form: {
      code,
      access: [
        { role: 'customer', fields: { rating: 'edit', comment: 'edit', ...all(seen, 'read'), '*': 'hidden' } },
        { role: 'installer', fields: { customerPhone: 'hidden', '*': 'read' } },
        ...READERS.slice(1).map((role): AccessEntry => ({ role, fields: { '*': 'read' } })),
        { role: 'finance', fields: { ...all(CONTACT, 'hidden'), '*': 'read' } },
      ],
    },
  };
}

function edgesOf({ tasks, forks = [], first }: Draft): readonly FlowEdge[] {
  return [
    { from: 'open', to: 'assign' },
    { from: 'assign', to: first, outcome: 'accepted' },
    ...tasks.flatMap(({ key, outcomes }) => Object.entries(outcomes).map(([outcome, [, to]]): FlowEdge => ({ from: key, to, outcome }))),
    ...forks.flatMap(({ key, when, otherwise }): FlowEdge[] => [
      ...when.map(({ holds, to }, index) => ({ from: key, to, order: index + 1, when: holds })),
      { from: key, to: otherwise, order: when.length + 1 },
    ]),
    ...['visit-fee', 'settle-part'].filter((key) => goesTo(tasks, key)).map((from) => ({ from, to: 'rebook', outcome: 'done' })),
    { from: 'actual-quote', to: 'settle', outcome: 'done' },
    { from: 'settle', to: 'rate', outcome: 'done' },
    { from: 'rate', to: 'finished', outcome: 'done' },
    { from: 'rate', to: 'finished', outcome: 'skipped' },
  ];
}

function contactFields(): readonly FieldDefinition[] {
  return [
    { key: 'customerName', type: 'text', label: '客户姓名', required: true, max: 40, personal: true },
    { key: 'customerPhone', type: 'phone', label: '联系电话', required: true },
    { key: 'address', type: 'address', label: '上门地址', required: true },
    {
      key: 'slot',
      type: 'timeslot',
      label: '预约时段',
      required: true,
      min: 'P0D',
      max: 'P60D',
      slots: HOURS.map(([from, to]) => ({ from, to })),
    },
  ];
}

function lineFields(): readonly FieldDefinition[] {
  return [
    { key: 'services', type: 'service-lines', label: '服务项目', required: true, min: 1, max: 20 },
    { key: 'parts', type: 'part-lines', label: '配件', max: 40 },
    { key: 'note', type: 'text', label: '备注', hint: '客户的特别要求', max: 200 },
  ];
}

function ratingFields(): readonly FieldDefinition[] {
  return [
    { key: 'rating', type: 'rating', label: '满意度', required: true, max: 5 },
    {
      key: 'comment',
      type: 'text',
      label: '哪里可以做得更好',
      max: 200,
      visible: { and: [{ '>=': [{ var: 'rating' }, 1] }, { '<=': [{ var: 'rating' }, 3] }] },
    },
  ];
}

const keysOf = (fields: readonly FieldDefinition[]): readonly string[] => fields.map(({ key }) => key);
const all = (keys: readonly string[], access: Access): Record<string, Access> => Object.fromEntries(keys.map((key) => [key, access]));
