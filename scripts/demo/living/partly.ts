import type { TaskNode, TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import type { Lines } from './lines.ts';
import type { Fate } from './plan.ts';

/** Outcome of a visit that did a part of the agreement 部分完成. */
export const PARTLY = 'partly';

/** Whether a template's visits can be done in part. */
const canBePartly = ({ flow }: TemplateDefinition): boolean =>
  flow.nodes.some((node): node is TaskNode => node.kind === 'task' && (node.outcomes?.includes(PARTLY) ?? false));

const each = (lines: Lines, quantity: string): Lines => ({ ...lines, services: lines.services.map((line) => ({ ...line, quantity })) });

/** Two machines where the fate says that only one will be done on the first day. */
export const plannedFor = (fate: Fate, template: TemplateDefinition, planned: Lines): Lines =>
  fate === 'partly' && canBePartly(template) ? each(planned, '2') : planned;

/** What is done on the first day of two, and what is left of it: the second machine. */
export const halves = (planned: Lines): { readonly done: Lines; readonly left: Lines } => ({
  done: each(planned, '1'),
  left: { ...each(planned, '1'), parts: [] },
});
