import type { listTemplates, openTemplateDraft, TemplateHead, templateDrafts } from '@mingdan/shared/contracts/templates';
import { listTemplatesMeta, openTemplateDraftMeta, templateDraftsMeta } from '@mingdan/shared/contracts/templates.meta';
import { useQuery } from '@tanstack/react-query';
import { Link, linkOptions, useNavigate } from '@tanstack/react-router';
import { useMay } from '../../lib/access.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import type { Column } from '../../ui/data-table.tsx';
import { t as ui } from '../../ui/messages.ts';
import { Tag } from '../../ui/tag.tsx';
import { VersionedList, versionColumn } from '../../ui/versioned-list.tsx';
import { t } from './messages.ts';

const draftLink = (draftId: string) => linkOptions({ to: '/templates/drafts/$draftId', params: { draftId }, search: {} });
const versionLink = ({ code, version }: TemplateHead) =>
  linkOptions({ to: '/templates/$code/$version', params: { code, version: String(version) }, search: {} });

/** Templates with their versions. */
export function TemplateListPage() {
  const navigate = useNavigate();
  const mayWrite = useMay('templates:write');
  const query = useQuery(contractQuery<typeof listTemplates>(listTemplatesMeta, {}));
  const drafts = useQuery({ ...contractQuery<typeof templateDrafts>(templateDraftsMeta, {}), enabled: mayWrite });
  const open = useWrite<typeof openTemplateDraft>(openTemplateDraftMeta, { onDone: ({ id }) => void navigate(draftLink(id)) });
  return (
    <VersionedList
      query={query}
      drafts={mayWrite ? drafts : null}
      words={{
        title: t('list.title'),
        note: t('list.note'),
        import: t('list.import'),
        create: t('list.new'),
        code: t('list.newCode'),
        empty: t('list.empty'),
        codeColumn: t('col.code'),
      }}
      columns={{ first: COLUMNS }}
      state={standing}
      versionLink={versionLink}
      draftLink={draftLink}
      importLink={linkOptions({ to: '/templates/import' })}
      draftWords={{
        name: ({ code }) => <DraftName name={query.data?.items.find((head) => head.code === code)?.name} code={code} />,
        from: (version) => ui('version.nth', { version }),
      }}
      begin={{ ...open, run: (code) => open.mutate({ code, fromVersion: null }) }}
    />
  );
}

/** Orders are opened with one version of a template; another was followed by it, or withdrawn. */
function standing(head: TemplateHead, all: readonly TemplateHead[]) {
  if (head.active) return <Tag tone="good">{t('active')}</Tag>;
  const current = all.find(({ code, active }) => code === head.code && active);
  return (
    <Tag tone="quiet">
      {head.withdrawnAt !== null || current === undefined ? t('withdrawn') : t('followed', { version: current.version })}
    </Tag>
  );
}

const COLUMNS: readonly Column<TemplateHead>[] = [
  { title: t('col.name'), lead: true, cell: (head) => <Link {...versionLink(head)}>{head.name}</Link> },
  { title: t('col.code'), cell: (head) => <span className="mono">{head.code}</span> },
  versionColumn(),
  { title: t('col.scene'), cell: (head) => sceneText(head.scene) },
  { title: t('col.summary'), cell: (head) => <span className="secondary">{head.summary}</span> },
];

function sceneText(scene: string): string {
  return scene === 'presale' || scene === 'trade' || scene === 'aftersale' ? t(`scene.${scene}`) : scene;
}

/** A draft by the name that its template is published under, and its code. */
function DraftName({ name, code }: { name: string | undefined; code: string }) {
  return (
    <>
      {name} <span className={name === undefined ? 'mono' : 'mono muted'}>{code}</span>
    </>
  );
}
