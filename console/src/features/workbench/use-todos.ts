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
import type { LinkProps } from '@tanstack/react-router';
import { may, useMe } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { t } from './messages.ts';
import { boardOf } from './role-board.ts';
import { TODO_LIMIT, type Todo, todosOf } from './todos.ts';

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

/** One kind of thing that waits for this person: how many, why, and the way to it. */
export interface TodoEntry extends Pick<LinkProps, 'to' | 'search'> {
  readonly key: string;
  readonly name: string;
  readonly why: string;
  readonly count: number;
  /** True when there are more than were counted. */
  readonly more: boolean;
  readonly isAnomaly: boolean;
}

/** What waits for whoever is logged in, asked for anew every half minute. Only what this person may deal with is asked for. */
export function useTodos(): { entries: readonly TodoEntry[]; isWaiting: boolean; problem: Error | null; retry: () => void } {
  const person = useMe();
  const now = useNow();
  const { attention } = boardOf(person.roles);
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

  const ofOrders = attention
    .flatMap((kind) => orders.data?.todos.find((todo) => todo.attention === kind) ?? [])
    .map(
      (todo): TodoEntry => ({
        key: todo.attention,
        to: '/orders',
        // what a customer waits for words on opens with the customer's own words and the place to answer
        search: { attention: todo.attention, ...(todo.firstId === null ? {} : { peek: todo.firstId }) },
        name: label('order.attention', todo.attention),
        why: [
          t(`todo.${todo.attention}.why`),
          ...(todo.oldestAt === null ? [] : [t('todo.oldest', { when: formatSince(todo.oldestAt, now) })]),
        ].join('，'),
        count: todo.count,
        more: false,
        isAnomaly: ANOMALIES.includes(todo.attention),
      }),
    );
  const others = todosOf({
    staff: staff.data,
    undeliverable: undeliverable.data,
    pending: pending.data,
    leave: leave.data === undefined ? undefined : { ...leave.data, nextCursor: null },
    dead: dead.data === undefined ? undefined : { ...dead.data, items: dead.data.items.filter((letter) => letter.replayedAt === null) },
  }).map(
    (todo): TodoEntry => ({
      ...todo,
      ...WHERE[todo.key],
      name: t(`todo.${todo.key}`),
      why: t(`todo.${todo.key}.why`),
      isAnomaly: todo.key === 'dead',
    }),
  );
  return {
    entries: [...ofOrders, ...others],
    isWaiting: all.some((query) => query.isLoading),
    problem: all.find((query) => query.isError && query.data === undefined)?.error ?? null,
    retry: () => {
      for (const query of all) if (query.isError) void query.refetch();
    },
  };
}
