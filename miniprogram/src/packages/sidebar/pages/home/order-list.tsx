import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { formatAppointment, formatSince } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { returnWord } from '@mingdan/shared/orders/return-words';
import { standingWord } from '@mingdan/shared/orders/standing';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip, orderTone, payTone } from '../../../../components/chip.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money } from '../../../../components/money.tsx';
import { useNow } from '../../../../lib/use-now.ts';

/** The promised hours; between two visits they are those of the last one, or wait for a yes. */
function hoursOf({ slot, state, phase }: OrderSummary, now: number): string {
  const note = state === 'open' && phase === 'waiting' ? text('order.slot.open') : null;
  return slot === null ? '' : formatAppointment(slot, note, now);
}

/** Orders one below the other. `whose`: the customer's name stands on each. `bills`: what it costs and how far it is paid, instead of where it stands. */
export function OrderList({ orders, whose = false, bills = false }: { orders: readonly OrderSummary[]; whose?: boolean; bills?: boolean }) {
  const now = useNow(60_000);
  return (
    <View className="card list">
      {orders.map((order) => (
        <View
          key={order.id}
          className="choice"
          onClick={() => void Taro.navigateTo({ url: `/packages/sidebar/pages/order/index?id=${order.id}` })}
        >
          <View className="grow">
            <View className="row" style={{ gap: '8px', flexWrap: 'wrap' }}>
              <View>{whose ? `${order.contactName ?? order.customerName} · ${order.templateName}` : order.templateName}</View>
              {bills ? (
                order.payState === null ? null : (
                  <Chip tone={payTone(order.payState)}>{label('pay.state', order.payState)}</Chip>
                )
              ) : (
                <Chip tone={orderTone(order.state)}>{standingWord(order)}</Chip>
              )}
              {order.returnVisit ? <Chip tone="calm">{returnWord(order.returnVisit === 'warranty')}</Chip> : null}
              {order.disputed ? <Chip tone="bad">{label('order.settlement', 'disputed')}</Chip> : null}
              {order.oddPunch ? <Chip tone="bad">{text('order.punch.odd')}</Chip> : null}
            </View>
            <View className="hint">{bills ? order.number : order.slot ? hoursOf(order, now) : formatSince(order.createdAt, now)}</View>
          </View>
          <Money fen={order.charge} />
          <Icon name="chevron" size={16} />
        </View>
      ))}
    </View>
  );
}
