import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import type { AroundOrder, rescheduleAsCustomer } from '@mingdan/shared/contracts/customer-service';
import { rescheduleAsCustomerMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { View } from '@tarojs/components';
import { type ChosenSlot, SlotSheet } from '../../../../components/slot-sheet.tsx';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/customer.ts';

type Reschedule = AroundOrder['reschedule'];

/**
 * Choosing another appointment. Says until when and how often it can be done.
 *
 * @param again the appointment of a further visit 再约, where the last one is over: the page's main act, and why is known
 */
export function ChangeSlot({
  order,
  reschedule,
  again = false,
  onChanged,
}: {
  order: Pick<CustomerOrderView, 'id' | 'version' | 'phase'>;
  reschedule: Reschedule;
  again?: boolean;
  onChanged: () => Promise<void>;
}) {
  const act = useAction<typeof rescheduleAsCustomer>(rescheduleAsCustomerMeta, order.id, 'customer');
  const { allowed, why, slots, firstDay, lastDay, left } = reschedule;
  if (!allowed) {
    // what is finished has no hours left to move
    const isTold = why === 'too_late' || why === 'too_often' || (why === 'begun' && order.phase === 'working');
    return isTold ? <View className="hint gap-top">{t(`customer.slotWhy.${why}`)}</View> : null;
  }

  const move = async ({ slot, reason }: ChosenSlot) => {
    if (!(await act.run({ version: order.version, slot, reason: again ? t('customer.againReason') : reason }))) return false;
    toast(t(again ? 'customer.slotAgain' : 'customer.slotChanged'));
    await onChanged();
    return true;
  };
  return (
    <SlotSheet
      who="customer"
      draftName={`customer:${order.id}:slot`}
      bounds={{ min: firstDay, max: lastDay, slots }}
      words={{
        title: t(again ? 'customer.chooseSlot' : 'slot.change'),
        hint: t(again ? 'customer.againLimits' : 'customer.slotLimits', { left }),
        submit: t(again ? 'customer.againSubmit' : 'slot.submit'),
      }}
      asksReason={!again}
      look={again ? 'primary' : 'plain'}
      action={act}
      move={move}
      onStale={() => void onChanged().then(act.clear)}
    />
  );
}
