import type { collectSubscriptions, customerSubscriptions } from '@mingdan/shared/contracts/customer-page';
import { collectSubscriptionsMeta, customerSubscriptionsMeta } from '@mingdan/shared/contracts/customer-page.meta';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { callAsCustomer } from '../../../../lib/api.ts';
import { client, IS_H5 } from '../../../../lib/place.ts';
import { canSubscribe, requestSubscribe } from '../../../../lib/subscribe.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useReading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/customer.ts';

/** Notices in WeChat: one tap allows one message of each kind. A web page cannot ask, so it says where it can be done. */
export function Subscribe({ orderId }: { orderId: string }) {
  const offered = useReading(`customerPage.subscriptions:${orderId}`, () =>
    callAsCustomer<typeof customerSubscriptions>(customerSubscriptionsMeta, {}),
  );
  const collect = useAction<typeof collectSubscriptions>(collectSubscriptionsMeta, orderId, 'customer');
  const [said, setSaid] = useState<'allowed' | 'refused' | 'failed' | null>(null);
  const { data } = offered;
  if (!data || data.state === 'not_configured') return null;

  const ask = () => {
    // WeChat shows its sheet only while the tap is being handled: nothing may be waited for before this
    const chosen = requestSubscribe(data.templateIds);
    void chosen.then(async (answers) => {
      if (!answers || answers.length === 0) return setSaid('failed');
      setSaid(answers.some(({ answer }) => answer === 'accept') ? 'allowed' : 'refused');
      if (await collect.run({ answers })) await offered.refetch();
    });
  };

  const mayAsk = canSubscribe() && data.state === 'available';
  if (!mayAsk && !(IS_H5 && client() === 'wechat')) return null;
  return (
    <View className="card">
      <View className="lead">{t('customer.notices')}</View>
      <View className="secondary gap-top">
        {mayAsk ? t(data.left > 0 ? 'customer.noticesLeft' : 'customer.noticesHint', { left: data.left }) : t('customer.noticesElsewhere')}
      </View>
      {said === 'refused' ? <Notice text={t('customer.noticesRefused')} /> : null}
      {said === 'failed' ? <Notice tone="bad" text={t('customer.noticesFailed')} /> : null}
      <ProblemNotice problem={collect.problem} />
      {mayAsk ? (
        <View className="gap-top-wide">
          <Press wide tone="plain" pending={collect.pending} onPress={ask}>
            {t(data.left > 0 ? 'customer.noticesMore' : 'customer.noticesAllow')}
          </Press>
        </View>
      ) : null}
    </View>
  );
}
