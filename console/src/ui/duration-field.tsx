import { InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { DURATION_UNITS, type DurationUnit, printDuration, readDuration } from '../lib/durations.ts';
import { Field, type FieldWords } from './field.tsx';
import { t } from './messages.ts';

/** How long: a whole number and its unit; ISO 8601 inside. Empty is `undefined`. */
export function DurationField({
  value,
  onChange,
  ...words
}: FieldWords & { value: string | undefined; onChange: (iso: string | undefined) => void }) {
  const known = value === undefined ? null : readDuration(value);
  const [unit, setUnit] = useState<DurationUnit>('hour');
  const shown = known?.unit ?? unit;
  return (
    <Field {...words} problem={value !== undefined && known === null ? t('duration.unknown', { value }) : null}>
      {(id) => (
        <Space.Compact block>
          <InputNumber
            id={id}
            style={{ flex: 1 }}
            min={1}
            max={500_000}
            precision={0}
            controls={false}
            value={known?.count ?? null}
            onChange={(count) => onChange(count === null ? undefined : printDuration(count, shown))}
          />
          <Select<DurationUnit>
            aria-label={t('duration.unit', { title: words.title })}
            style={{ width: 84 }}
            value={shown}
            options={DURATION_UNITS.map((each) => ({ value: each, label: t(`duration.${each}`) }))}
            onChange={(next) => {
              setUnit(next);
              if (known !== null) onChange(printDuration(known.count, next));
            }}
          />
        </Space.Compact>
      )}
    </Field>
  );
}
