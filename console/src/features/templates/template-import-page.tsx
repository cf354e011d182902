import type { openTemplateDraft, readTemplateFile } from '@mingdan/shared/contracts/templates';
import { openTemplateDraftMeta, readTemplateFileMeta } from '@mingdan/shared/contracts/templates.meta';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useFileReading, useWrite } from '../../lib/query.ts';
import { FilePicker } from '../../ui/file-picker.tsx';
import { Findings } from '../../ui/findings.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import { TemplateBody } from './template-body.tsx';

/** A template from a file: read on trial with all findings, looked at, then a draft. */
export function TemplateImportPage() {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<File | null>(null);
  const read = useFileReading<typeof readTemplateFile>(readTemplateFileMeta);
  const open = useWrite<typeof openTemplateDraft>(openTemplateDraftMeta, {
    onDone: ({ id }) => void navigate({ to: '/templates/drafts/$draftId', params: { draftId: id }, search: {} }),
  });
  const choose = (file: File) => {
    setChosen(file);
    open.reset();
    read.mutate(file);
  };
  const findings = read.data?.templateFindings ?? [];
  const template = read.data?.template as unknown as TemplateDefinition | undefined;
  // what is malformed has no form that an editor could show
  const isEditable = template !== undefined && !findings.some((finding) => finding.code === 'MALFORMED' && finding.severity === 'error');
  const isGood = isEditable && !findings.some((finding) => finding.severity === 'error');
  return (
    <Page title={t('import.title')} crumb={<Link to="/templates">{t('page.back')}</Link>}>
      <Card>
        <FilePicker lead={t('import.lead')} accept=".json" reading={read.isPending} onChoose={choose} />
      </Card>
      {read.isError && (
        <Card>
          <ProblemView error={read.error} compact of="write" onRetry={() => chosen && choose(chosen)} />
        </Card>
      )}
      {read.data !== undefined && (
        <Card
          title={t('section.findings')}
          extra={
            <Button
              type="primary"
              disabled={!isEditable}
              loading={open.isPending}
              onClick={() => template && open.mutate({ code: template.code, fromVersion: null, template: template as never })}
            >
              {t('import.toDraft')}
            </Button>
          }
        >
          <Findings findings={findings} />
          {open.isError && <ProblemView error={open.error} compact of="write" />}
        </Card>
      )}
      {isGood && <TemplateBody template={template} findings={[]} section="flow" />}
      {isGood && <TemplateBody template={template} findings={[]} section="form" />}
    </Page>
  );
}
