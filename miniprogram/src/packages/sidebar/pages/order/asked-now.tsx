import type { askedNow } from '@mingdan/shared/contracts/dispatch';
import { askedNowMeta } from '@mingdan/shared/contracts/dispatch.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatTime } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { useFresh, useNow } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';

/** Whom an order without an installer waits for: who is being asked and until when, where somebody is. */
export function AskedNow({ order }: { order: OrderView }) {
  const now = useNow(10_000);
  const asked = useOperation<typeof askedNow>(askedNowMeta, { orderId: order.id });
  const { refetch } = asked;
  useFresh(() => void refetch());
  // an answer moves the order: whoever is asked next is known with it
  const stamp = `${order.version} ${order.timeline.length}`;
  const seen = useRef(stamp);
  useEffect(() => {
    if (seen.current === stamp) return;
    seen.current = stamp;
    void refetch();
  }, [stamp, refetch]);
  const standing = (asked.data?.items ?? []).filter(({ expiresAt }) => expiresAt > now);
  if (standing.length === 0) return <View>{t('staff.noInstaller')}</View>;
  return (
    <View>
      <View>{t('staff.asking', { names: standing.map(({ installerName }) => installerName).join('、') })}</View>
      <View className="hint tiny">
        {t('staff.askingUntil', { time: formatTime(Math.max(...standing.map(({ expiresAt }) => expiresAt))) })}
      </View>
    </View>
  );
}
