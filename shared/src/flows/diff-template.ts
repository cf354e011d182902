import type { FieldDefinition, Json } from '../forms/definition.ts';
import { applyKeyed, diffKeyed, isEmptyDiff, type KeyedDiff, sameJson } from '../kernel/keyed-diff.ts';
import type { CancelFee, FlowEdge, FlowNode, SlaDefinition, TemplateDefinition } from './definition.ts';

/** Facts of a template that are no list. */
export const TEMPLATE_FACTS = ['name', 'summary', 'icon', 'scene'] as const;
export type TemplateFact = (typeof TEMPLATE_FACTS)[number];

/** A preset answer or the preset lines of one field. */
export interface Preset {
  readonly field: string;
  readonly value: Json;
}

/** The difference between two versions of a template. */
export interface TemplateDiff {
  readonly version: { readonly before: number; readonly after: number };
  readonly facts: readonly { readonly fact: TemplateFact; readonly before: string; readonly after: string }[];
  readonly fields: KeyedDiff<FieldDefinition>;
  readonly nodes: KeyedDiff<FlowNode>;
  readonly edges: KeyedDiff<FlowEdge>;
  readonly slas: KeyedDiff<SlaDefinition>;
  /** Null where it is the same. */
  readonly cancelFee: { readonly before: CancelFee | null; readonly after: CancelFee | null } | null;
  readonly answers: KeyedDiff<Preset>;
  readonly lines: KeyedDiff<Preset>;
}

const keyOf = (value: { readonly key: string }): string => value.key;
const fieldOf = (preset: Preset): string => preset.field;
/** An edge is known by where it leaves, for what outcome, and as which of the ways of a decision. */
const edgeKey = (edge: FlowEdge): string => `${edge.from} ${edge.outcome ?? ''} ${edge.order ?? ''}`;

function factOf(template: TemplateDefinition, fact: TemplateFact): string {
  return fact === 'scene' ? template.flow.scene : template[fact];
}

const presets = (record: Readonly<Record<string, unknown>> | undefined): Preset[] =>
  Object.entries(record ?? {}).map(([field, value]) => ({ field, value: value as Json }));

/** What must be done to `before` to get `after`. */
export function diffTemplates(before: TemplateDefinition, after: TemplateDefinition): TemplateDiff {
  const fee = { before: before.flow.cancelFee ?? null, after: after.flow.cancelFee ?? null };
  return {
    version: { before: before.version, after: after.version },
    facts: TEMPLATE_FACTS.flatMap((fact) => {
      const pair = { fact, before: factOf(before, fact), after: factOf(after, fact) };
      return pair.before === pair.after ? [] : [pair];
    }),
    fields: diffKeyed(before.form.fields, after.form.fields, keyOf),
    nodes: diffKeyed(before.flow.nodes, after.flow.nodes, keyOf),
    edges: diffKeyed(before.flow.edges, after.flow.edges, edgeKey),
    slas: diffKeyed(before.flow.slas ?? [], after.flow.slas ?? [], keyOf),
    cancelFee: sameJson(fee.before, fee.after) ? null : fee,
    answers: diffKeyed(presets(before.answers), presets(after.answers), fieldOf),
    lines: diffKeyed(presets(before.lines), presets(after.lines), fieldOf),
  };
}

/** The later template from the earlier one, save for the names of form and flow, which nobody reads. */
export function applyTemplateDiff(before: TemplateDefinition, diff: TemplateDiff): TemplateDefinition {
  const facts = Object.fromEntries(diff.facts.map(({ fact, after }) => [fact, after])) as Partial<Record<TemplateFact, string>>;
  const { scene = before.flow.scene, ...own } = facts;
  const version = diff.version.after;
  const { cancelFee: fee, ...flow } = before.flow;
  const cancelFee = diff.cancelFee === null ? fee : diff.cancelFee.after;
  const record = (list: readonly Preset[]) => Object.fromEntries(list.map(({ field, value }) => [field, value]));
  return {
    ...before,
    ...own,
    version,
    form: { ...before.form, version, fields: applyKeyed(before.form.fields, diff.fields, keyOf) },
    flow: {
      ...flow,
      ...(cancelFee == null ? {} : { cancelFee }),
      version,
      scene: scene as TemplateDefinition['flow']['scene'],
      nodes: applyKeyed(before.flow.nodes, diff.nodes, keyOf),
      edges: applyKeyed(before.flow.edges, diff.edges, edgeKey),
      slas: applyKeyed(before.flow.slas ?? [], diff.slas, keyOf),
    },
    answers: record(applyKeyed(presets(before.answers), diff.answers, fieldOf)),
    lines: record(applyKeyed(presets(before.lines), diff.lines, fieldOf)) as TemplateDefinition['lines'],
  };
}

/** Whether nothing is different. */
export function isSameTemplate(diff: TemplateDiff): boolean {
  const lists: readonly KeyedDiff<unknown>[] = [diff.fields, diff.nodes, diff.edges, diff.slas, diff.answers, diff.lines];
  return diff.facts.length === 0 && diff.cancelFee === null && lists.every(isEmptyDiff);
}
