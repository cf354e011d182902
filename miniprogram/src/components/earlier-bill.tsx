import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import { useNow } from '../lib/use-now.ts';
import { t } from '../messages/index.ts';
import { Money } from './money.tsx';

/**
 * An earlier visit of the order and what it came to for its reader.
 *
 * @param amount fen; null where the reader does not see it
 * @param up money that the reader earned
 */
export function EarlierBillLine({
  bill: { visit, scope, at },
  amount,
  up = false,
}: {
  bill: Pick<OrderView['earlierBills'][number], 'visit' | 'scope' | 'at'>;
  amount: number | null;
  up?: boolean;
}) {
  const now = useNow(60_000);
  return (
    <View className="bill-line">
      <View className="grow">
        <View>
          {t('order.visit', { visit })} · {label('order.bill.scope', scope)}
        </View>
        <View className="hint">{formatSince(at, now)}</View>
      </View>
      <Money fen={amount} up={up} />
    </View>
  );
}
