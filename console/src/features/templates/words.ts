import type {
  AssigneeRule,
  FlowAction,
  FlowDefinition,
  FlowEdge,
  FlowNode,
  NotifyAction,
  SlaDefinition,
  StartNode,
  TaskNode,
} from '@mingdan/shared/flows/definition';
import { outcomeLabel, SUSPEND_LABELS } from '@mingdan/shared/flows/messages';
import { DEFAULT_MAX_QUANTITY, type FieldDefinition, type FormDefinition } from '@mingdan/shared/forms/definition';
import { label } from '@mingdan/shared/messages/index';
import { yuan } from '../../lib/format.ts';
import { logicWords } from '../../lib/logic-words.ts';
import { t } from './messages.ts';

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;

/** An ISO 8601 duration in words: `PT2H30M` → 2 小时 30 分钟. What is none comes back as it is. */
export function durationText(iso: string): string {
  const match = DURATION.exec(iso);
  if (!match) return iso;
  const parts = (['duration.day', 'duration.hour', 'duration.minute'] as const).flatMap((unit, index) => {
    const n = match[index + 1];
    return n === undefined ? [] : [t(unit, { n: Number(n) })];
  });
  return parts.length === 0 ? iso : parts.join(' ');
}

/** Who works at a task, with whoever steps in. */
export function assigneeText(rule: AssigneeRule): string {
  const first = rule.type === 'role' ? t('who.role', { role: label('role', rule.role) }) : t(`who.${rule.type}`);
  return rule.fallback === undefined ? first : t('who.fallback', { first, second: assigneeText(rule.fallback) });
}

/** The node's own name, else what it does. */
export function nodeName(node: FlowNode): string {
  if (node.name !== undefined && node.name !== '') return node.name;
  if (node.public !== undefined) return node.public.label;
  if (node.kind === 'action') return t(`action.${node.action.type}`);
  if (node.kind === 'end') return t(`result.${node.result}`);
  return t(`kind.${node.kind}`);
}

/** The word on an edge: the outcome's label, or which way a decision goes. Null where nothing needs saying. */
export function edgeText(flow: FlowDefinition, edge: FlowEdge, names: Names = {}): string | null {
  const from = flow.nodes.find((node) => node.key === edge.from);
  if (from?.kind === 'decision') return edge.when === undefined ? t('edge.else') : conditionText(edge.when, names);
  if (edge.outcome === undefined) return null;
  return outcomeLabel(from?.kind === 'task' ? from : {}, edge.outcome);
}

const percent = (fraction: number): string => `${Math.round(fraction * 1000) / 10}%`;

/** A time in words: how long, for whom otherwise, when it stands still, who is told. */
export function slaWords(sla: SlaDefinition, names: Names = {}): readonly string[] {
  const times = ({ respond, resolve }: { respond?: string; resolve: string }) =>
    [
      ...(respond === undefined ? [] : [t('flow.respond', { time: durationText(respond) })]),
      t('flow.resolve', { time: durationText(resolve) }),
    ].join('，');
  return [
    times(sla),
    ...(sla.by ?? []).map((special) => t('sla.wordsBy', { when: conditionText(special.when, names), times: times(special) })),
    ...(sla.warnAt === undefined ? [] : [t('sla.wordsWarn', { at: percent(sla.warnAt) })]),
    ...(sla.pauseIn ?? []).map((reason) => t('sla.wordsPause', { reason: SUSPEND_LABELS[reason] })),
    ...(sla.escalate ?? []).map((step) => t('sla.wordsStep', { at: percent(step.at), who: assigneeText(step.to) })),
  ];
}

/** A notice in words: which, and to whom. */
export function noticeText({ template, to }: NotifyAction): string {
  const who = to === undefined ? t('notice.to.worker') : to.type === 'customer' ? t('notice.to.customer') : assigneeText(to);
  return t('notice.text', { template, who });
}

/** Labels of a form's fields by key, so that conditions can be read. */
export type Names = Readonly<Record<string, string>>;

export function namesOf(form: FormDefinition): Names {
  return Object.fromEntries(form.fields.map((field) => [field.key, field.label]));
}

const CHARGE = '$order.charge';
/** Wider conditions are only named on the drawing; the table below it gives them in full. In px, a little less than the gap between two columns. */
const WIDEST_ON_EDGE = 116;
/** Widths at 12 px: a Chinese character fills its square, others a little more than the half. */
const WIDE_PX = 12;
const NARROW_PX = 6.6;

/** Message groups of what an order's facts may be, so that a condition says 加急 and not its code. */
const VALUE_WORDS: Readonly<Record<string, string>> = { '$order.priority': 'order.urgency', '$order.state': 'order.state', $role: 'role' };

