import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import type { AroundOrder, rescheduleAsCustomer } from '@mingdan/shared/contracts/customer-service';
import { rescheduleAsCustomerMeta } from '@mingdan/shared/contracts/customer-service.meta';
import type { customerSlotRoom } from '@mingdan/shared/contracts/slot-room';
import { customerSlotRoomMeta } from '@mingdan/shared/contracts/slot-room.meta';
import { View } from '@tarojs/components';
import { type ChosenSlot, SlotSheet } from '../../../../components/slot-sheet.tsx';
import type { LevelOf } from '../../../../forms/host.ts';
import { callAsCustomer } from '../../../../lib/api.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useReading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/customer.ts';

type Reschedule = AroundOrder['reschedule'];

/** Hours of a day that are asked about at most. */
const MOST_HOURS = 12;

/** How much room the slots on offer have, asked whenever `ask` is called. Only an answer that stands is believed: without one every slot may be chosen. */
function useLevels({ slots, firstDay }: Reschedule, now: CustomerOrderView['slot']): { levelOf: LevelOf; ask: () => void } {
  const hours = slots.slice(0, MOST_HOURS).map(({ from, to }) => `${from}-${to}`);
  const room = useReading(null, () =>
    callAsCustomer<typeof customerSlotRoom>(customerSlotRoomMeta, { from: firstDay, hours: hours.join(',') }),
  );
  const items = room.loading || room.problem ? [] : (room.data?.items ?? []);
  return {
    levelOf: ({ date, from, to }) => {
      if (now && date === now.date && from === now.from && to === now.to) return 'now';
      return items.find((item) => item.date === date && item.from === from && item.to === to)?.level ?? null;
    },
    ask: () => {
      if (hours.length > 0) void room.refetch();
    },
  };
}

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
  order: Pick<CustomerOrderView, 'id' | 'version' | 'phase' | 'slot'>;
  reschedule: Reschedule;
  again?: boolean;
  onChanged: () => Promise<void>;
}) {
  const act = useAction<typeof rescheduleAsCustomer>(rescheduleAsCustomerMeta, order.id, 'customer');
  // between two visits the hours that stand are no appointment
  const levels = useLevels(reschedule, again ? null : order.slot);
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
      levelOf={levels.levelOf}
      onOpen={levels.ask}
      move={move}
      onStale={() => void onChanged().then(act.clear)}
    />
  );
}
