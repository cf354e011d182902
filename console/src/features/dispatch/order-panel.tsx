import type { DispatchCandidatesOutput, dispatchCandidates } from '@mingdan/shared/contracts/dispatch-board';
import { dispatchCandidatesMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import { formatSlot } from '@mingdan/shared/messages/format';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { Card, Facts } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AssignForm } from './assign-form.tsx';
import { t } from './messages.ts';
import styles from './panel.module.css';
import { RescheduleForm } from './reschedule-form.tsx';

type Tab = 'people' | 'slot';

/** Where an order was dropped on the board: on another person's row, or on other hours of its own. The panel begins with it; nothing is done yet. */
export interface Dropped {
  readonly installerId?: string;
  readonly slot?: NonNullable<DispatchCandidatesOutput['slot']>;
}

/** One order in the drawer: who could take it, what a move brings about, and the move. */
export function OrderPanel({
  orderId,
  dropped,
  onClose,
}: {
  orderId: string | undefined;
  dropped?: Dropped | undefined;
  onClose: () => void;
}) {
  const query = useQuery({
    ...contractQuery<typeof dispatchCandidates>(dispatchCandidatesMeta, { orderId: orderId ?? '' }),
    enabled: orderId !== undefined,
  });
  const title = t('panel.title', { number: query.data?.number ?? '' });
  return (
    <Sheet
      open={orderId !== undefined}
      onClose={onClose}
      width={640}
      title={title}
      extra={
        orderId !== undefined && (
          <Link to="/orders/$orderId" params={{ orderId }}>
            {t('panel.open')}
          </Link>
        )
      }
    >
      <QueryBoundary query={query} compact>
        {(order) => <Panel order={order} dropped={dropped} onDone={onClose} onRefresh={() => void query.refetch()} />}
      </QueryBoundary>
    </Sheet>
  );
}

function Panel({
  order,
  dropped,
  onDone,
  onRefresh,
}: {
  order: DispatchCandidatesOutput;
  dropped: Dropped | undefined;
  onDone: () => void;
  onRefresh: () => void;
}) {
  const [tab, setTab] = useState<Tab>(dropped?.slot ? 'slot' : 'people');
  const { slot } = order;
  const now = useNow();
  const when = slot ? <span className="num">{formatSlot(slot, now)}</span> : t('board.noSlot');
  return (
    <div className={styles.panel}>
      <Card>
        <p className={styles.head}>
          <strong>{order.templateName}</strong>
          {order.urgency === 'urgent' && <Tag tone="bad">{t('board.urgent')}</Tag>}
        </p>
        <Facts
          items={[
            [t('panel.slot'), when],
            [t('panel.place'), `${order.regionName} ${order.addressText}`],
            [t('panel.need'), needs(order)],
            [t('panel.now'), order.crew.length > 0 ? order.crew.map(({ name }) => name).join('、') : order.stageText],
          ]}
        />
      </Card>
      <div className={styles.tabs} role="tablist" aria-label={t('panel.tabs')}>
        {(['people', 'slot'] as const).map((key) => (
          <button key={key} type="button" role="tab" aria-selected={tab === key} className={styles.tab} onClick={() => setTab(key)}>
            {t(`panel.tab.${key}`)}
          </button>
        ))}
      </div>
      {tab === 'people' ? (
        <AssignForm order={order} first={dropped?.installerId} onDone={onDone} onRefresh={onRefresh} />
      ) : (
        <RescheduleForm order={order} first={dropped?.slot} onDone={onDone} onRefresh={onRefresh} />
      )}
    </div>
  );
}

function needs({ skills, certificates }: DispatchCandidatesOutput): string {
  const words = [
    ...(skills.length > 0 ? [t('panel.skills', { skills: skills.join('、') })] : []),
    ...(certificates.length > 0 ? [t('panel.certificates', { certificates: certificates.join('、') })] : []),
  ];
  return words.join('；') || '—';
}
