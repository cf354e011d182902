import { PrinterOutlined } from '@ant-design/icons';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { text } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../lib/access.ts';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Empty, Skeleton } from '../../ui/problem-view.tsx';
import { ProgressSteps } from '../../ui/progress-steps.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { BillTable } from './bill-table.tsx';
import { CommentBox } from './comment-box.tsx';
import { FieldValue } from './field-value.tsx';
import { t } from './messages.ts';
import { orderQuery } from './operations.ts';
import { OrderActs } from './order-acts.tsx';
import { CustomerFacts, OrderHeadline, WorkFacts } from './order-facts.tsx';
import { OrderPathActs } from './order-path-acts.tsx';
import { Consents, EarlierBills, LinkedOrders, PaymentCard } from './order-side-cards.tsx';
import styles from './orders.module.css';
import { PayWayCard } from './pay-way-card.tsx';
import { Photos, StepPhotos } from './photo-viewer.tsx';
import { PunchCard } from './punch-card.tsx';
import { QuestionCard } from './question-card.tsx';
import { TaskAct } from './task-form.tsx';

/** What other capabilities show on an order's page; whoever may not see a part gets none. */
export interface OrderPanels {
  readonly money: (order: OrderView) => ReactNode;
  readonly devices: (order: OrderView) => ReactNode;
  readonly ledger: (order: OrderView) => ReactNode;
  readonly offers: (order: OrderView) => ReactNode;
  readonly deliveries: (order: OrderView) => ReactNode;
}

/** Everything about one order. */
export function OrderPage({ orderId, panels }: { orderId: string; panels: OrderPanels }) {
  const query = useQuery(orderQuery(orderId));
  return (
    <QueryBoundary query={query} title={t('detail.back')} skeleton={<Skeleton lines={8} />}>
      {(order) => <OrderBody order={order} panels={panels} />}
    </QueryBoundary>
  );
}

function OrderBody({ order, panels }: { order: OrderView; panels: OrderPanels }) {
  const mayComment = useMay('orders:comment');
  return (
    <Page
      title={order.number}
      crumb={
        <Link to="/orders" search={{}}>
          {t('detail.back')}
        </Link>
      }
      note={<OrderHeadline order={order} />}
      actions={
        <>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('detail.print')}
          </Button>
          <OrderPathActs order={order} />
          <OrderActs order={order} />
        </>
      }
    >
      <Card>
        <ProgressSteps steps={order.progress} />
      </Card>
      <div className={styles.columns}>
        <div className={styles.stack}>
          {mayComment && <QuestionCard orderId={order.id} mayWaive={order.payment?.mayWaive ?? 0} />}
          <PayWayCard order={order} />
          {mayComment && <PunchCard order={order} />}
          {panels.money(order)}
          <Card title={billTitle(order)} flush extra={<Tag>{text(`order.bill.${order.bill.kind}`)}</Tag>}>
            <BillTable bill={order.bill} />
          </Card>
          <EarlierBills order={order} />
          <Consents order={order} />
          {panels.ledger(order)}
          <OpenTasks order={order} />
          <FilledForms order={order} />
          {panels.offers(order)}
          {panels.deliveries(order)}
        </div>
        <div className={styles.stack}>
          <Card title={t('detail.customer')}>
            <CustomerFacts order={order} />
          </Card>
          {panels.devices(order)}
          <Card title={t('detail.people')}>
            <WorkFacts order={order} />
          </Card>
          <LinkedOrders order={order} />
          <PaymentCard order={order} />
          <SignatureCard order={order} />
          <Card title={t('detail.timeline')}>
            {mayComment && <CommentBox orderId={order.id} />}
            {order.timeline.length === 0 ? (
              <Empty>{t('detail.timeline.none')}</Empty>
            ) : (
              <Timeline entries={order.timeline} photos={(ids) => <StepPhotos ids={ids} />} />
            )}
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** Of an order with several visits each bill says whose it is. */
const billTitle = ({ earlierBills }: OrderView): string =>
  earlierBills.length === 0 ? t('detail.bill') : t('detail.billOf', { visit: Math.max(...earlierBills.map(({ visit }) => visit)) + 1 });

/** Where work stands now and what may come of it. */
function OpenTasks({ order }: { order: OrderView }) {
  if (order.tasks.length === 0) return null;
  return (
    <Card title={t('detail.tasks')}>
      {order.tasks.map((task) => (
        <div key={task.token} className={styles.task}>
          <strong>{task.name}</strong>
          {task.outcomes.length > 0 && (
            <span className="secondary">
              {t('detail.outcomes')} {task.outcomes.map((outcome) => outcome.label).join('、')}
            </span>
          )}
          {task.place && <span className="secondary">{t('detail.place', { place: task.place })}</span>}
          {task.needsSignature && <Tag>{t('detail.needsSignature')}</Tag>}
          {task.mine && <TaskAct order={order} task={task} />}
        </div>
      ))}
    </Card>
  );
}

function FilledForms({ order }: { order: OrderView }) {
  return (
    <Card title={t('detail.filled')}>
      {order.filled.length === 0 && <span className="muted">{t('detail.filled.none')}</span>}
      {order.filled.map((node) => (
        <div key={node.node} className={styles.node}>
          <h3 className={styles.nodeName}>{node.name}</h3>
          <Facts
            items={node.fields.map(
              ({ key, label, type, value, items }) =>
                [
                  label,
                  <FieldValue
                    key={key}
                    type={type}
                    value={value}
                    itemName={(code) => items.find((item) => item.code === code)?.name ?? code}
                  />,
                ] as const,
            )}
          />
        </div>
      ))}
    </Card>
  );
}

function SignatureCard({ order }: { order: OrderView }) {
  const now = useNow();
  const signature = order.signature;
  return (
    <Card title={t('detail.signature')}>
      {signature === null ? (
        <span className="muted">{t('detail.signature.none')}</span>
      ) : (
        <div className={styles.signature}>
          <span>
            {text(`signature.by.${signature.by}`)}
            <span className={`${styles.second} muted`}>{moment(signature.at, now)}</span>
          </span>
          <Photos fileIds={[signature.fileId]} labels={() => t('value.file')} />
        </div>
      )}
    </Card>
  );
}
