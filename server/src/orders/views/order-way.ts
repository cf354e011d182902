import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { accessFor, accessTo } from '@mingdan/shared/forms/access';
import { type EpochMs, epochMs, formatMoment } from '@mingdan/shared/kernel/time';
import { formatSlotDate } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { type Cancelled, type NodeVisit, type Reader, vainVisits, vainWord } from '../domain/progress.ts';
import type { OrderEventTable, WorkOrderTable } from '../store/migrations.ts';
import { slotOf } from '../store/orders.ts';
import type { Work } from '../usecases/drive-flow.ts';
import { ratingField } from '../usecases/rating.ts';

/** Entries of nodes in order, with who finished there and how; null while somebody is still at it, nobody's name for what went by itself. */
export function visits(events: readonly OrderEventTable[], names: ReadonlyMap<string, string>): NodeVisit[] {
  const entries: { entered: OrderEventTable; left: OrderEventTable | null }[] = [];
  for (const event of events) {
    if (event.node === null) continue;
    if (event.type === 'entered') entries.push({ entered: event, left: null });
    if (event.type !== 'left') continue;
    // what was asked for again goes on under another token
    const entry =
      entries.findLast(({ entered }) => entered.token === event.token) ?? entries.findLast(({ entered }) => entered.node === event.node);
    if (entry) entry.left = event;
  }
  // whoever finished a stop stands beside it, not whoever brought the order there
  return entries.map(({ entered, left }) => {
    const who = left?.actor_kind === 'customer' ? label('role', 'customer') : ((left && names.get(left.actor_id)) ?? null);
    return { node: entered.node!, at: entered.at, by: who, left: left && leftOf(left) };
  });
}

/** How a stop was left: at the time of its punch, where it asked for one, since the act may have waited for a network. */
function leftOf({ at, detail }: OrderEventTable): NonNullable<NodeVisit['left']> {
  const { outcome, proof } = JSON.parse(detail) as { outcome?: string; proof?: { at?: number | null } };
  return { outcome: outcome ?? 'done', at: proof?.at ?? at };
}

/** What is told of the visit under way: since when somebody has been there, or the appointment; null while none is under way. */
export function visitNote(row: WorkOrderTable, now: EpochMs): string | null {
  if (row.phase !== 'working') return null;
  if (row.begun_at !== null) return text('order.step.begun', { when: formatMoment(epochMs(row.begun_at)) });
  const slot = slotOf(row);
  return slot ? text('order.step.slot', { slot: formatSlotDate(slot, now) }) : text('order.step.slotNone');
}

/** When the work was done; null while it is not, and for an order that was cancelled, whatever its visits cost. */
export function finishedAt(row: Pick<WorkOrderTable, 'state' | 'finished_at'>): number | null {
  return row.state === 'cancelled' ? null : row.finished_at;
}

/** What is told of a rating 评价 under way whose stars are there: the customer may change them until the step ends. Null: none is. */
export function starsNote(work: Work, audience: Reader['audience']): NonNullable<Reader['stepNote']> | null {
  const { form, flow } = work.template;
  const field = ratingField(form);
  const stars = field === undefined ? undefined : work.values[field.key];
  if (field === undefined || typeof stars !== 'number') return null;
  const keys = form.fields.map(({ key }) => key);
  const token = work.state.tokens.find(({ node: key }) => {
    const node = flow.nodes.find((candidate) => candidate.key === key);
    return (
      node?.kind === 'task' && node.form !== undefined && accessTo(accessFor(node.form.access, ['customer'], keys), field.key) === 'edit'
    );
  });
  if (token === undefined) return null;
  const ends = token.timers.find(({ kind, left }) => kind === 'expire' && left === null)?.at;
  const until = ends === undefined ? text('order.step.untilSent') : text('order.step.untilSentOr', { when: formatMoment(epochMs(ends)) });
  return {
    node: token.node,
    text: `${text(audience === 'customer' ? 'order.step.starsYours' : 'order.step.stars', { count: stars })}，${until}`,
  };
}

/** How the order ended without having been done; null where it did not. */
export function cancelledOf(row: WorkOrderTable, flow: FlowDefinition, events: readonly OrderEventTable[]): Cancelled | null {
  if (row.state !== 'cancelled') return null;
  // an outcome may lead to the end as well: 客户取消 when another appointment is made
  const event = events.findLast(({ type }) => type === 'cancelled') ?? events.findLast(({ type }) => type === 'left');
  if (!event) return null;
  const { reason, outcome } = JSON.parse(event.detail) as { reason?: string; outcome?: string };
  const node = flow.nodes.find(({ key }) => key === event.node);
  const word = node?.kind === 'task' && outcome !== undefined ? (node.outcomeLabels?.[outcome] ?? '') : '';
  return { at: event.at, by: label('role', event.actor_kind === 'system' ? 'system' : event.actor_role), reason: reason ?? word };
}

/** Why a visit came to nothing, in a word, and when that was. */
export interface WhyVain {
  readonly word: string;
  readonly at: number;
}

/** The same of each such visit, oldest first. */
export function vainWords(flow: FlowDefinition, entries: readonly NodeVisit[], audience: Reader['audience']): readonly WhyVain[] {
  return vainVisits(flow, entries).map((visit) => ({ word: vainWord(flow, visit, audience), at: visit.left.at }));
}
