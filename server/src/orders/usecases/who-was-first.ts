import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import type { Refusal } from '@mingdan/shared/kernel/result';
import { type EpochMs, formatMoment } from '@mingdan/shared/kernel/time';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { nodeName } from '../domain/progress.ts';
import { peopleIn, timelineSentence } from '../domain/sentences.ts';
import { timelineOf } from '../store/timeline.ts';

/** Refusals of someone who came second: somebody else's act is the reason. */
const SECOND: readonly string[] = ['orders.not_here', 'orders.not_open', 'orders.already_taken', 'orders.stale_version'];
/** Acts that leave others nothing to do. */
const DECISIVE: readonly string[] = ['left', 'cancelled', 'claimed', 'suspended', 'ended', 'assigned', 'reassigned', 'rescheduled'];

/**
 * Tells whoever came second who was first: `who` and `what` for the screens, `first` as a sentence, `at` in epoch ms. Customers are
 * told only what happened, not who of the company did it. Other refusals pass unchanged.
 */
export async function withWhoWasFirst<C extends string>(
  tx: Tx,
  names: PersonNames,
  flow: FlowDefinition,
  orderId: string,
  refusal: Refusal<C>,
): Promise<Refusal<C>> {
  if (!SECOND.includes(refusal.code)) return refusal;
  const event = (await timelineOf(tx, orderId)).findLast(({ type }) => DECISIVE.includes(type));
  if (!event) return refusal;
  const detail = JSON.parse(event.detail) as Record<string, unknown>;
  const known = await names(tx, [event.actor_id, ...peopleIn(detail)]);
  const sentence = timelineSentence(flow, event.type, event.node, detail, (id) => known.get(id) ?? '', event.at);
  const what = event.node ? nodeName(flow, event.node) : sentence;
  if (tx.origin.actor.kind === 'customer') return { ...refusal, detail: { what, at: event.at } };
  const who = event.actor_kind === 'customer' ? '客户' : (known.get(event.actor_id) ?? '系统');
  const first = `${who}已于${formatMoment(event.at as EpochMs)}${sentence}`;
  return { ...refusal, detail: { ...refusal.detail, who, what, at: event.at, first } };
}
