import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { InstallerText } from '../../../../messages/installer.ts';

/** How the pay on an order's page is called: it is that of one visit where the order had others, and of a visit to come while none is under way. */
export function earnName({
  earlierBills,
  phase,
  bill,
}: Pick<OrderView, 'earlierBills' | 'phase'> & { readonly bill: Pick<OrderView['bill'], 'kind'> }): InstallerText {
  if (earlierBills.length === 0) return 'order.earn';
  return bill.kind === 'planned' && phase !== 'working' ? 'order.earnNext' : 'order.earnVisit';
}
