import type { MeView, me } from '@mingdan/shared/contracts/auth';
import { meMeta } from '@mingdan/shared/contracts/auth.meta';
import { useSuspenseQuery } from '@tanstack/react-query';
import { contractQuery } from './query.ts';

/** Who is logged in. Asked once per page load and after every 401. */
export const meQuery = { ...contractQuery<typeof me>(meMeta, {}), staleTime: 60_000, retry: false };

/** Whether the person holds a permission; what the server refuses anyway need not be offered. */
export function may(person: Pick<MeView, 'permissions'>, permission: string): boolean {
  return person.permissions.includes(permission);
}

/** The logged-in person; only below the shell, which has already loaded them. */
export function useMe(): MeView {
  return useSuspenseQuery(meQuery).data;
}

/** Whether the logged-in person holds a permission. */
export function useMay(permission: string): boolean {
  return may(useMe(), permission);
}
