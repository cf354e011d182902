import type { checkTemplate, publishTemplate } from '@mingdan/shared/contracts/templates';
import { checkTemplateMeta, publishTemplateMeta } from '@mingdan/shared/contracts/templates.meta';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { Findings } from '../../ui/findings.tsx';
import { type ChosenJson, JsonFilePicker } from '../../ui/json-file-picker.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import { TemplateBody } from './template-body.tsx';

/** A template from a file: read, checked with all findings, looked at, published. */
export function TemplateImportPage() {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ChosenJson | null>(null);
  const [asking, setAsking] = useState(false);
  const check = useWrite<typeof checkTemplate>(checkTemplateMeta);
  const publish = useWrite<typeof publishTemplate>(publishTemplateMeta, {
    onDone: ({ code, version }) => {
      void message.success(t('import.done', { code, version }));
      void navigate({ to: '/templates/$code/$version', params: { code, version: String(version) }, search: {} });
    },
  });
  const choose = (json: ChosenJson | null) => {
    setChosen(json);
    publish.reset();
    if (json === null) check.reset();
    else check.mutate({ template: json.value as never });
  };
  const template = chosen?.value as TemplateDefinition | undefined;
  const isGood = check.data !== undefined && check.data.errors === 0;
  const names = { name: String(template?.name ?? ''), version: String(template?.version ?? '') };
  return (
    <Page title={t('import.title')} crumb={<Link to="/templates">{t('page.back')}</Link>}>
      <Card>
        <JsonFilePicker lead={t('import.lead')} onChoose={choose} />
      </Card>
      {check.isError && <ProblemView error={check.error} onRetry={() => chosen && check.mutate({ template: chosen.value as never })} />}
      {check.data !== undefined && (
        <Card
          title={t('section.findings')}
          extra={
            <Button type="primary" disabled={!isGood} onClick={() => setAsking(true)}>
              {t('import.publish', names)}
            </Button>
          }
        >
          <Findings findings={check.data.findings} />
        </Card>
      )}
      {isGood && template !== undefined && <TemplateBody template={template} findings={[]} section="flow" />}
      {isGood && template !== undefined && <TemplateBody template={template} findings={[]} section="form" />}
      <Modal
        open={asking}
        title={t('import.confirm.title')}
        okText={t('import.confirm.ok')}
        cancelText={t('import.confirm.keep')}
        okButtonProps={{ loading: publish.isPending }}
        onOk={() => chosen && publish.mutate({ template: chosen.value as never })}
        onCancel={() => setAsking(false)}
      >
        <p>{t('import.confirm.text', names)}</p>
        {publish.isError && <ProblemView error={publish.error} compact of="write" />}
      </Modal>
    </Page>
  );
}
