import type { AssigneeRule, FlowDefinition, FlowEdge, FlowNode } from '@mingdan/shared/flows/definition';
import type { FieldDefinition, FormDefinition } from '@mingdan/shared/forms/definition';
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
  if (from?.kind === 'task') return from.outcomeLabels?.[edge.outcome] ?? outcomeText(edge.outcome);
  return outcomeText(edge.outcome);
}

function outcomeText(outcome: string): string {
  if (outcome === 'accepted' || outcome === 'exhausted' || outcome === 'failed' || outcome === 'done') return t(`outcome.${outcome}`);
  return outcome;
}

/** Labels of a form's fields by key, so that conditions can be read. */
export type Names = Readonly<Record<string, string>>;

export function namesOf(form: FormDefinition): Names {
  return Object.fromEntries(form.fields.map((field) => [field.key, field.label]));
}

const CHARGE = '$order.charge';
/** Longer conditions are only named on the drawing; the table below it gives them in full. */
const LONGEST_ON_EDGE = 18;

/** A condition in words: `客户价 > ¥1,000.00`, `楼层 > 3`. */
export function conditionText(condition: unknown, names: Names = {}): string {
  return logicWords(condition, {
    nameOf: (path) => {
      if (path === CHARGE) return label('money', 'charge');
      if (path === '$order.customerLevel') return t('var.customerLevel');
      if (path === '$attempt') return t('var.attempt');
      return names[path] ?? path;
    },
    numberAt: (path, value) => (path === CHARGE ? yuan(value) : String(value)),
  });
}

/** A word for the drawing: short, or a name for what is too long for it. */
export function shortEdgeText(text: string): string {
  return text.length > LONGEST_ON_EDGE ? t('edge.when') : text;
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
  if (field.readonly === true) rules.push(t('form.readonly'));
  if (field.personal === true || field.type === 'phone' || field.type === 'address') rules.push(t('form.personal'));
  const min = 'min' in field ? boundText(field.min) : undefined;
  const max = 'max' in field ? boundText(field.max) : undefined;
  if (min !== undefined && max !== undefined) rules.push(t('form.range', { min, max }));
  else if (min !== undefined) rules.push(t('form.min', { min }));
  else if (max !== undefined) rules.push(t('form.max', { max }));
  if (field.type === 'text' && field.pattern !== undefined) rules.push(t('form.pattern', { pattern: field.pattern }));
  if (field.type === 'photo' && field.camera === true) rules.push(t('form.camera'));
  if (field.type === 'select') rules.push(t('form.options', { options: field.options.map((option) => option.label).join('、') }));
  if ((field.type === 'service-lines' || field.type === 'part-lines') && field.items !== undefined)
    rules.push(t('form.items', { items: field.items.join('、') }));
  return rules;
}
