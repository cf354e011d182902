import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { type DeviceQuestion, questionsDetail } from '@mingdan/shared/orders/asked';
import { modelQuestion, serialQuestion } from '@mingdan/shared/orders/device-questions';
import type { CustomersApi } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import type { Work } from './drive-flow.ts';
import type { SentStep } from './punches.ts';

/**
 * What about the device does not fit together, for whoever ends the visit: a model of another build than the one that was chosen, a serial number that
 * another order or another customer's device bears. Each is asked once. Confirmed, it stands in the timeline and on the audit trail; nothing is forbidden.
 */
export async function checkDevice(
  tx: Tx,
  deps: { readonly customers: CustomersApi },
  work: Work,
  step: SentStep & { readonly confirmed: readonly string[] },
): Promise<Result<null, 'orders.device_question'>> {
  const { node, outcome, sent, confirmed } = step;
  // an outcome that needs nothing of the form leaves no device behind
  if (node.partial?.includes(outcome)) return ok(null);
  const asked = await questionsOf(tx, deps, work, sent);
  if (asked.length === 0) return ok(null);
  const settled = await confirmedBefore(tx, work.row.id);
  const fresh = asked.filter(({ key }) => !settled.has(key));
  const open = fresh.filter(({ key }) => !confirmed.includes(key));
  if (open.length > 0) return refuse('orders.device_question', { detail: { ...questionsDetail(open) } });
  if (fresh.length === 0) return ok(null);
  const { what, keys } = questionsDetail(fresh);
  work.story.push({ type: 'device_confirmed', detail: { what, keys } });
  await tx.audit({ action: 'orders.device_confirmed', subject: { type: 'order', id: work.row.id }, after: { what } });
  return ok(null);
}

async function questionsOf(
  tx: Tx,
  { customers }: { readonly customers: CustomersApi },
  work: Work,
  sent: SentStep['sent'],
): Promise<readonly DeviceQuestion[]> {
  const { row, template, values } = work;
  const isSent = (type: string, named?: string) =>
    template.form.fields.some((field) => (field.type === type || field.key === named) && field.key in sent);
  const { serial } = readOrderValues(template.form, values);
  const model = isSent('select', 'model') ? modelQuestion(template.form.fields, values) : null;
  const of = serial !== null && isSent('serial') ? await customers.bearerOf(tx, serial, ownOrders(row)) : null;
  return [...(model ? [model] : []), ...(serial !== null && of ? [serialQuestion(serial, of)] : [])];
}

/** A return visit 返修 comes back to the device that the first order left. */
const ownOrders = ({ id, customer_id, return_of }: Work['row']) => ({
  customerId: customer_id,
  orderIds: [id, ...(return_of ? [return_of] : [])],
});

/** What was asked and confirmed in an earlier step of the order, by key. */
async function confirmedBefore(tx: Tx, orderId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.db
    .selectFrom('order_event')
    .select('detail')
    .where('order_id', '=', orderId)
    .where('type', '=', 'device_confirmed')
    .execute();
  return new Set(rows.flatMap(({ detail }) => (JSON.parse(detail) as { keys: string }).keys.split('\n')));
}
