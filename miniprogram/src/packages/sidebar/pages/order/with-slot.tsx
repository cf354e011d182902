import type { rescheduleOrder } from '@mingdan/shared/contracts/dispatch-board';
import { rescheduleOrderMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import type { openReturn } from '@mingdan/shared/contracts/order-paths';
import { openReturnMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { startForm } from '@mingdan/shared/contracts/templates';
import { startFormMeta } from '@mingdan/shared/contracts/templates.meta';
import type { TimeslotField, TimeslotValue } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { SlotPicker } from '../../components/slot-picker.tsx';
import { Reason } from './reason.tsx';

/** Any day, the usual hours: for a template that is withdrawn meanwhile. */
const ANY: TimeslotField = { key: 'slot', type: 'timeslot', label: '', min: 'P0D', max: 'P60D' };
const REASONS = {
  reschedule: ['客户改时间', '客户不在', '师傅时间冲突', '天气原因'],
  return: ['问题没有解决', '又出现同样的问题', '安装质量问题'],
} as const;

/** The values of a finished order that a return visit begins with: its service lines. */
function serviceLines(order: OrderView): Readonly<Record<string, unknown>> {
  const fields = order.filled.flatMap(({ fields: filled }) => filled).filter(({ type }) => type === 'service-lines');
  return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
}

/** An act that names a new appointment and a reason: 改约 while the order is open, 返修 once it is done. */
export function WithSlot({
  order,
  kind,
  onClose,
  onDone,
}: {
  order: OrderView;
  kind: 'reschedule' | 'return';
  onClose: () => void;
  onDone: () => void;
}) {
  const form = useOperation<typeof startForm>(startFormMeta, { code: order.templateCode });
  const move = useAction<typeof rescheduleOrder>(rescheduleOrderMeta, order.id);
  const again = useAction<typeof openReturn>(openReturnMeta, order.id);
  const [slot, setSlot] = useState<TimeslotValue | null>(null);
  const [reason, setReason] = useState('');
  const [warranty, setWarranty] = useState(true);
  const definitions = form.data?.fields.map(({ definition }) => definition as unknown as TimeslotField) ?? [];
  const field = definitions.find(({ type }) => type === 'timeslot') ?? ANY;

  const submit = async () => {
    if (!slot) return;
    if (kind === 'reschedule') {
      const moved = await move.run({ orderId: order.id, version: order.version, slot, reason: reason.trim() });
      if (!moved) return;
      toast(t('act.done.reschedule'));
      return onDone();
    }
    const values = { ...serviceLines(order), [field.key]: slot };
    const made = await again.run({ orderId: order.id, reason: reason.trim(), warranty, source: 'sidebar', values: values as never });
    if (!made) return;
    toast(t('act.done.return'));
    void Taro.redirectTo({ url: `/packages/sidebar/pages/order/index?id=${made.id}&new=1` });
  };

  return (
    <Sheet
      title={t(`act.${kind}`)}
      open
      onClose={onClose}
      foot={
        <Press wide pending={move.pending || again.pending} disabled={!slot || reason.trim() === ''} onPress={() => void submit()}>
          {t(`act.confirm.${kind}`)}
        </Press>
      }
    >
      <View className="hint">{t(`act.hint.${kind}`)}</View>
      {kind === 'return' ? (
        <View className="options gap-top">
          {[true, false].map((free) => (
            <View
              key={String(free)}
              className={warranty === free ? 'option option-on' : 'option'}
              role="button"
              onClick={() => setWarranty(free)}
            >
              {t(free ? 'act.warranty' : 'act.noWarranty')}
            </View>
          ))}
        </View>
      ) : null}
      <View className="gap-top-wide">
        <SlotPicker
          field={field}
          value={slot}
          region={order.region}
          templateCode={order.templateCode}
          {...(kind === 'reschedule' ? { orderId: order.id } : {})}
          wrong={false}
          onChange={setSlot}
        />
      </View>
      <View className="gap-top-wide">
        <Reason usual={REASONS[kind]} value={reason} onChange={setReason} />
      </View>
      <ProblemNotice problem={move.problem ?? again.problem} act={t('state.reload')} onAct={onDone} />
    </Sheet>
  );
}
