import type { OrderView } from '@mingdan/shared/contracts/orders';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import { Money, yuan } from '../../../../components/money.tsx';
import { problemText } from '../../../../components/states.tsx';
import { t } from '../../../../messages/installer.ts';
import { earnName } from './earn-name.ts';
import type { Task } from './use-task.ts';

/** What the customer pays and the installer earns, as the lines stand. */
export function PayBar({ task, order }: { task: Task; order: OrderView }) {
  const { toSign: bill } = task;
  // lines that were never priced on this phone: what is known is the order's last bill
  const { totals, lines } = bill.needsNet ? order.bill : (bill.data ?? order.bill);
  // what pays him beside the lines that he sees above, as 区域服务补贴
  const beside = lines.filter(({ item, earn }) => earn !== null && earn !== 0 && !task.lines.some((line) => line.item === item));
  const extra = bill.needsNet || bill.problem || task.signatureState === 'signed' ? null : (bill.data?.extra?.charge ?? null);
  return (
    <View className="pay-bar">
      <View className="row-between pay-sums">
        <View className="hint grow">
          {bill.needsNet
            ? t('order.needsNet', { amount: yuan(order.bill.totals.charge) })
            : bill.problem
              ? t('order.previewFailed', { why: problemText(bill.problem) })
              : `${t(order.earlierBills.length === 0 ? 'order.charge' : 'order.chargeVisit')} ${yuan(totals.charge)}`}
        </View>
        <View className="row pay-earn">
          <View className="hint nowrap">
            {t(earnName(order))} {label('order.bill', 'planned')}
          </View>
          <View className={bill.settled ? '' : 'outdated'}>
            <Money fen={totals.earn} size="lead" />
          </View>
        </View>
      </View>
      {extra === null || extra === 0 ? null : <View className="hint">{t('order.chargeExtra', { amount: yuan(extra) })}</View>}
      {beside.length === 0 ? null : (
        <View className="hint">{t('order.earnBeside', { what: beside.map(({ name, earn }) => `${name} ${yuan(earn)}`).join('、') })}</View>
      )}
    </View>
  );
}
