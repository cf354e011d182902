import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Blank } from '../../../../components/states.tsx';
import { flushOutbox, useOutbox } from '../../../../lib/outbox.ts';
import { orderOf } from '../../../../lib/outbox-rules.ts';
import { t } from '../../../../messages/installer.ts';
import { QueuedCard } from '../detail/queued-act.tsx';
import '../detail/index.css';

const openOrder = (orderId: string) => void Taro.navigateTo({ url: `/packages/orders/pages/detail/index?id=${orderId}` });

/** Everything that waits on this phone, or was not taken, oldest first. */
export default function WaitingPage() {
  const queue = useOutbox();
  return (
    <Page
      bar={
        queue.some(({ problem }) => problem === null) ? (
          <Press wide onPress={() => void flushOutbox()}>
            {t('queue.sendNow')}
          </Press>
        ) : undefined
      }
    >
      {queue.length === 0 ? (
        <Blank icon="check" title={t('queue.empty')} hint={t('queue.emptyHint')} />
      ) : (
        <View>
          {queue.map((act) => {
            const orderId = orderOf(act);
            const open = () =>
              orderId === null ? void Taro.navigateTo({ url: '/packages/orders/pages/leave/index' }) : openOrder(orderId);
            return (
              <QueuedCard key={act.key} act={act} onEdit={open}>
                <Press tone="quiet" onPress={open}>
                  {t(orderId === null ? 'queue.openLeave' : 'queue.open')}
                </Press>
              </QueuedCard>
            );
          })}
        </View>
      )}
    </Page>
  );
}
