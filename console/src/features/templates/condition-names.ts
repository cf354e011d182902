import { PERSON_ROLES } from '@mingdan/shared/contracts/roles';
import { PHASES, SCENES, type TemplateDefinition } from '@mingdan/shared/flows/definition';
import { PARTS } from '@mingdan/shared/forms/conditions';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { label } from '@mingdan/shared/messages/index';
import type { ConditionName } from '../../ui/condition-editor.tsx';
import { t } from './messages.ts';
import { nodeName } from './words.ts';

/** Everything that a condition of this template may read: fields, their parts, and the facts of the order and of whoever looks. */
export function conditionNames({ form, flow }: TemplateDefinition, except?: FieldDefinition): readonly ConditionName[] {
  return [
    ...form.fields.filter((field) => field !== except).flatMap(fieldNames),
    { value: '$node', label: t('var.node'), kind: 'text', values: flow.nodes.map((node) => ({ value: node.key, label: nodeName(node) })) },
    {
      value: '$role',
      label: t('var.role'),
      kind: 'text',
      values: [...PERSON_ROLES, 'customer'].map((role) => ({ value: role as string, label: label('role', role) })),
    },
    { value: '$attempt', label: t('var.attempt'), kind: 'number' },
    { value: '$today', label: t('var.today'), kind: 'text' },
    { value: '$scene', label: t('var.scene'), kind: 'text', values: SCENES.map((scene) => ({ value: scene, label: t(`scene.${scene}`) })) },
    { value: '$order.charge', label: label('money', 'charge'), kind: 'number', money: true },
    { value: '$order.customerLevel', label: t('var.customerLevel'), kind: 'text' },
    {
      value: '$order.state',
      label: t('var.state'),
      kind: 'text',
      values: (['open', 'suspended', 'done', 'cancelled'] as const).map((state) => ({ value: state, label: label('order.state', state) })),
    },
    {
      value: '$order.priority',
      label: t('var.priority'),
      kind: 'text',
      values: (['normal', 'urgent'] as const).map((urgency) => ({ value: urgency, label: label('order.urgency', urgency) })),
    },
    { value: '$order.region', label: t('var.region'), kind: 'text' },
    { value: '$order.source', label: t('var.source'), kind: 'text' },
  ];
}

function fieldNames(field: FieldDefinition): readonly ConditionName[] {
  if (field.type === 'heading') return [];
  const own: ConditionName = {
    value: field.key,
    label: field.label,
    ...(field.type === 'number' || field.type === 'quantity' || field.type === 'rating' ? { kind: 'number' as const } : {}),
    ...(field.type === 'money' ? { kind: 'number' as const, money: true } : {}),
    ...(field.type === 'boolean' ? { kind: 'boolean' as const } : {}),
    ...(field.type === 'select' ? { kind: 'text' as const, values: field.options } : {}),
  };
  const parts = (PARTS[field.type] ?? []).map((part) => ({
    value: `${field.key}.${part}`,
    label: `${field.label} · ${t(`part.${part as 'text'}`)}`,
    kind: part === 'lat' || part === 'lng' || part === 'accuracy' || part === 'at' ? ('number' as const) : ('text' as const),
  }));
  return [own, ...parts];
}

/** Phases in words, for a choice. */
export const PHASE_OPTIONS = PHASES.map((phase) => ({ value: phase, label: label('order.phase', phase) }));
