import type { listDeliveries } from '@mingdan/shared/contracts/deliveries';
import { listDeliveriesMeta } from '@mingdan/shared/contracts/deliveries.meta';
import type { listDeadLetters } from '@mingdan/shared/contracts/operations';
import { listDeadLettersMeta } from '@mingdan/shared/contracts/operations.meta';
import type { listOrders } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import type { listSettlements } from '@mingdan/shared/contracts/settlement';
import { listSettlementsMeta } from '@mingdan/shared/contracts/settlement.meta';
import { useQueries } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { may, useMe } from '../../lib/access.ts';
import { contractQuery } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { Empty, ProblemView, Skeleton } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import { TODO_LIMIT, type Todo, todosOf } from './todos.ts';
import styles from './workbench.module.css';

const REFRESH_MS = 30_000;

const WHERE: Readonly<Record<Todo['key'], Pick<LinkProps, 'to' | 'search'>>> = {
  dead: { to: '/dead-letters' },
  undeliverable: { to: '/deliveries', search: { status: 'undeliverable' } },
  staff: { to: '/deliveries', search: { status: 'staff_todo' } },
  dispatch: { to: '/orders', search: { state: 'open', phase: 'dispatch' } },
  suspended: { to: '/orders', search: { state: 'suspended' } },
  pending: { to: '/settlement', search: { state: 'pending' } },
};

/** The things that wait, each with its reason and the way to it. Only what this person may deal with is asked for. */
export function TodoList() {
  const person = useMe();
  const orders = may(person, 'orders:list');
  const deliveries = may(person, 'deliveries:read');
  const limit = TODO_LIMIT;
  const live = (enabled: boolean) => ({ enabled, refetchInterval: REFRESH_MS });
  const [dispatch, suspended, staff, undeliverable, pending, dead] = useQueries({
    queries: [
      { ...contractQuery<typeof listOrders>(listOrdersMeta, { state: 'open', phase: 'dispatch', limit }), ...live(orders) },
      { ...contractQuery<typeof listOrders>(listOrdersMeta, { state: 'suspended', limit }), ...live(orders) },
      { ...contractQuery<typeof listDeliveries>(listDeliveriesMeta, { status: 'staff_todo', limit }), ...live(deliveries) },
      { ...contractQuery<typeof listDeliveries>(listDeliveriesMeta, { status: 'undeliverable', limit }), ...live(deliveries) },
      {
        ...contractQuery<typeof listSettlements>(listSettlementsMeta, { state: 'pending', limit }),
        ...live(may(person, 'settlement:read')),
      },
      { ...contractQuery<typeof listDeadLetters>(listDeadLettersMeta, { limit }), ...live(may(person, 'deadletters:read')) },
    ],
  });
  const all = [dispatch, suspended, staff, undeliverable, pending, dead];
  const waiting = all.some((query) => query.isLoading);
  const problem = all.find((query) => query.isError && query.data === undefined)?.error;
  const todos = todosOf({
    dispatch: dispatch.data,
    suspended: suspended.data,
    staff: staff.data,
    undeliverable: undeliverable.data,
    pending: pending.data,
    dead: dead.data === undefined ? undefined : { ...dead.data, items: dead.data.items.filter((letter) => letter.replayedAt === null) },
  });

  const retry = () => {
    for (const query of all) if (query.isError) void query.refetch();
  };
  return (
    <Card title={t('todo')}>
      {problem != null && <ProblemView error={problem} compact onRetry={retry} />}
      {waiting ? (
        <Skeleton lines={4} />
      ) : todos.length === 0 && problem == null ? (
        <Empty>{t('todo.none')}</Empty>
      ) : (
        <ul className={styles.todos}>
          {todos.map((todo) => (
            <li key={todo.key}>
              <Link {...WHERE[todo.key]} className={styles.todo}>
                <span className={styles.todoText}>
                  <strong>{t(todo.more ? `todo.${todo.key}.more` : `todo.${todo.key}`, { count: todo.count })}</strong>
                  <span className={styles.why}>{t(`todo.${todo.key}.why`)}</span>
                </span>
                <span className={styles.go}>{t('open')}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
