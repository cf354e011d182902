import type { PaymentView } from '@mingdan/shared/contracts/collections';
import { View } from '@tarojs/components';
import { t } from '../messages/index.ts';
import { Money } from './money.tsx';

type Waiving = Pick<PaymentView, 'waivers' | 'waived' | 'due'>;

/** What the company waived 减免, each with its reason, as lines of a bill. Those taken back are none of it. */
export function WaivedLines({ payment }: { payment: Pick<Waiving, 'waivers'> }) {
  // an order that an older version kept on the phone has none
  return (payment.waivers ?? [])
    .filter(({ voided }) => voided === null)
    .map((waiver) => (
      <View key={waiver.id} className="bill-line">
        <View className="grow">
          <View>{t('bill.waived')}</View>
          <View className="hint">{waiver.reason}</View>
        </View>
        <Money fen={-waiver.amount} />
      </View>
    ));
}

/** The same with what is left to be asked for; nothing where nothing was waived. */
export function WaivedFoot({ payment }: { payment: Waiving | null }) {
  if (!payment?.waived) return null;
  return (
    <View>
      <WaivedLines payment={payment} />
      <View className="bill-total">
        <View className="lead">{t('customer.due')}</View>
        <Money fen={payment.due} size="lead" />
      </View>
    </View>
  );
}
