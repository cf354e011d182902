import type { tellPayWay } from '@mingdan/shared/contracts/collections';
import { tellPayWayMeta } from '@mingdan/shared/contracts/collections.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { text } from '@mingdan/shared/messages/index';
import { App, Button } from 'antd';
import { useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './question-card.module.css';

/** A customer who owes the company and was told that its people send the way to pay: until somebody says that it was sent. Nothing where nobody waits for it. */
export function PayWayCard({ order: { id, payment, abilities } }: { order: OrderView }) {
  const { message } = App.useApp();
  const write = useWrite<typeof tellPayWay>(tellPayWayMeta, { onDone: () => void message.success(text('pay.untold.noted')) });
  if (!payment || payment.untold <= 0) return null;
  return (
    <Card title={text('pay.untold', { left: formatYuan(fen(payment.untold)) })}>
      <p className="muted">{text('pay.untold.hint')}</p>
      {abilities.includes('tellPayWay') && (
        <div className={styles.answers}>
          <Button loading={write.isPending} onClick={() => write.mutate({ orderId: id })}>
            {text('pay.untold.done')}
          </Button>
        </div>
      )}
      {write.isError && <ProblemView error={write.error} compact of="write" />}
    </Card>
  );
}
