import type { OrderView } from '@mingdan/shared/contracts/orders';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import { Chip, payTone } from '../../../../components/chip.tsx';
import { Money } from '../../../../components/money.tsx';
import { t } from '../../../../messages/staff.ts';

/** How far the customer has paid, for whoever is asked: who collects, what came, what is left. Nothing where nothing is owed, and for readers without the charge. */
export function Paid({ order: { payment } }: { order: OrderView }) {
  if (payment === null || payment.state === 'none') return null;
  const { mode, state, due, collected, left } = payment;
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead grow">
          {t('paid.title')} · {label('pay.mode', mode)}
        </View>
        <Chip tone={payTone(state)}>{label('pay.state', state)}</Chip>
      </View>
      {(
        [
          ['paid.due', due],
          ['paid.collected', collected],
          [left < 0 ? 'paid.over' : 'paid.left', Math.abs(left)],
        ] as const
      ).map(([name, amount]) => (
        <View key={name} className="bill-line">
          <View className="secondary">{t(name)}</View>
          <Money fen={amount} />
        </View>
      ))}
    </View>
  );
}
