import type { PaymentView } from '@mingdan/shared/contracts/collections';
import { View } from '@tarojs/components';
import { t } from '../messages/common.ts';
import { Money } from './money.tsx';

type Waiving = Pick<PaymentView, 'waivers' | 'waived' | 'unverified' | 'due'>;

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

/** The same with what is not asked for yet and what is asked for altogether; nothing where that is the bill above. `earlier`: what visits before came to, fen, where they stand nowhere else. */
export function WaivedFoot({ payment, earlier = 0 }: { payment: Waiving | null; earlier?: number }) {
  if (!payment || (!payment.waived && !payment.unverified && earlier === 0)) return null;
  return (
    <View>
      {earlier === 0 ? null : (
        <View className="bill-line">
          <View className="grow">{t('bill.earlier')}</View>
          <Money fen={earlier} />
        </View>
      )}
      <WaivedLines payment={payment} />
      {payment.unverified ? (
        <View className="bill-line">
          <View className="grow">
            <View>{t('bill.unverified')}</View>
            <View className="hint">{t('bill.notYet')}</View>
          </View>
          <Money fen={-payment.unverified} />
        </View>
      ) : null}
      <View className="bill-total">
        <View className="lead">{t('customer.due')}</View>
        <Money fen={payment.due} size="figure" />
      </View>
    </View>
  );
}

/** Whether the sum above a foot is no longer asked for, since part of it was waived. */
export const isReplaced = (payment: Pick<Waiving, 'waived'> | null): boolean => payment !== null && payment.waived > 0;
