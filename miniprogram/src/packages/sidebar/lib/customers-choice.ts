import type { OrderView } from '@mingdan/shared/contracts/orders';

/** What of an order says whether its customer waits for a yes to the hours they chose. */
type Chosen = Pick<OrderView, 'slot'> & {
  readonly timeline: readonly Pick<OrderView['timeline'][number], 'type' | 'node' | 'actorRole'>[];
  readonly tasks: readonly Pick<OrderView['tasks'][number], 'node' | 'fields'>[];
};

/**
 * The hours that the customer chose by themselves while a step waits in which the desk agrees on them 重新预约; null where nobody waits for that yes. What was
 * chosen before the step began is what the last visit was about.
 */
export function customersChoice({ slot, timeline, tasks }: Chosen): OrderView['slot'] {
  const agreeing = tasks.find(({ fields }) =>
    fields.some(({ definition, state }) => state === 'edit' && (definition as { type?: string } | null)?.type === 'timeslot'),
  );
  if (!agreeing || slot === null) return null;
  const began = timeline.findLastIndex(({ type, node }) => type === 'entered' && node === agreeing.node);
  const moved = timeline.findLastIndex(({ type }) => type === 'rescheduled');
  return moved > began && timeline[moved]?.actorRole === 'customer' ? slot : null;
}
