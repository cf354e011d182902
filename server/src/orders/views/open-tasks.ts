import type { OpenTask } from '@mingdan/shared/contracts/orders';
import { mayAct } from '@mingdan/shared/flows/assignees';
import type { TaskNode } from '@mingdan/shared/flows/definition';
import { endsInVain, endsVisit, givesBack, sendsOut } from '@mingdan/shared/flows/ends-visit';
import { accessFor, accessTo } from '@mingdan/shared/forms/access';
import { maskPhone } from '../../customers/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { placeOf } from '../domain/step-place.ts';
import { evaluateTask, flowActor } from '../usecases/act-on-order.ts';
import type { Work } from '../usecases/drive-flow.ts';

/** Tasks where the actor sees something, with the fields as they are for him. */
export function openTasks(tx: Tx, work: Work, actor: Actor): OpenTask[] {
  if (work.row.state !== 'open') return [];
  return work.state.tokens.flatMap((token) => {
    const node = work.template.flow.nodes.find(
      (candidate): candidate is TaskNode => candidate.key === token.node && candidate.kind === 'task',
    );
    if (!node) return [];
    const mine = mayAct(token, flowActor(actor));
    const evaluated = evaluateTask(tx, work, token, node, actor, { submitted: {}, partial: true }).fields.filter(
      (field) => field.state !== 'hidden',
    );
    const definitions = new Map(work.template.form.fields.map((field) => [field.key, field]));
    // what the form hides until something is filled must reach the phone too: it decides on the spot with the same engine
    const access = node.form ? accessFor(node.form.access, actor.roles, [...definitions.keys()]) : { '*': 'read' as const };
    const proofs = new Set((node.outcomes ?? ['done']).flatMap((key) => needsOf(node, key)));
    const shown = new Set(evaluated.map((field) => field.key));
    const maybe = mine
      ? work.template.form.fields.filter(
          (field) => !shown.has(field.key) && accessTo(access, field.key) === 'edit' && field.visible !== undefined,
        )
      : [];
    const fields = [
      ...evaluated.map((field) => ({
        definition: JSON.parse(JSON.stringify(definitions.get(field.key))),
        state: mine ? (field.state as 'read' | 'edit') : ('read' as const),
        required: field.required,
        // an outcome's own proof is asked for anew each time
        value:
          mine && proofs.has(field.key) ? null : valueFor(definitions.get(field.key)?.type, field.value, mine && field.state === 'edit'),
      })),
      ...maybe.map((field) => ({ definition: JSON.parse(JSON.stringify(field)), state: 'edit' as const, required: false, value: null })),
    ];
    const order = new Map(work.template.form.fields.map((field, index) => [field.key, index]));
    fields.sort((a, b) => order.get(a.definition.key)! - order.get(b.definition.key)!);
    return [
      {
        token: token.id,
        node: node.key,
        name: node.name ?? node.public?.label ?? node.key,
        outcomes: (node.outcomes ?? ['done']).map((key) => ({
          key,
          label: node.outcomeLabels?.[key] ?? (key === 'done' ? '提交' : key),
          endsVisit: endsVisit(work.template.flow, node.key, key),
          givesBack: givesBack(work.template.flow, node.key, key),
          inVain: endsInVain(work.template.flow, node.key, key),
          sendsOut: sendsOut(work.template.flow, node.key, key),
          partial: node.partial?.includes(key) ?? false,
          needs: needsOf(node, key).filter((field) => fields.some((each) => each.definition.key === field && each.state === 'edit')),
        })),
        fields,
        place: placeOf(node, work.values, access),
        mine,
        needsSignature: fields.some((field) => field.definition.type === 'signature' && field.state === 'edit'),
      },
    ];
  });
}

const needsOf = (node: TaskNode, outcome: string): readonly string[] => node.needs?.[outcome] ?? [];

/** A task's value as its reader gets it: phones that are not theirs to change stay masked. */
function valueFor(type: string | undefined, value: unknown, editable: boolean): OpenTask['fields'][number]['value'] {
  const shown = editable || type !== 'phone' || typeof value !== 'string' ? value : maskPhone(value);
  return (shown ?? null) as OpenTask['fields'][number]['value'];
}
