import type { MyOrdersOutput } from '@mingdan/shared/contracts/orders';
import { kmText } from '@mingdan/shared/kernel/metres';
import { formatNearDay, formatQuantity } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { returnWord } from '@mingdan/shared/orders/return-words';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip, orderTone, settlementTone } from '../../components/chip.tsx';
import { Money } from '../../components/money.tsx';
import type { QueuedAct } from '../../lib/outbox.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../messages/installer.ts';
import { isAhead } from './day-groups.ts';

type Visit = MyOrdersOutput['visits'][number];

/** One visit of a day, `YYYY-MM-DD`; a visit of another day says which: when, where with the distance, what, what it pays, what to carry. A finished one shows its amount. */
export function VisitCard({ visit, day, queued }: { visit: Visit; day: string; queued?: QueuedAct | undefined }) {
  const now = useNow(60_000);
  const finished = visit.earnKind === 'actual';
  const ahead = isAhead(visit);
  const open = () => void Taro.navigateTo({ url: `/packages/orders/pages/${finished ? 'earned' : 'detail'}/index?id=${visit.orderId}` });
  return (
    <View className={`visit ${ahead ? '' : finished ? 'visit-done' : 'visit-off'}`} onClick={open}>
      <View className="visit-when">
        <View className="visit-from">{visit.slot?.from ?? '—'}</View>
        <View className="hint tiny">{visit.slot ? visit.slot.to : t('home.anyTime')}</View>
        {visit.slot && visit.slot.date !== day ? (
          <View className="hint tiny nowrap">{formatNearDay(visit.slot.date, now).replace(/ .*/, '')}</View>
        ) : null}
      </View>
      <View className="card visit-card">
        <View className="row-between">
          <View className="lead grow">{visit.templateName}</View>
          {visit.returnVisit ? <Chip tone="calm">{returnWord(visit.returnVisit === 'warranty')}</Chip> : null}
          {finished ? <Money fen={visit.earn} size="lead" up /> : null}
        </View>
        <View className="secondary visit-address">{visit.shortAddress}</View>
        <View className="hint">
          {visit.customerName}
          {' · '}
          {visit.distanceKm === null ? t('home.noDistance') : t('order.distance', { distance: kmText(visit.distanceKm) })}
        </View>
        {visit.carry.length > 0 && ahead ? (
          <View className="visit-carry">
            <View className="hint nowrap">{t('home.carry')}</View>
            <View className="grow">
              {visit.carry.map(({ name, quantity, unit }) => `${name} ${formatQuantity(quantity, unit)}`).join('、')}
            </View>
          </View>
        ) : null}
        <View className="row-between visit-foot">
          {queued ? (
            <Chip tone={queued.problem ? 'bad' : 'waiting'}>{t(queued.problem ? 'queue.chipRefused' : 'queue.chip')}</Chip>
          ) : finished ? (
            <Chip tone={settlementTone(visit.settlementState)}>{label('order.settlement', visit.settlementState)}</Chip>
          ) : (
            <Chip tone={ahead ? 'waiting' : orderTone(visit.state)}>{ahead ? visit.nodeName : label('order.state', visit.state)}</Chip>
          )}
          {ahead ? (
            <View className="row visit-pay">
              <View className="hint">{label('order.bill', 'planned')}</View>
              <Money fen={visit.earn} size="lead" />
            </View>
          ) : null}
        </View>
      </View>
    </View>
  );
}
