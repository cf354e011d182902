import type { listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import type { leaveRequests } from '@mingdan/shared/contracts/leave';
import { leaveRequestsMeta } from '@mingdan/shared/contracts/leave.meta';
import type { listDeadLetters } from '@mingdan/shared/contracts/operations';
import { listDeadLettersMeta } from '@mingdan/shared/contracts/operations.meta';
import type { workbenchOrders } from '@mingdan/shared/contracts/order-views';
import { workbenchOrdersMeta } from '@mingdan/shared/contracts/order-views.meta';
import type { listSettlements } from '@mingdan/shared/contracts/settlement';
import { listSettlementsMeta } from '@mingdan/shared/contracts/settlement.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import type { Attention } from '@mingdan/shared/orders/attention';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { may, useMe } from '../../lib/access.ts';
import { count } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { Empty, ProblemView, Skeleton } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import { TODO_LIMIT, type Todo, todosOf } from './todos.ts';
import styles from './workbench.module.css';

const REFRESH_MS = 30_000;

export const workbenchQuery = { ...contractQuery<typeof workbenchOrders>(workbenchOrdersMeta, {}), refetchInterval: REFRESH_MS };

const WHERE: Readonly<Record<Todo['key'], Pick<LinkProps, 'to' | 'search'>>> = {
  dead: { to: '/dead-letters' },
  undeliverable: { to: '/deliveries', search: { status: 'undeliverable' } },
  leave: { to: '/roster' },
  staff: { to: '/deliveries', search: { status: 'staff_todo' } },
  pending: { to: '/settlement', search: { state: 'pending' } },
};
/** Reasons that tell of something gone wrong: marked as anomalies. */
const ANOMALIES: readonly Attention[] = ['parked', 'punch', 'overdue', 'late'];

/** The things that wait, each with its reason and the way to it. Only what this person may deal with is asked for. */
export function TodoList({ attention }: { attention: readonly Attention[] }) {
  const person = useMe();
  const now = useNow();
  const deliveries = may(person, 'deliveries:send');
  const limit = TODO_LIMIT;
  const live = (enabled: boolean) => ({ enabled, refetchInterval: REFRESH_MS });
  const orders = useQuery({ ...workbenchQuery, enabled: may(person, 'orders:list') });
  const [staff, undeliverable, pending, dead, leave] = useQueries({
    queries: [
      { ...contractQuery<typeof listDeliveries>(listDeliveriesMeta, { status: 'staff_todo', limit }), ...live(deliveries) },
      { ...contractQuery<typeof listDeliveries>(listDeliveriesMeta, { status: 'undeliverable', limit }), ...live(deliveries) },
      {
        ...contractQuery<typeof listSettlements>(listSettlementsMeta, { state: 'pending', limit }),
        ...live(may(person, 'ledger:read')),
      },
      { ...contractQuery<typeof listDeadLetters>(listDeadLettersMeta, { limit }), ...live(may(person, 'deadletters:read')) },
      { ...contractQuery<typeof leaveRequests>(leaveRequestsMeta, {}), ...live(may(person, 'roster:write')) },
    ],
  });
  const all = [orders, staff, undeliverable, pending, dead, leave];
  const waiting = all.some((query) => query.isLoading);
  const problem = all.find((query) => query.isError && query.data === undefined)?.error;
  const others = todosOf({
    staff: staff.data,
    undeliverable: undeliverable.data,
    pending: pending.data,
    leave: leave.data === undefined ? undefined : { ...leave.data, nextCursor: null },
    dead: dead.data === undefined ? undefined : { ...dead.data, items: dead.data.items.filter((letter) => letter.replayedAt === null) },
  });
  const mine = attention.flatMap((kind) => orders.data?.todos.find((todo) => todo.attention === kind) ?? []);

  const retry = () => {
    for (const query of all) if (query.isError) void query.refetch();
  };
  return (
    <Card title={t('todo')}>
      {problem != null && <ProblemView error={problem} compact onRetry={retry} />}
      {waiting ? (
        <Skeleton lines={4} />
      ) : mine.length + others.length === 0 && problem == null ? (
        <Empty>{t('todo.none')}</Empty>
      ) : (
        <ul className={styles.todos}>
          {mine.map((todo) => (
            <Row
              key={todo.attention}
              to="/orders"
              // what a customer waits for words on opens with the customer's own words and the place to answer
              search={{ attention: todo.attention, ...(todo.firstId === null ? {} : { peek: todo.firstId }) }}
              isAnomaly={ANOMALIES.includes(todo.attention)}
              figure={count(todo.count)}
              why={[
                t(`todo.${todo.attention}.why`),
                ...(todo.oldestAt === null ? [] : [t('todo.oldest', { when: formatSince(todo.oldestAt, now) })]),
              ].join('，')}
            >
              {label('order.attention', todo.attention)}
            </Row>
          ))}
          {others.map((todo) => (
            <Row
              key={todo.key}
              {...WHERE[todo.key]}
              isAnomaly={todo.key === 'dead'}
              figure={`${count(todo.count)}${todo.more ? '+' : ''}`}
              why={t(`todo.${todo.key}.why`)}
            >
              {t(`todo.${todo.key}`)}
            </Row>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({
  figure,
  why,
  isAnomaly,
  children,
  ...where
}: Pick<LinkProps, 'to' | 'search'> & { figure: string; why: string; isAnomaly: boolean; children: ReactNode }) {
  return (
    <li>
      <Link {...where} className={styles.todo}>
        <span className={`${styles.todoCount} ${isAnomaly ? styles.anomaly : ''}`}>{figure}</span>
        <span className={styles.todoText}>
          <strong>{children}</strong>
          <span className={styles.why}>{why}</span>
        </span>
        <span className={styles.go}>{t('open')}</span>
      </Link>
    </li>
  );
}
