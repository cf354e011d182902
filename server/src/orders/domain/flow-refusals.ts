import type { FlowRefusal } from '@mingdan/shared/flows/state';
import { type Refusal, refuse } from '@mingdan/shared/kernel/result';

export type OrderFlowRefusal =
  | 'orders.not_here'
  | 'orders.already_taken'
  | 'orders.not_assigned'
  | 'orders.not_open'
  | 'orders.event_refused';

/** A refusal of the flow in the words of orders. `detail` keeps the flow's own code for the support desk. */
export function orderRefusal(refusal: FlowRefusal): Refusal<OrderFlowRefusal> {
  const detail = { ...refusal.detail, flow: refusal.code };
  switch (refusal.code) {
    case 'TOKEN_UNKNOWN':
    case 'TIMER_UNKNOWN':
      return refuse('orders.not_here', { detail });
    case 'TAKEN':
      return refuse('orders.already_taken', { detail: { node: refusal.detail.node ?? null } });
    case 'NOT_ASSIGNED':
    case 'ROLE_NOT_ALLOWED':
    case 'CHANNEL_NOT_ALLOWED':
      return refuse('orders.not_assigned', { detail });
    case 'FLOW_ENDED':
    case 'FLOW_SUSPENDED':
      return refuse('orders.not_open', { detail });
    default:
      return refuse('orders.event_refused', { detail });
  }
}
