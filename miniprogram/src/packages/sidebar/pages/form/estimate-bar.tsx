import type { QuoteDraftOutput } from '@mingdan/shared/contracts/order-opening';
import { pinName } from '@mingdan/shared/messages/books';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Bill, chargeLines } from '../../../../components/bill.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import type { Reading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';

/** The price as it grows 预估, what may still change it, and the submit. */
export function EstimateBar({
  estimate,
  asNow,
  pending,
  onSubmit,
}: {
  estimate: Reading<QuoteDraftOutput>;
  /** No slot is chosen yet: the price is that of now, with what an hour or a day adds. */
  asNow: boolean;
  pending: boolean;
  onSubmit: () => void;
}) {
  const [detailed, setDetailed] = useState(false);
  const { data } = estimate;
  // the bar names one thing whole and counts the rest; the sheet lists them all
  const changes = data?.mayChange.length ?? 0;
  const first = data?.mayChange[0];
  const incomplete = estimate.problem?.code === 'orders.form_invalid';
  return (
    <View>
      <View className="estimate">
        <View className="grow" onClick={() => data && setDetailed(true)}>
          <View className="hint">{t('create.estimate')}</View>
          {data && asNow ? <View className="hint tiny">{t('create.estimateNow')}</View> : null}
          {data ? (
            <View className={estimate.loading || estimate.problem ? 'row outdated' : 'row'}>
              <Money fen={data.charge} size="title" />
              <View className="estimate-more">
                <Icon name="chevron" size={16} />
              </View>
            </View>
          ) : (
            <View className="secondary">{t(estimate.problem && !incomplete ? 'create.estimateFailed' : 'create.estimateWait')}</View>
          )}
        </View>
        <Press pending={pending} onPress={onSubmit}>
          {t('create.submit')}
        </Press>
      </View>
      {first === undefined ? null : (
        <View className="hint tiny estimate-change" onClick={() => setDetailed(true)}>
          <View>{changes > 1 ? t('create.mayChangeMore', { what: first, count: changes }) : t('create.mayChange', { what: first })}</View>
          <View className="estimate-more">
            <Icon name="chevron" size={12} />
          </View>
        </View>
      )}
      {data ? (
        <Sheet title={t('create.estimate')} open={detailed} onClose={() => setDetailed(false)}>
          <Bill
            title={t('customer.billPlanned')}
            lines={chargeLines(data.lines)}
            total={data.charge}
            totalName={t('customer.billTotal')}
            note={t('create.tier', { tier: data.tierName, book: pinName(data.book) })}
          />
          {data.mayChange.length > 0 ? (
            <View className="gap-top-wide">
              <View className="lead">{t('create.mayChangeTitle')}</View>
              {data.mayChange.map((what) => (
                <View key={what} className="secondary may-change">
                  {what}
                </View>
              ))}
            </View>
          ) : null}
        </Sheet>
      ) : null}
    </View>
  );
}
