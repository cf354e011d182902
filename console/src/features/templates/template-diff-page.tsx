import type { getTemplate, listTemplates } from '@mingdan/shared/contracts/templates';
import { getTemplateMeta, listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { contractQuery } from '../../lib/query.ts';
import { Page } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { earlierThan, VersionPair } from '../../ui/version-pair.tsx';
import { t } from './messages.ts';
import { TemplateDiffView } from './template-diff-view.tsx';

/** Two published versions of a template beside each other. Both stand in the address. */
export function TemplateDiffPage({ code, version, against }: { code: string; version: string; against: string | undefined }) {
  const navigate = useNavigate();
  const heads = useQuery(contractQuery<typeof listTemplates>(listTemplatesMeta, {}));
  const versions = (heads.data?.items ?? []).filter((head) => head.code === code).map((head) => head.version);
  const earlier = against ?? earlierThan(versions, version);
  const before = useQuery({
    ...contractQuery<typeof getTemplate>(getTemplateMeta, { code, version: earlier }),
    enabled: against !== undefined || heads.data !== undefined,
  });
  const after = useQuery(contractQuery<typeof getTemplate>(getTemplateMeta, { code, version }));
  const go = (from: string, to: string) =>
    void navigate({ to: '/templates/$code/$version/diff', params: { code, version: to }, search: { against: from }, replace: true });
  return (
    <Page
      title={t('diff.title', { name: after.data?.head.name ?? code })}
      crumb={<Link to="/templates/$code/$version" params={{ code, version }} search={{}}>{`${code} v${version}`}</Link>}
    >
      <VersionPair versions={versions} earlier={earlier} later={version} onChange={go} />
      <QueryBoundary query={before}>
        {(old) => (
          <QueryBoundary query={after}>
            {(now) => (
              <TemplateDiffView
                before={old.template as unknown as TemplateDefinition}
                after={now.template as unknown as TemplateDefinition}
              />
            )}
          </QueryBoundary>
        )}
      </QueryBoundary>
    </Page>
  );
}
