import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Card, Page } from './page.tsx';
import { ProblemView, Skeleton } from './problem-view.tsx';

/** Shows the query's data, or the state it is in: a skeleton at first, the problem with a retry when it failed. */
export function QueryBoundary<T>({
  query,
  skeleton,
  title,
  compact = false,
  children,
}: {
  query: UseQueryResult<T, Error>;
  skeleton?: ReactNode;
  /** The page's title while its data is not there; for pages that take their title from the data. */
  title?: string;
  compact?: boolean;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  const state = query.isError ? (
    <ProblemView error={query.error} compact={compact} onRetry={() => void query.refetch()} />
  ) : (
    (skeleton ?? <Skeleton />)
  );
  if (title === undefined) return <>{state}</>;
  return (
    <Page title={title}>
      <Card>{state}</Card>
    </Page>
  );
}
