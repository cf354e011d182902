import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import type { Json } from '@mingdan/shared/forms/definition';
import { withKey } from '../../lib/lists.ts';
import { AnswerField, canAnswer } from '../../ui/answer-field.tsx';
import { FieldGrid } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Place } from '../../ui/places.tsx';
import { LineRows } from './line-rows.tsx';
import { t } from './messages.ts';

type Lines = TemplateDefinition['lines'][string];

/** What stands in the form before anybody fills it: lines by the catalogue, and simple answers. */
export function PresetEditor({
  template,
  onChange,
}: {
  template: TemplateDefinition;
  onChange: (template: TemplateDefinition, tag?: string) => void;
}) {
  const lineFields = template.form.fields.filter((field) => field.type === 'service-lines' || field.type === 'part-lines');
  const answerFields = template.form.fields.filter(canAnswer);
  const setLines = (key: string, lines: Lines, tag?: string) =>
    onChange({ ...template, lines: withKey({ ...template.lines }, key, lines.length === 0 ? undefined : lines) }, tag);
  const answer = (key: string, value: Json | undefined) =>
    onChange({ ...template, answers: withKey({ ...template.answers }, key, value) }, `answers.${key}`);
  return (
    <>
      {lineFields.length === 0 && (
        <Card title={t('preset.lines')}>
          <span className="muted">{t('edit.noLineField')}</span>
        </Card>
      )}
      {lineFields.map((field) => (
        <Card key={field.key} title={field.label}>
          <Place at="lines">
            <LineRows
              title={t('preset.lines')}
              at={field.key}
              lines={template.lines[field.key] ?? []}
              onChange={(lines, tag) => setLines(field.key, lines, tag && `lines.${tag}`)}
            />
          </Place>
        </Card>
      ))}
      <Card title={t('preset.answers')}>
        <Place at="answers">
          <FieldGrid>
            {answerFields.map((field) => (
              <AnswerField key={field.key} field={field} value={template.answers[field.key]} onChange={(next) => answer(field.key, next)} />
            ))}
          </FieldGrid>
        </Place>
      </Card>
    </>
  );
}
