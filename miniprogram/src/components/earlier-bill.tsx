import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import { useNow } from '../lib/use-now.ts';
import { t } from '../messages/common.ts';
import { Chip } from './chip.tsx';
import { Money } from './money.tsx';

/** The mark of a fee that the company still looks into. */
export function UnverifiedMark() {
  return <Chip tone="waiting">{t('bill.unverifiedMark')}</Chip>;
}

/**
 * An earlier visit of the order and what it came to for its reader; a fee with why it was no more than that.
 *
 * @param amount fen; null where the reader does not see it
 * @param up money that the reader earned
 */
export function EarlierBillLine({
  bill: { visit, scope, why, at, state, takenBack, unverified = false },
  amount,
  up = false,
}: {
  bill: Pick<OrderView['earlierBills'][number], 'visit' | 'scope' | 'why' | 'at'> & {
    /** Left out for customers: what holds a bill is the company's matter. */
    readonly state?: OrderView['earlierBills'][number]['state'];
    /** Why the company took it back, true without its words; null and false: it stands. */
    readonly takenBack?: string | boolean | null;
    /** For customers: the company still looks into it, and it is not asked for meanwhile. */
    readonly unverified?: boolean;
  };
  amount: number | null;
  up?: boolean;
}) {
  const now = useNow(60_000);
  return (
    <View className="bill-line">
      <View className="grow">
        <View>
          {scope === 'fee' ? label('order.bill.scope', scope) : `${t('order.visit', { visit })} · ${label('order.bill.scope', scope)}`}
        </View>
        {unverified ? <UnverifiedMark /> : null}
        <View className="hint">
          {[
            ...(why ? [why] : []),
            ...(scope === 'fee' ? [t('order.visit', { visit })] : []),
            formatSince(at, now),
            ...(state === 'unverified' ? [label('order.settlement', state)] : []),
          ].join(' · ')}
        </View>
        {unverified ? <View className="hint">{t('bill.unverifiedWhy')}</View> : null}
        {takenBack ? (
          <View className="hint">
            {typeof takenBack === 'string' ? t('order.takenBack', { reason: takenBack }) : text('order.bill.takenBack')}
          </View>
        ) : null}
      </View>
      <Money fen={amount} up={up} />
    </View>
  );
}
