import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { FlowNode } from '@mingdan/shared/flows/definition';
import { accessFor, accessTo } from '@mingdan/shared/forms/access';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { maskPhone } from '../../customers/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { itemNames } from '../domain/bill.ts';
import { linesOf } from '../domain/reading-values.ts';
import type { StepPhotos, Work } from '../usecases/drive-flow.ts';

type FormNode = Extract<FlowNode, { kind: 'start' | 'task' }> & { readonly form: object };

const isLines = ({ type }: FieldDefinition): boolean => type === 'service-lines' || type === 'part-lines';

/**
 * What was filled in, as far as this reader may see it. A field stands under the first step that the order has been to where somebody fills it and the reader
 * reads it. Lines are worked on at every step: what they are now is the last one's work, not that of whoever opened the order.
 */
export function filledForms(work: Work, actor: Actor, nameOf: ReturnType<typeof itemNames>): OrderView['filled'] {
  const { form, flow } = work.template;
  const keys = form.fields.map((field) => field.key);
  const steps = flow.nodes
    .filter((node): node is FormNode => (node.kind === 'start' || node.kind === 'task') && !!node.form && node.key in work.state.entered)
    .map((node) => ({ node, entries: node.form.access, access: accessFor(node.form.access, actor.roles, keys) }));
  type Step = (typeof steps)[number];
  const standsAt = ({ entries, access }: Step, { key }: FieldDefinition): boolean => {
    const isFilled = entries?.some((entry) => (entry.fields[key] ?? entry.fields['*']) === 'edit') ?? true;
    return isFilled && accessTo(access, key) !== 'hidden';
  };
  const stepOf = (field: FieldDefinition): Step | undefined =>
    isLines(field) ? steps.findLast((step) => standsAt(step, field)) : steps.find((step) => standsAt(step, field));
  const filled = form.fields.filter(({ key }) => key in work.values).map((field) => ({ field, step: stepOf(field) }));

  return steps.flatMap((step) => {
    const fields = filled.filter((each) => each.step === step).map(({ field }) => field);
    if (fields.length === 0) return [];
    const { node } = step;
    return [
      {
        node: node.key,
        name: node.name ?? node.public?.label ?? node.key,
        fields: fields.map((field) => ({
          key: field.key,
          label: field.label,
          type: field.type,
          value: JSON.parse(JSON.stringify(shownValue(field, work.values[field.key]))),
          items: linesOf({ fields: [field] }, work.values).map(({ item }) => ({ code: item, ...nameOf(item) })),
        })),
      },
    ];
  });
}

/** Pictures of a step of the history, for whoever may see their fields at its node. */
export function photosOfStep(work: Work, actor: Actor, key: string | null, told: unknown): string[] {
  const node = work.template.flow.nodes.find((candidate) => candidate.key === key);
  if (node?.kind !== 'task' || !Array.isArray(told)) return [];
  const keys = work.template.form.fields.map((field) => field.key);
  const access = node.form ? accessFor(node.form.access, actor.roles, keys) : null;
  return (told as readonly StepPhotos[]).flatMap(({ field, ids }) => (accessTo(access, field) === 'hidden' ? [] : [...ids]));
}

/** Phones are masked in what was filled; who may call asks for the number. Choices stand by the words that were chosen, not by what is stored. */
function shownValue(field: FieldDefinition, value: unknown): unknown {
  if (field.type === 'phone' && typeof value === 'string') return maskPhone(value);
  if (field.type !== 'select' && field.type !== 'multiselect') return value;
  const labelOf = (chosen: unknown) => field.options.find((option) => option.value === chosen)?.label ?? chosen;
  return Array.isArray(value) ? value.map(labelOf) : labelOf(value);
}
