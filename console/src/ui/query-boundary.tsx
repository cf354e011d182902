import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemView, Skeleton } from './problem-view.tsx';

/** Shows the query's data, or the state it is in: a skeleton at first, the problem with a retry when it failed. */
export function QueryBoundary<T>({
  query,
  skeleton,
  compact = false,
  children,
}: {
  query: UseQueryResult<T, Error>;
  skeleton?: ReactNode;
  compact?: boolean;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ProblemView error={query.error} compact={compact} onRetry={() => void query.refetch()} />;
  return <>{skeleton ?? <Skeleton />}</>;
}
