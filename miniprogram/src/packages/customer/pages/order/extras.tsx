import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import type { AroundOrder } from '@mingdan/shared/contracts/customer-service';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { payWords, restingWords, unverifiedWords } from '@mingdan/shared/orders/pay-words';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { EarlierBillLine } from '../../../../components/earlier-bill.tsx';
import { Money } from '../../../../components/money.tsx';
import { isReplaced, WaivedFoot } from '../../../../components/waived.tsx';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/customer.ts';
import { Pictures } from './pictures.tsx';

/** With the year: a warranty runs over it. */
const chineseDay = (at: number): string => {
  const [year = '', month = '', day = ''] = businessDay(epochMs(at)).split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
};

const PAY_TONES = { none: 'good', paid: 'good', unpaid: 'waiting', part: 'waiting', over: 'waiting' } as const;

/**
 * How the order is paid, what was paid so far, and what is left; nothing of a cancelled one that came to nothing. `objected`: an objection to the bill waits
 * for its answer.
 */
export function Payment({
  payment,
  cancelled,
  objected,
}: {
  payment: NonNullable<CustomerOrderView['payment']>;
  cancelled: boolean;
  objected: boolean;
}) {
  const now = useNow(60_000);
  // what a cancelled order comes to stands at the head of the page
  const how = cancelled ? null : ((objected ? restingWords(payment) : null) ?? payWords(payment));
  const entries = payment.entries.filter(({ voided }) => voided === null);
  const held = unverifiedWords(payment);
  if (cancelled && payment.due === 0 && entries.length === 0 && held === null) return null;
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead">{t('customer.payment')}</View>
        <Chip tone={PAY_TONES[payment.state]}>{label('pay.state', payment.state)}</Chip>
      </View>
      {how === null ? null : <View className="secondary">{how}</View>}
      {held === null ? null : <View className="secondary">{held}</View>}
      <View className="gap-top">
        <Row name={payment.estimated && !cancelled ? label('order.bill', 'planned') : t('customer.due')}>
          <Money fen={payment.due} />
        </Row>
        <Row name={t('customer.collected')}>
          <Money fen={payment.collected} />
        </Row>
      </View>
      {entries.map((entry) => (
        <View key={entry.id} className="bill-line">
          <View className="grow hint">
            {label('pay.method', entry.method)} · {formatSince(entry.at, now)}
          </View>
          <Money fen={entry.kind === 'refund' ? -entry.amount : entry.amount} />
        </View>
      ))}
    </View>
  );
}

/** What visits before this one cost, a visit to a closed door 上门费 among them, and what it comes to with the bill above. */
export function EarlierVisits({ order }: { order: CustomerOrderView }) {
  const { earlierBills: bills } = order;
  if (bills.length === 0) return null;
  return (
    <View className="card">
      <View className="lead">{t('customer.earlier')}</View>
      {bills.map((bill) => (
        <EarlierBillLine key={bill.at} bill={bill} amount={bill.total} />
      ))}
      <View className={isReplaced(order.payment) ? 'bill-total replaced' : 'bill-total'}>
        <View>{t('customer.withEarlier')}</View>
        <Money
          fen={bills.reduce((sum, bill) => sum + bill.total, order.bill.total)}
          size={isReplaced(order.payment) || order.payment?.unverified ? 'body' : 'lead'}
        />
      </View>
      <WaivedFoot payment={order.payment} />
    </View>
  );
}

/** What was done, once it is: pictures, devices, and until when the company answers for it. */
export function Finished({ around }: { around: AroundOrder }) {
  const { photos, devices, warranty } = around;
  if (photos.length === 0 && devices.length === 0 && warranty === null) return null;
  return (
    <View className="card">
      <View className="lead">{t('customer.finished')}</View>
      <View className="gap-top">
        {devices.map(({ label: name, value }) => (
          <Row key={`${name}${value}`} name={name}>
            {value}
          </Row>
        ))}
        {warranty ? <Row name={t('customer.warranty')}>{t('customer.warrantyUntil', { day: chineseDay(warranty.until) })}</Row> : null}
      </View>
      {warranty?.note ? <View className="hint">{warranty.note}</View> : null}
      <Pictures ids={photos.map(({ id }) => id)} />
    </View>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="fact">
      <View className="fact-name">{name}</View>
      <View className="fact-value">{children}</View>
    </View>
  );
}
