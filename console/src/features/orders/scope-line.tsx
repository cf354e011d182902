import { useQuery } from '@tanstack/react-query';
import { count } from '../../lib/format.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import { t } from './list-messages.ts';
import { countQuery, type OrderFilters } from './operations.ts';
import { useFilterWords } from './use-filter-words.ts';

/** The orders that something is done with: ticked ones, or all that the filters find. */
export type Scope = { readonly orderIds: readonly string[] } | { readonly filters: OrderFilters };

/** The same with its count, asked for anew whenever somebody looks. */
export interface CountedScope {
  /** Conditions in words; null for ticked orders. */
  readonly words: readonly string[] | null;
  /** Null until it is known. */
  readonly count: number | null;
  /** The count as it reads: `1,234`, `100,000+`. */
  readonly shown: string;
  /** True once there is something to do it with. */
  readonly isReady: boolean;
  readonly error: Error | null;
}

export function useScope(scope: Scope): CountedScope {
  const filters = 'filters' in scope ? scope.filters : {};
  const query = useQuery({ ...countQuery(filters), enabled: 'filters' in scope, staleTime: 0, refetchOnMount: 'always' });
  const words = useFilterWords(filters).map(({ words: said }) => said);
  if ('orderIds' in scope) {
    const { length } = scope.orderIds;
    return { words: null, count: length, shown: count(length), isReady: length > 0, error: null };
  }
  const found = query.isFetching ? undefined : query.data;
  const shown = found === undefined ? '…' : found.more ? t('scope.plus', { count: count(found.count) }) : count(found.count);
  return { words, count: found?.count ?? null, shown, isReady: (found?.count ?? 0) > 0, error: query.error };
}

/** Which orders, and how many: stands in every dialog before it begins. */
export function ScopeLine({ scope }: { scope: CountedScope }) {
  if (scope.error !== null) return <ProblemView error={scope.error} compact />;
  const total =
    scope.count === null ? t('scope.counting') : scope.count === 0 ? t('scope.empty') : t('scope.count', { count: scope.shown });
  return (
    <p aria-live="polite">
      {scope.words === null
        ? t('scope.ticked')
        : `${t('scope.filters')}：${scope.words.length === 0 ? t('scope.none') : scope.words.join('、')}`}
      {' · '}
      <strong className="num">{total}</strong>
    </p>
  );
}
