import type { tellPayWay } from '@mingdan/shared/contracts/collections';
import { tellPayWayMeta } from '@mingdan/shared/contracts/collections.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { text } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { copy, toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/staff.ts';

/**
 * A customer who owes the company and reads that its people send the way to pay 付款方式: words for the chat to copy, and the word that it was sent. Nothing
 * where nobody waits for it.
 */
export function PayWay({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const tell = useAction<typeof tellPayWay>(tellPayWayMeta, order.id);
  const { payment, templateName, number } = order;
  if (!payment || payment.untold <= 0) return null;
  const left = formatYuan(fen(payment.untold));
  const sent = async () => {
    if (!(await tell.run({ orderId: order.id }))) return;
    toast(text('pay.untold.noted'));
    onDone();
  };
  return (
    <View className="card">
      <View className="lead">{text('pay.untold', { left })}</View>
      <View className="hint">{text('pay.untold.hint')}</View>
      {order.abilities.includes('tellPayWay') ? (
        <View className="gap-top">
          <Press wide pending={tell.pending} onPress={() => void sent()}>
            {text('pay.untold.done')}
          </Press>
        </View>
      ) : null}
      <Press tone="quiet" onPress={() => void copy(t('payWay.words', { what: templateName, number, left }), t('payWay.copied'))}>
        {t('payWay.copy')}
      </Press>
      <ProblemNotice problem={tell.problem} />
    </View>
  );
}
