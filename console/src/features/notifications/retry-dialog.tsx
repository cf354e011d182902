import type { DeliveryView, retryDelivery } from '@mingdan/shared/contracts/deliveries';
import { retryDeliveryMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { label } from '@mingdan/shared/messages/index';
import { App, Modal } from 'antd';
import { useWrite } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './notifications.module.css';

/** Tries one notice again, with what was tried before in sight. */
export function RetryDialog({ delivery, onClose }: { delivery: DeliveryView; onClose: () => void }) {
  const { message } = App.useApp();
  const write = useWrite<typeof retryDelivery>(retryDeliveryMeta, {
    onDone: ({ status }) => {
      void message.info(t(`retry.done.${status}`));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('retry.title')}
      okText={t('retry')}
      cancelText={t('retry.keep')}
      okButtonProps={{ loading: write.isPending }}
      onOk={() => write.mutate({ deliveryId: delivery.id })}
      onCancel={onClose}
    >
      <div className={styles.retry}>
        <p>
          <strong className={styles.title}>{delivery.title}</strong>
          <span className={styles.text}>
            {t('retry.to', { who: label('delivery.audience', delivery.audience), number: delivery.number ?? '—' })}
          </span>
        </p>
        {delivery.reason !== null && <p className={styles.reason}>{delivery.reason}</p>}
        {delivery.tried.length > 0 && (
          <div>
            <p className={styles.subhead}>{t('retry.ladder')}</p>
            <ol className={styles.ladder}>
              {delivery.tried.map(({ rung, chosen, reason }) => (
                <li key={rung}>
                  <Tag tone={chosen ? 'waiting' : 'quiet'}>{t(`channel.${rung}`)}</Tag>
                  <span>{reason}</span>
                </li>
              ))}
            </ol>
          </div>
        )}
        <p className="secondary">{t(delivery.audience === 'customer' ? 'retry.customer' : 'retry.member')}</p>
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}
