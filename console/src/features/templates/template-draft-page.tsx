import type { DraftHead, Finding } from '@mingdan/shared/contracts/common';
import type {
  discardTemplateDraft,
  openTemplateDraft,
  publishTemplateDraft,
  saveTemplateDraft,
  templateDraft,
} from '@mingdan/shared/contracts/templates';
import {
  discardTemplateDraftMeta,
  openTemplateDraftMeta,
  publishTemplateDraftMeta,
  saveTemplateDraftMeta,
  templateDraftMeta,
} from '@mingdan/shared/contracts/templates.meta';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { useQuery } from '@tanstack/react-query';
import { Link, linkOptions, useNavigate } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { saveJson } from '../../lib/download.ts';
import { useDraft } from '../../lib/draft.ts';
import { contractQuery, useWrite, writeOnce } from '../../lib/query.ts';
import { AgainstNewest, DraftFrame, DraftLoader, OWNED, useAim } from '../../ui/draft-frame.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { FlowEditor } from './flow-editor.tsx';
import { FormEditor } from './form-editor.tsx';
import { t } from './messages.ts';
import { useNewestTemplate } from './newest.ts';
import { PhonePreview } from './phone-preview.tsx';
import { PresetEditor } from './preset-editor.tsx';
import { TemplateDiffView } from './template-diff-view.tsx';

export const TEMPLATE_DRAFT_SECTIONS = ['form', 'flow', 'preset', 'preview', 'diff'] as const;
export type TemplateDraftSection = (typeof TEMPLATE_DRAFT_SECTIONS)[number];

interface Content {
  readonly head: DraftHead;
  readonly template: unknown;
  readonly findings: readonly Finding[];
}

/** An editor of an order template's draft: form, flow, presets, in lists and forms, with the phone's view and the difference beside. */
export function TemplateDraftPage({ draftId, section }: { draftId: string; section: TemplateDraftSection }) {
  const query = useQuery({ ...contractQuery<typeof templateDraft>(templateDraftMeta, { draftId }), ...OWNED });
  return (
    <DraftLoader query={query} title={t('draft.title')}>
      {(content, key, again) => <Editor key={key} content={content} section={section} onAgain={again} />}
    </DraftLoader>
  );
}

function Editor({ content, section, onAgain }: { content: Content; section: TemplateDraftSection; onAgain: () => void }) {
  const { head } = content;
  const draftId = head.id;
  const { message } = App.useApp();
  const navigate = useNavigate();
  const draft = useDraft<TemplateDefinition>(
    { value: content.template as TemplateDefinition, revision: head.revision, findings: content.findings },
    (revision, template) => writeOnce<typeof saveTemplateDraft>(saveTemplateDraftMeta, { draftId, revision, template: template as never }),
  );
  const template = draft.value;
  const linkTo = (tab: TemplateDraftSection) =>
    linkOptions({ to: '/templates/drafts/$draftId', params: { draftId }, search: tab === 'form' ? {} : { section: tab } });
  const { aim, goTo } = useAim(
    section,
    (path) => placeOf(template, path),
    (to) => void navigate({ ...linkTo(to), replace: true }),
  );
  const open = useWrite<typeof openTemplateDraft>(openTemplateDraftMeta, {
    onDone: ({ id }) => void navigate({ to: '/templates/drafts/$draftId', params: { draftId: id }, search: {} }),
  });
  const discard = useWrite<typeof discardTemplateDraft>(discardTemplateDraftMeta, {
    onDone: () => {
      void message.success(t('draft.discarded'));
      void navigate({ to: '/templates' });
    },
  });
  const publish = useWrite<typeof publishTemplateDraft>(publishTemplateDraftMeta, {
    onDone: ({ code, version }) => {
      void message.success(t('import.done', { code, version }));
      void navigate({ to: '/templates/$code/$version', params: { code, version: String(version) }, search: {} });
    },
  });
  return (
    <DraftFrame
      draft={draft}
      title={t('draft.name', { name: template.name })}
      crumb={<Link to="/templates">{t('page.back')}</Link>}
      baseVersion={head.baseVersion}
      acts={<Button onClick={() => saveJson(`${head.code}-draft`, template)}>{t('draft.export')}</Button>}
      label={t('section.label')}
      tabs={TEMPLATE_DRAFT_SECTIONS.map((tab) => ({ key: tab, label: t(`section.${tab}`), link: linkTo(tab) }))}
      section={section}
      aim={aim}
      onFinding={goTo}
      onKeepMine={() => open.mutate({ code: head.code, fromVersion: null, template: template as never })}
      onTakeTheirs={onAgain}
      discard={{ ...discard, run: (revision) => discard.mutate({ draftId, revision }) }}
      publish={(close, send) => (
        <Modal
          open
          title={t('import.confirm.title')}
          okText={t('import.confirm.ok')}
          cancelText={t('import.confirm.keep')}
          okButtonProps={{ loading: publish.isPending }}
          onOk={() => send((revision) => publish.mutate({ draftId, revision }))}
          onCancel={close}
        >
          <p>{t('draft.publishText', { name: template.name })}</p>
          {publish.isError && <ProblemView error={publish.error} compact of="write" />}
        </Modal>
      )}
    >
      {section === 'form' && <FormEditor template={template} target={aim} onChange={draft.change} />}
      {section === 'flow' && <FlowEditor template={template} target={aim} onChange={draft.change} />}
      {section === 'preset' && <PresetEditor template={template} onChange={draft.change} />}
      {section === 'preview' && <PhonePreview template={template} />}
      {section === 'diff' && <AgainstPublished template={template} code={head.code} />}
    </DraftFrame>
  );
}

/** The section and the row that a finding's path speaks of: `form.fields.3.max`, `flow.nodes.2.sla`, `lines.services`. */
function placeOf(template: TemplateDefinition, path: string): { section: TemplateDraftSection; item: number } {
  const [part, list, index] = path.split('.');
  const item = index !== undefined && /^\d+$/.test(index) ? Number(index) : -1;
  if (part === 'flow') {
    const from = list === 'edges' ? template.flow.edges[item]?.from : undefined;
    return { section: 'flow', item: list === 'nodes' ? item : template.flow.nodes.findIndex((node) => node.key === from) };
  }
  if (part === 'answers' || part === 'lines') return { section: 'preset', item: -1 };
  return { section: 'form', item: list === 'fields' ? item : -1 };
}

function AgainstPublished({ template, code }: { template: TemplateDefinition; code: string }) {
  const { heads, newest, template: published } = useNewestTemplate(code);
  return (
    <AgainstNewest heads={heads} newest={newest} published={published}>
      {(before) => <TemplateDiffView before={before.template as unknown as TemplateDefinition} after={template} />}
    </AgainstNewest>
  );
}
