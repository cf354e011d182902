import type { FieldDefinition, Json } from '@mingdan/shared/forms/definition';
import { ChoiceField, ManyField, MoneyField, TextField } from './form-fields.tsx';
import { t } from './messages.ts';
import { RegionSelect } from './region-select.tsx';

/** Types whose answer can be given beforehand; the others are pictures, places and days of one visit. */
const ANSWERED = [
  'text',
  'textarea',
  'number',
  'quantity',
  'money',
  'date',
  'select',
  'multiselect',
  'boolean',
  'region',
  'phone',
  'serial',
  'rating',
] as const;

/** Whether a field's value can be given by {@link AnswerField}. */
export function canAnswer(field: FieldDefinition): boolean {
  return (ANSWERED as readonly string[]).includes(field.type);
}

/** The value of a field, by its type: as a template gives it beforehand, or as somebody fills it in at a desk. */
export function AnswerField({
  field,
  value,
  onChange,
}: {
  field: FieldDefinition;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}) {
  const words = { title: field.label, at: field.key };
  if (field.type === 'select')
    return <ChoiceField {...words} clearable value={value as string | undefined} options={field.options} onChange={onChange} />;
  if (field.type === 'multiselect')
    return <ManyField {...words} value={value as readonly string[] | undefined} options={field.options} onChange={onChange} />;
  if (field.type === 'money') return <MoneyField {...words} value={value as number | undefined} onChange={onChange} />;
  if (field.type === 'boolean') {
    return (
      <ChoiceField
        {...words}
        clearable
        value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
        options={(['yes', 'no'] as const).map((way) => ({ value: way, label: t(`answer.${way}`) }))}
        onChange={(next) => onChange(next === undefined ? undefined : next === 'yes')}
      />
    );
  }
  if (field.type === 'rating') {
    const stars = Array.from({ length: field.max ?? 5 }, (_, index) => String(index + 1));
    return (
      <ChoiceField
        {...words}
        clearable
        value={value === undefined ? undefined : String(value)}
        options={stars.map((star) => ({ value: star, label: star }))}
        onChange={(next) => onChange(next === undefined ? undefined : Number(next))}
      />
    );
  }
  if (field.type === 'region')
    return <RegionSelect title={field.label} value={String(value ?? '')} onChange={(region) => onChange(region ?? undefined)} />;
  return (
    <TextField
      {...words}
      help={field.type === 'date' ? t('answer.dateHelp') : undefined}
      value={String(value ?? '')}
      onChange={(next) => onChange(next === '' ? undefined : next)}
    />
  );
}
