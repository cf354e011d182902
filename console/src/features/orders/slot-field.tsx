import type { Slot } from '@mingdan/shared/forms/definition';
import { Select } from 'antd';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './order-paths.module.css';
import { t } from './task-messages.ts';

/** An appointment as it is typed; parts may still be empty. */
export interface SlotDraft {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

/** Day and hours of an appointment: one of the hours on offer, or any where none are. */
export function SlotField({
  title,
  slots,
  value,
  onChange,
}: {
  title: string;
  slots: readonly Slot[] | undefined;
  value: SlotDraft;
  onChange: (value: SlotDraft) => void;
}) {
  const hours = value.from === '' ? null : `${value.from}–${value.to}`;
  return (
    <div className={styles.row}>
      <Field title={`${title} · ${t('date')}`}>
        {(id) => <DateField id={id} value={value.date} onChange={(date) => onChange({ ...value, date })} />}
      </Field>
      {slots === undefined ? (
        (['from', 'to'] as const).map((end) => (
          <Field key={end} title={t(end)}>
            {(id) => <DateField id={id} kind="time" value={value[end]} onChange={(time) => onChange({ ...value, [end]: time })} />}
          </Field>
        ))
      ) : (
        <Field title={t('hours')}>
          {(id) => (
            <Select
              id={id}
              value={hours}
              options={slots.map(({ from, to }) => ({ value: `${from}–${to}`, label: `${from}–${to}` }))}
              onChange={(chosen: string) => {
                const [from = '', to = ''] = chosen.split('–');
                onChange({ ...value, from, to });
              }}
            />
          )}
        </Field>
      )}
    </div>
  );
}
