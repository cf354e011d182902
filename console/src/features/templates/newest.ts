import type { getTemplate, listTemplates } from '@mingdan/shared/contracts/templates';
import { getTemplateMeta, listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
import { useQuery } from '@tanstack/react-query';
import { contractQuery } from '../../lib/query.ts';

/** The newest published version of a code, to compare with. */
export function useNewestTemplate(code: string) {
  const heads = useQuery(contractQuery<typeof listTemplates>(listTemplatesMeta, {}));
  const versions = (heads.data?.items ?? []).filter((head) => head.code === code).map((head) => head.version);
  const newest = versions.length === 0 ? null : Math.max(...versions);
  const template = useQuery({
    ...contractQuery<typeof getTemplate>(getTemplateMeta, { code, version: String(newest ?? 1) }),
    enabled: newest !== null,
  });
  return { heads, newest, template };
}
