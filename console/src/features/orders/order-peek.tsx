import type { OrderView } from '@mingdan/shared/contracts/orders';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/access.ts';
import { Card } from '../../ui/page.tsx';
import { ProgressSteps } from '../../ui/progress-steps.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { BillTable } from './bill-table.tsx';
import { t } from './messages.ts';
import { orderQuery } from './operations.ts';
import { CustomerFacts, OrderHeadline } from './order-facts.tsx';
import styles from './orders.module.css';
import { PayWayCard } from './pay-way-card.tsx';
import { StepPhotos } from './photo-viewer.tsx';
import { QuestionCard } from './question-card.tsx';

/** The drawer over the list: what one needs to know without leaving it. */
export function OrderPeek({ orderId, onClose }: { orderId: string | undefined; onClose: () => void }) {
  const query = useQuery({ ...orderQuery(orderId ?? ''), enabled: orderId !== undefined });
  return (
    <Sheet
      open={orderId !== undefined}
      onClose={onClose}
      width={640}
      title={<span className="mono">{query.data?.number ?? t('f.number')}</span>}
      extra={
        orderId !== undefined && (
          <Link to="/orders/$orderId" params={{ orderId }}>
            {t('peek.open')}
          </Link>
        )
      }
    >
      <QueryBoundary query={query}>{(order) => <PeekBody order={order} />}</QueryBoundary>
    </Sheet>
  );
}

function PeekBody({ order }: { order: OrderView }) {
  const mayComment = useMay('orders:comment');
  return (
    <div className={styles.stack}>
      <Card>
        <OrderHeadline order={order} />
        <div className={styles.peekProgress}>
          <ProgressSteps steps={order.progress} />
        </div>
      </Card>
      <PayWayCard order={order} />
      {mayComment && <QuestionCard orderId={order.id} mayWaive={order.payment?.mayWaive ?? 0} />}
      <Card title={t('detail.customer')}>
        <CustomerFacts order={order} />
      </Card>
      <Card title={t('detail.bill')} flush>
        <BillTable bill={order.bill} />
      </Card>
      <Card title={t('detail.timeline')}>
        <Timeline entries={order.timeline} photos={(ids) => <StepPhotos ids={ids} />} />
      </Card>
    </div>
  );
}
