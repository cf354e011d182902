import type { FlowLine } from '@mingdan/shared/flows/definition';
import { parseDuration } from '@mingdan/shared/flows/durations';
import { ok, type Result } from '@mingdan/shared/kernel/result';
import { parseInstant } from '@mingdan/shared/kernel/time';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { slotOf } from '../store/orders.ts';
import { visitOf, type Work } from './drive-flow.ts';
import type { OrderMoney } from './money.ts';

/**
 * What a cancelled order pays the installer who had taken it: the lines of the flow's fee, when less than its time is left to the promised slot, or it has
 * begun, and the work is his. Null for nothing: earlier, or before anybody took it.
 */
export async function cancelFeeOf(tx: Tx, work: Work): Promise<readonly FlowLine[] | null> {
  const { cancelFee, nodes } = work.template.flow;
  const within = cancelFee && parseDuration(cancelFee.within);
  const slot = slotOf(work.row);
  const starts = slot && parseInstant(`${slot.date}T${slot.from}:00+08:00`);
  if (!cancelFee || within == null || starts === null || work.state.holder === null || tx.now < starts - within) return null;
  const isHis = work.state.tokens.some((token) => {
    const node = nodes.find(({ key }) => key === token.node);
    return node?.kind === 'task' && node.assignee.type === 'holder';
  });
  return isHis && (await visitOf(tx, work)).finished_at === null ? cancelFee.lines : null;
}

/** Settles the fee of a cancellation, where there is one. */
export async function settleCancelFee(tx: Tx, money: OrderMoney, work: Work): Promise<Result<null, 'pricing.not_priceable'>> {
  const lines = await cancelFeeOf(tx, work);
  if (!lines) return ok(null);
  const settled = await money.settleFee(tx, work, lines);
  if (!settled.ok) return settled;
  work.story.push({ type: 'cancel_fee' });
  return ok(null);
}
