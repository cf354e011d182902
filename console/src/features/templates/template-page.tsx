import type { getTemplate, openTemplateDraft } from '@mingdan/shared/contracts/templates';
import { getTemplateMeta, openTemplateDraftMeta } from '@mingdan/shared/contracts/templates.meta';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMay } from '../../lib/access.ts';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { t } from './messages.ts';
import { TEMPLATE_SECTIONS, TemplateBody, type TemplateSection } from './template-body.tsx';

/** What can be done with a published version: none of it changes it. */
function TemplateActs({ code, version }: { code: string; version: number }) {
  const navigate = useNavigate();
  const mayWrite = useMay('templates:write');
  const open = useWrite<typeof openTemplateDraft>(openTemplateDraftMeta, {
    onDone: ({ id }) => void navigate({ to: '/templates/drafts/$draftId', params: { draftId: id }, search: {} }),
  });
  return (
    <>
      <Button
        onClick={() => void navigate({ to: '/templates/$code/$version/diff', params: { code, version: String(version) }, search: {} })}
      >
        {t('diff.compare')}
      </Button>
      {mayWrite && (
        <Button type="primary" loading={open.isPending} onClick={() => open.mutate({ code, fromVersion: version })}>
          {t('edit.edit')}
        </Button>
      )}
    </>
  );
}

/** One version of a template: flow, form with its access, presets, findings. */
export function TemplatePage({ code, version, section }: { code: string; version: string; section: TemplateSection }) {
  const query = useQuery(contractQuery<typeof getTemplate>(getTemplateMeta, { code, version }));
  const now = useNow();
  return (
    <QueryBoundary query={query} title={`${code} v${version}`}>
      {({ head, template, findings }) => (
        <Page
          title={`${head.name} v${head.version}`}
          crumb={<Link to="/templates">{t('page.back')}</Link>}
          actions={<TemplateActs code={head.code} version={head.version} />}
          note={
            <>
              <span className="mono">{head.code}</span> ·{' '}
              {t('page.published', { by: head.publishedBy, when: moment(head.publishedAt, now) })}
            </>
          }
        >
          <LinkTabs label={t('section.label')}>
            {TEMPLATE_SECTIONS.map((tab) => (
              <Link
                key={tab}
                to="/templates/$code/$version"
                params={{ code, version }}
                search={tab === 'flow' ? {} : { section: tab }}
                className={tabClass}
                activeOptions={{ exact: true, includeSearch: true }}
                aria-current={tab === section ? 'page' : undefined}
              >
                {tab === 'findings' && findings.length > 0 ? t('section.findingsCount', { count: findings.length }) : t(`section.${tab}`)}
              </Link>
            ))}
          </LinkTabs>
          {/* a published template has passed the check that gives it this shape */}
          <TemplateBody template={template as unknown as TemplateDefinition} findings={findings} section={section} />
        </Page>
      )}
    </QueryBoundary>
  );
}
