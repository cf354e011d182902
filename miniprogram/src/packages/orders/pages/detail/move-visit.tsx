import type { rescheduleOrder } from '@mingdan/shared/contracts/dispatch-board';
import { rescheduleOrderMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { type ChosenSlot, SlotSheet } from '../../../../components/slot-sheet.tsx';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/index.ts';

/** From today; the form's own limits are the server's to check. */
const BOUNDS = { min: 'P0D', max: 'P60D' } as const;

/** The installer's own change of the appointment 改约, agreed with the customer on the phone or at the door. Customer and follow-up staff are told. */
export function MoveVisit({ order, onChanged }: { order: OrderView; onChanged: () => Promise<void> }) {
  const act = useAction<typeof rescheduleOrder>(rescheduleOrderMeta, order.id);
  if (!order.abilities.includes('reschedule')) return null;
  const move = async (chosen: ChosenSlot) => {
    if (!(await act.run({ orderId: order.id, version: order.version, ...chosen }))) return false;
    toast(t('order.moved'));
    await onChanged();
    return true;
  };
  return (
    <SlotSheet
      who="installer"
      draftName={`order:${order.id}:slot`}
      bounds={BOUNDS}
      words={{ title: t('slot.change'), hint: t('order.moveHint'), submit: t('slot.submit') }}
      look="quiet"
      action={act}
      move={move}
      onStale={() => void onChanged().then(act.clear)}
    />
  );
}
