import type { getBook, listBooks } from '@mingdan/shared/contracts/books';
import { getBookMeta, listBooksMeta } from '@mingdan/shared/contracts/books.meta';
import { useQuery } from '@tanstack/react-query';
import { contractQuery } from '../../lib/query.ts';

/** The newest published version of a code, to compare with. */
export function useNewest(code: string) {
  const heads = useQuery(contractQuery<typeof listBooks>(listBooksMeta, {}));
  const versions = (heads.data?.items ?? []).filter((head) => head.code === code).map((head) => head.version);
  const newest = versions.length === 0 ? null : Math.max(...versions);
  const book = useQuery({
    ...contractQuery<typeof getBook>(getBookMeta, { code, version: String(newest ?? 1) }),
    enabled: newest !== null,
  });
  return { heads, newest, book };
}
