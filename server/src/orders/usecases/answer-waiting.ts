import type { TaskNode } from '@mingdan/shared/flows/definition';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { flowActor } from './act-on-order.ts';
import { driveFlow, type Work } from './drive-flow.ts';
import type { OrderMoney } from './money.ts';
import { slotField } from './reschedule.ts';

/**
 * An appointment that the desk makes answers the step that waits for one (重新预约 after nobody was at home, 等待配件): its usual outcome follows. Else the order
 * would have its appointment and stand still, with nothing to be seen that leads on. Any other step is left as it is.
 */
export async function answerByAppointment(tx: Tx, money: OrderMoney, work: Work): Promise<Result<null, 'pricing.not_priceable'>> {
  const [token] = work.state.tokens;
  const node = token && work.template.flow.nodes.find(({ key }) => key === token.node);
  if (!token || node?.kind !== 'task' || !asksForAppointmentOnly(work, node)) return ok(null);
  const outcome = node.outcomes?.[0] ?? 'done';
  // whoever may move the appointment may answer by it
  const actor = { ...flowActor(tx.origin.actor), supervises: true };
  const driven = await driveFlow(tx, work, { type: 'submit', token: token.id, outcome, actor }, money.actions);
  if (driven.ok) return driven;
  if (driven.code === 'pricing.not_priceable') return refuse(driven.code, driven);
  throw new Error(`order ${work.row.id}: an appointment does not answer ${node.key} (${driven.code})`);
}

/** Whether the step waits, and asks for the appointment and for words at most. */
function asksForAppointmentOnly(work: Work, node: TaskNode): boolean {
  const slot = slotField(work);
  const fields = node.form?.access?.map((entry) => entry.fields).find((access) => slot !== undefined && access[slot.key] === 'edit');
  if (node.phase !== 'waiting' || !fields) return false;
  const typeOf = new Map(work.template.form.fields.map(({ key, type }) => [key, type]));
  const asked = Object.keys(fields).filter((key) => fields[key] === 'edit');
  return asked.every((key) => key === slot?.key || ['text', 'textarea'].includes(typeOf.get(key) ?? ''));
}
