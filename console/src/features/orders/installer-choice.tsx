import type { listPeople } from '@mingdan/shared/contracts/people';
import { listPeopleMeta } from '@mingdan/shared/contracts/people.meta';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { contractPages } from '../../lib/query.ts';
import { Names, type Picked } from './choice.tsx';

/** Any installer whom this person may see: all pages are read, so that typing finds everybody. */
export function InstallerChoice({ title, value, onChange }: Picked & { title: string }) {
  const query = useInfiniteQuery(contractPages<typeof listPeople>(listPeopleMeta, { role: 'installer', active: 'true', limit: 100 }));
  const { hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const people = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = new Map(
    people.map((person) => [person.id, person.outletName === null ? person.name : `${person.name} · ${person.outletName}`]),
  );
  return <Names title={title} names={names} value={value} onChange={onChange} loading={isFetching} />;
}
