import type { Finding } from '@mingdan/shared/contracts/common';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { formatQuantity } from '@mingdan/shared/messages/format';
import { DataTable } from '../../ui/data-table.tsx';
import { Findings } from '../../ui/findings.tsx';
import { Card } from '../../ui/page.tsx';
import { FlowGraph } from './flow-graph.tsx';
import { FlowTable } from './flow-table.tsx';
import { FormTable } from './form-table.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { namesOf } from './words.ts';

export type TemplateSection = 'flow' | 'form' | 'preset' | 'findings';
export const TEMPLATE_SECTIONS: readonly TemplateSection[] = ['flow', 'form', 'preset', 'findings'];

/** One part of a template. */
export function TemplateBody({
  template,
  findings,
  section,
}: {
  template: TemplateDefinition;
  findings: readonly Finding[];
  section: TemplateSection;
}) {
  if (section === 'findings') {
    return (
      <Card title={t('section.findings')}>
        <Findings findings={findings} />
      </Card>
    );
  }
  if (section === 'form') {
    return (
      <Card title={t('form.title')} flush>
        <FormTable form={template.form} flow={template.flow} />
      </Card>
    );
  }
  if (section === 'preset') return <Presets template={template} />;
  return (
    <>
      <Card title={t('flow.title')} flush>
        <FlowGraph flow={template.flow} names={namesOf(template.form)} />
      </Card>
      <Card title={t('flow.nodes')} flush>
        <FlowTable flow={template.flow} names={namesOf(template.form)} />
      </Card>
    </>
  );
}

function Presets({ template }: { template: TemplateDefinition }) {
  const answers = Object.entries(template.answers ?? {});
  const lines = Object.entries(template.lines ?? {}).flatMap(([field, entries]) => entries.map((line) => ({ field, ...line })));
  const fieldLabel = (key: string) => template.form.fields.find((field) => field.key === key)?.label ?? key;
  if (answers.length === 0 && lines.length === 0) {
    return (
      <Card>
        <span className="muted">{t('preset.none')}</span>
      </Card>
    );
  }
  return (
    <div className={styles.stack}>
      {lines.length > 0 && (
        <Card title={t('preset.lines')} flush>
          <DataTable
            label={t('preset.lines')}
            columns={[
              { title: t('preset.item'), lead: true, cell: (line) => <span className="mono">{line.item}</span> },
              { title: t('preset.field'), cell: (line) => fieldLabel(line.field) },
              { title: t('preset.quantity'), align: 'right', cell: (line) => formatQuantity(line.quantity) },
            ]}
            rows={lines}
            rowKey={(line) => `${line.field} ${line.item}`}
          />
        </Card>
      )}
      {answers.length > 0 && (
        <Card title={t('preset.answers')} flush>
          <DataTable
            label={t('preset.answers')}
            columns={[
              { title: t('preset.field'), lead: true, cell: ([key]) => fieldLabel(key) },
              { title: t('preset.value'), cell: ([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)) },
            ]}
            rows={answers}
            rowKey={([key]) => key}
          />
        </Card>
      )}
    </div>
  );
}