/** A condition in words: `客户价 > ¥1,000.00`, `紧急程度 = 加急`. */
export function conditionText(condition: unknown, names: Names = {}): string {
  return logicWords(condition, {
    nameOf: (path) => {
      if (path === CHARGE) return label('money', 'charge');
      const fact = /^\$order\.(customerLevel|state|priority|region|source)$/.exec(path)?.[1];
      if (fact !== undefined) return t(`var.${fact as 'state'}`);
      if (path === '$attempt' || path === '$node' || path === '$role' || path === '$today' || path === '$scene')
        return t(`var.${path.slice(1) as 'attempt'}`);
      return names[path] ?? path;
    },
    numberAt: (path, value) => (path === CHARGE ? yuan(value) : String(value)),
    textAt: (path, value) => {
      const group = VALUE_WORDS[path];
      return group === undefined ? value : label(group, value);
    },
  });
}

/** A word for the drawing: short, or a name for what is too long for it. */
export function shortEdgeText(text: string): string {
  const width = [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? WIDE_PX : NARROW_PX), 0);
  return width > WIDEST_ON_EDGE ? t('edge.when') : text;
}

/** A bound as people read it: days counted from today for `P<n>D`. */
function boundText(bound: number | string | undefined): string | number | undefined {
  const days = typeof bound === 'string' ? /^P(\d+)D$/.exec(bound)?.[1] : undefined;
  if (days === undefined) return bound;
  return days === '0' ? t('day.today') : t('day.after', { n: days });
}

/** What a field demands beside its type, each rule in a few words. */
export function fieldRules(field: FieldDefinition, names: Names = {}): readonly string[] {
  const rules: string[] = [];
  if (field.required === true) rules.push(t('form.required'));
  else if (typeof field.required === 'object') rules.push(t('form.requiredIf', { when: conditionText(field.required, names) }));
  if (typeof field.visible === 'object') rules.push(t('form.visibleIf', { when: conditionText(field.visible, names) }));
  if (field.visible === false) rules.push(t('access.hidden'));
  if (field.readonly === true) rules.push(t('form.readonly'));
  else if (typeof field.readonly === 'object') rules.push(t('form.readonlyIf', { when: conditionText(field.readonly, names) }));
  if (field.personal === true || field.type === 'phone' || field.type === 'address') rules.push(t('form.personal'));
  const money = (fen: number | undefined) => (fen === undefined ? undefined : yuan(fen));
  const min = field.type === 'money' ? money(field.min) : 'min' in field ? boundText(field.min) : undefined;
  const max = field.type === 'money' ? money(field.max) : 'max' in field ? boundText(field.max) : undefined;
  if (min !== undefined && max !== undefined) rules.push(t('form.range', { min, max }));
  else if (min !== undefined) rules.push(t('form.min', { min }));
  else if (max !== undefined) rules.push(t('form.max', { max }));
  if ((field.type === 'text' || field.type === 'textarea') && field.pattern !== undefined)
    rules.push(t('form.pattern', { pattern: field.pattern }));
  if ('integer' in field && field.integer === true) rules.push(t('edit.flag.integer'));
  if ('scale' in field && field.scale !== undefined) rules.push(t('form.scale', { scale: field.scale }));
  if ('unit' in field && field.unit !== undefined) rules.push(t('form.unit', { unit: field.unit }));
  if (field.type === 'phone' && field.mobile === true) rules.push(t('edit.flag.mobile'));
  if (field.type === 'phone' && field.landline === true) rules.push(t('edit.flag.landline'));
  if (field.type === 'region' && field.level !== undefined) rules.push(t('form.level', { level: t(`edit.level.${field.level}`) }));
  if (field.type === 'timeslot' && field.slots !== undefined)
    rules.push(t('form.slots', { slots: field.slots.map((slot) => `${slot.from}–${slot.to}`).join('、') }));
  if (field.type === 'location' && field.maxAccuracy !== undefined) rules.push(t('form.accuracy', { max: field.maxAccuracy }));
  if (field.type === 'serial' && field.symbologies !== undefined)
    rules.push(t('form.symbologies', { list: field.symbologies.map((each) => t(`symbology.${each}`)).join('、') }));
  if (field.type === 'photo' && field.camera === true) rules.push(t('form.camera'));
  if (field.type === 'select' || field.type === 'multiselect')
    rules.push(t('form.options', { options: field.options.map((option) => option.label).join('、') }));
  if (
    (field.type === 'service-lines' || field.type === 'part-lines') &&
    (field.minQuantity !== undefined || field.maxQuantity !== undefined)
  )
    rules.push(t('form.lineQuantity', { min: field.minQuantity ?? 0, max: field.maxQuantity ?? DEFAULT_MAX_QUANTITY[field.type] }));
  if ((field.type === 'service-lines' || field.type === 'part-lines') && field.items !== undefined)
    rules.push(t('form.items', { items: field.items.join('、') }));
  return rules;
}

