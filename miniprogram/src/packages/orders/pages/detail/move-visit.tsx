import type { rescheduleOrder } from '@mingdan/shared/contracts/dispatch-board';
import { rescheduleOrderMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import type { MyOrdersOutput, myOrders, OrderView } from '@mingdan/shared/contracts/orders';
import { myOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { shareHours } from '@mingdan/shared/orders/overlap';
import { type ChosenSlot, SlotSheet } from '../../../../components/slot-sheet.tsx';
import { call } from '../../../../lib/api.ts';
import { ask, toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/installer.ts';

/** From today; the form's own limits are the server's to check. */
const BOUNDS = { min: 'P0D', max: 'P60D' } as const;

type Visit = MyOrdersOutput['visits'][number];

/** Of his other visits the first still to be done that was promised some of these hours, which the new appointment would overlap 时间重叠. */
async function clashOf(orderId: string, { date, from, to }: ChosenSlot['slot']): Promise<Visit | undefined> {
  const reply = await call<typeof myOrders>(myOrdersMeta, { day: date });
  // without an answer the move itself says what is wrong with the network
  if (!reply.ok) return undefined;
  return reply.value.visits.find(
    (visit) =>
      visit.orderId !== orderId &&
      visit.state === 'open' &&
      visit.earnKind === 'planned' &&
      visit.slot?.date === date &&
      shareHours(visit.slot, { from, to }),
  );
}

/** Asks about an overlap once; true where there is none, or where he wants it all the same. */
async function mayClash(orderId: string, slot: ChosenSlot['slot']): Promise<boolean> {
  const held = await clashOf(orderId, slot);
  if (!held?.slot) return true;
  const what = { from: held.slot.from, to: held.slot.to, name: held.templateName, address: held.shortAddress };
  return ask(t('slot.clashTitle'), t('slot.clashAsk', what), { yes: t('slot.clashYes'), no: t('slot.clashNo') });
}

/** The installer's own change of the appointment 改约, agreed with the customer on the phone or at the door. Customer and follow-up staff are told. */
export function MoveVisit({ order, onChanged }: { order: OrderView; onChanged: () => Promise<void> }) {
  const act = useAction<typeof rescheduleOrder>(rescheduleOrderMeta, order.id);
  if (!order.abilities.includes('reschedule')) return null;
  const move = async (chosen: ChosenSlot) => {
    if (!(await mayClash(order.id, chosen.slot))) return false;
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
