import type { actOnOrder, OrderView } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import type { slotRoom } from '@mingdan/shared/contracts/slot-room';
import { slotRoomMeta } from '@mingdan/shared/contracts/slot-room.meta';
import { formatSlot } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';

type Task = OrderView['tasks'][number];
type Slot = NonNullable<OrderView['slot']>;

const openStep = (order: OrderView) => void Taro.navigateTo({ url: `/packages/orders/pages/detail/index?id=${order.id}&desk=1` });

/** The step that this reader has to do, with what the customer waits for in it; nothing where the order waits for somebody else. */
export function OwnTask({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const task = order.tasks.find(({ mine }) => mine);
  if (!task) return null;
  if (order.chosenByCustomer && order.slot) return <Chosen order={order} task={task} slot={order.slot} onDone={onDone} />;
  return (
    <View className="card">
      <View className="lead">{t('staff.yourTurn', { what: task.name })}</View>
      <View className="gap-top">
        <Press wide onPress={() => openStep(order)}>
          {t('staff.doStep', { what: task.name })}
        </Press>
      </View>
    </View>
  );
}

/** Hours that the customer chose, which wait for a yes: whether the installer is free then, and the yes itself. */
function Chosen({ order, task, slot, onDone }: { order: OrderView; task: Task; slot: Slot; onDone: () => void }) {
  const now = useNow(60_000);
  const act = useAction<typeof actOnOrder>(actOnOrderMeta, order.id);
  const rooms = useOperation<typeof slotRoom>(slotRoomMeta, {
    region: order.region,
    templateCode: order.templateCode,
    orderId: order.id,
    from: slot.date,
    days: 1,
    hours: `${slot.from}-${slot.to}`,
  });
  const room = rooms.data?.items.find(({ date, from, to }) => date === slot.date && from === slot.from && to === slot.to);
  const yes = task.outcomes.filter(({ sendsOut }) => sendsOut);
  const field = task.fields.map(({ definition }) => definition as { key: string; type: string }).find(({ type }) => type === 'timeslot');
  const agree = async (outcome: string) => {
    const done = await act.run({
      orderId: order.id,
      version: order.version,
      event: 'submit',
      token: task.token,
      outcome,
      values: field ? { [field.key]: slot } : {},
    });
    if (!done) return;
    toast(t('staff.choiceAgreed'));
    onDone();
  };
  return (
    <View className="card">
      <View className="lead">{t('staff.customerChose', { slot: formatSlot(slot, now) })}</View>
      <View className="hint">{t('staff.customerWaits')}</View>
      {room ? (
        <View className={room.clash ? 'field-error' : 'secondary'}>
          {room.clash ?? (order.installer ? t('staff.choiceFree', { name: order.installer.name }) : room.why)}
        </View>
      ) : null}
      {yes.length === 1 ? (
        <View className="gap-top">
          <Press wide pending={act.pending} onPress={() => void agree(yes[0]!.key)}>
            {t('staff.agreeChoice')}
          </Press>
        </View>
      ) : null}
      <ProblemNotice problem={act.problem} act={t('state.reload')} onAct={onDone} />
      <View className="gap-top">
        <Press wide tone={yes.length === 1 ? 'plain' : 'primary'} onPress={() => openStep(order)}>
          {yes.length === 1 ? t('staff.otherChoice') : t('staff.doStep', { what: task.name })}
        </Press>
      </View>
    </View>
  );
}