/** Lines in words: `VISIT × 1、PIPE × 3`. */
export function linesText(lines: readonly { readonly item: string; readonly quantity: string }[]): string {
  return lines.map((line) => `${line.item} × ${line.quantity}`).join('、');
}

/** Everything that a node says, each part in a few words: two versions of it differ in some of them. */
export function nodeWords(node: FlowNode, names: Names = {}): readonly string[] {
  const form = node.kind === 'start' || node.kind === 'task' ? node.form : undefined;
  return [
    nodeName(node),
    t(`kind.${node.kind}`),
    label('order.phase', node.phase),
    ...(node.public === undefined ? [] : [t('words.public', { label: node.public.label })]),
    ...(node.kind === 'start' ? startWords(node) : []),
    ...(node.kind === 'task' ? taskWords(node, names) : []),
    ...(node.kind === 'action' ? actionWords(node.action, names) : []),
    ...(node.kind === 'end' ? [t(`result.${node.result}`)] : []),
    ...(form?.access ?? []).flatMap((entry) =>
      (['edit', 'read', 'hidden'] as const).flatMap((may) => {
        const fields = Object.entries(entry.fields).filter(([, access]) => access === may);
        if (fields.length === 0) return [];
        const list = fields.map(([field]) => (field === '*' ? t('edit.otherFields') : (names[field] ?? field))).join('、');
        return [`${label('role', entry.role)}${t(`access.${may}`)} ${list}`];
      }),
    ),
  ];
}

function startWords(node: StartNode): readonly string[] {
  return [
    ...(node.roles === undefined ? [] : [t('words.roles', { list: node.roles.map((role) => label('role', role)).join('、') })]),
    ...(node.channels === undefined
      ? []
      : [t('words.channels', { list: node.channels.map((channel) => t(`channel.${channel}`)).join('、') })]),
  ];
}

function taskWords(node: TaskNode, names: Names): readonly string[] {
  const outcomes = node.outcomes ?? ['done'];
  return [
    assigneeText(node.assignee),
    ...outcomes.map((outcome) => t('words.outcome', { label: outcomeLabel(node, outcome) })),
    ...(node.partial === undefined
      ? []
      : [t('words.partial', { list: node.partial.map((outcome) => outcomeLabel(node, outcome)).join('、') })]),
    ...Object.entries(node.needs ?? {}).map(([outcome, fields]) =>
      t('words.needs', { outcome: outcomeLabel(node, outcome), list: fields.map((field) => names[field] ?? field).join('、') }),
    ),
    ...(node.place === undefined ? [] : [t('words.place', { field: names[node.place] ?? node.place })]),
    ...(node.sla === undefined ? [] : [t('words.sla', { key: node.sla })]),
    ...(node.expire === undefined
      ? []
      : [t('words.expire', { after: durationText(node.expire.after), outcome: outcomeLabel(node, node.expire.outcome) })]),
    ...(node.onEnter ?? []).map((notice) => t('words.onEnter', { notice: noticeText(notice) })),
    ...(node.onLeave ?? []).map((notice) => t('words.onLeave', { notice: noticeText(notice) })),
  ];
}

function actionWords(action: FlowAction, names: Names): readonly string[] {
  const words: string[] = [t(`action.${action.type}`)];
  if (action.type === 'dispatch') {
    words.push(t(`dispatch.${action.mode}`));
    if (action.timeBox !== undefined) words.push(t('words.timeBox', { time: durationText(action.timeBox) }));
    if (action.rounds !== undefined) words.push(t('words.rounds', { n: action.rounds }));
    if (action.crew !== undefined) words.push(t('words.crew', { list: action.crew.join('、') }));
    if (action.certificates !== undefined) words.push(t('words.certificates', { list: action.certificates.join('、') }));
  }
  if (action.type === 'settle') words.push(t(`settle.${action.scope ?? 'all'}`), ...(action.lines ? [linesText(action.lines)] : []));
  if (action.type === 'notify') words.push(noticeText(action));
  if (action.type === 'set')
    words.push(
      ...Object.entries(action.values).map(
        ([key, value]) => `${names[key] ?? key} = ${value === null ? t('diff.nothing') : String(value)}`,
      ),
    );
  return words;
}
