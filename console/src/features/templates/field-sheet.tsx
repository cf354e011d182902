import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { type BooleanOrCondition, FIELD_TYPES, type FieldDefinition, type FieldType } from '@mingdan/shared/forms/definition';
import { Button } from 'antd';
import { withKey } from '../../lib/lists.ts';
import { ConditionEditor, type ConditionName } from '../../ui/condition-editor.tsx';
import { ChoiceField, FieldGrid, FormStack, TextField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Place } from '../../ui/places.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { conditionNames } from './condition-names.ts';
import { FieldSettings } from './field-settings.tsx';
import { KeyField } from './key-field.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { conditionText, namesOf } from './words.ts';

const KEY = /^[a-z][A-Za-z0-9_]{0,39}$/;

/** A new field of a type, with what the type cannot be without. */
export function fieldOf(type: FieldType, key: string, label: string): FieldDefinition {
  return (
    type === 'select' || type === 'multiselect'
      ? { key, type, label, options: [{ value: 'a', label: t('edit.optionFirst') }] }
      : { key, type, label }
  ) as FieldDefinition;
}

/** One field of a form: its words, its settings, when it shows and when it is needed. */
export function FieldSheet({
  template,
  index,
  onChange,
  onRename,
  onAct,
  onClose,
}: {
  template: TemplateDefinition;
  index: number;
  onChange: (field: FieldDefinition, about: string) => void;
  /** Another key, with everything that names it. */
  onRename: (key: string) => void;
  onAct: (act: 'remove' | 'up' | 'down') => void;
  onClose: () => void;
}) {
  const { fields } = template.form;
  const field = fields[index];
  if (field === undefined) return null;
  const set = (key: string, value: unknown) =>
    onChange(withKey(field as FieldDefinition & { readonly [setting: string]: unknown }, key, value) as FieldDefinition, key);
  const names = namesOf(template.form);
  const others = conditionNames(template, field);
  return (
    <Sheet
      open
      width={640}
      title={t('edit.fieldTitle', { label: field.label })}
      onClose={onClose}
      extra={
        <>
          <Button disabled={index === 0} onClick={() => onAct('up')}>
            {t('edit.up')}
          </Button>
          <Button disabled={index === fields.length - 1} onClick={() => onAct('down')}>
            {t('edit.down')}
          </Button>
          <Button danger onClick={() => onAct('remove')}>
            {t('edit.remove')}
          </Button>
        </>
      }
    >
      <Place at={`form.fields.${index}`}>
        <FormStack>
          <Card>
            <FormStack>
              <FieldGrid>
                <TextField title={t('edit.label')} at="label" max={60} value={field.label} onChange={(label) => set('label', label)} />
                <KeyField
                  title={t('edit.key')}
                  at="key"
                  value={field.key}
                  pattern={KEY}
                  bad={t('edit.keyBad')}
                  taken={fields.map((each) => each.key)}
                  onChange={onRename}
                />
                <ChoiceField
                  title={t('form.type')}
                  at="type"
                  value={field.type}
                  options={FIELD_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))}
                  onChange={(type) =>
                    type && onChange({ ...fieldOf(type, field.key, field.label), ...kept(field, type) } as FieldDefinition, 'type')
                  }
                />
                <TextField
                  title={t('edit.hint')}
                  at="hint"
                  wide
                  max={200}
                  value={field.hint ?? ''}
                  onChange={(hint) => set('hint', hint === '' ? undefined : hint)}
                />
              </FieldGrid>
              <FieldSettings field={field} set={set} />
            </FormStack>
          </Card>
          <Card title={t('edit.conditions')}>
            <FormStack>
              <When
                title={t('edit.visible')}
                at="visible"
                value={field.visible}
                always={true}
                names={others}
                words={(condition) => conditionText(condition, names)}
                onChange={(value) => set('visible', value)}
              />
              {field.type !== 'heading' && (
                <>
                  <When
                    title={t('edit.required')}
                    at="required"
                    value={field.required}
                    always={false}
                    names={others}
                    words={(condition) => conditionText(condition, names)}
                    onChange={(value) => set('required', value)}
                  />
                  <When
                    title={t('edit.readonly')}
                    at="readonly"
                    value={field.readonly}
                    always={false}
                    names={others}
                    words={(condition) => conditionText(condition, names)}
                    onChange={(value) => set('readonly', value)}
                  />
                </>
              )}
            </FormStack>
          </Card>
        </FormStack>
      </Place>
    </Sheet>
  );
}

/** What a field keeps when its type becomes another one. */
function kept({ hint, visible, required, readonly }: FieldDefinition, type: FieldType): Partial<FieldDefinition> {
  const all = type === 'heading' ? { hint, visible } : { hint, visible, required, readonly };
  return JSON.parse(JSON.stringify(all)) as Partial<FieldDefinition>;
}

/** Always, never, or when a condition holds. `always`: what an absent setting means. */
function When({
  title,
  at,
  value,
  always,
  names,
  words,
  onChange,
}: {
  title: string;
  at: string;
  value: BooleanOrCondition | undefined;
  always: boolean;
  names: readonly ConditionName[];
  words: (condition: unknown) => string;
  onChange: (value: BooleanOrCondition | undefined) => void;
}) {
  const way = typeof value === 'object' ? 'when' : (value ?? always) ? 'yes' : 'no';
  return (
    <div className={styles.stack}>
      <ChoiceField
        title={title}
        {...(way === 'when' ? {} : { at })}
        value={way}
        options={(['yes', 'no', 'when'] as const).map((each) => ({ value: each, label: t(`edit.way.${each}`) }))}
        onChange={(next) =>
          onChange(
            next === 'when' ? { '!!': [{ var: names[0]?.value ?? '$node' }] } : (next === 'yes') === always ? undefined : next === 'yes',
          )
        }
      />
      {way === 'when' && (
        <ConditionEditor
          title={t('edit.when')}
          at={at}
          condition={value}
          names={names}
          words={words}
          onChange={(condition) => onChange(condition as BooleanOrCondition | undefined)}
        />
      )}
    </div>
  );
}
