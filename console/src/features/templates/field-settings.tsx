import { DeleteOutlined } from '@ant-design/icons';
import {
  DEFAULT_MAX_QUANTITY,
  type FieldDefinition,
  type FieldType,
  type SelectOption,
  type Slot,
  SYMBOLOGIES,
} from '@mingdan/shared/forms/definition';
import { Button, Checkbox, Input, InputNumber, Select, Space } from 'antd';
import { replaceAt, without } from '../../lib/lists.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Field, type FieldWords } from '../../ui/field.tsx';
import { ChoiceField, FieldGrid, ManyField, MoneyField, ReadField, TextField, WholeField } from '../../ui/form-fields.tsx';
import { useItemOptions } from './line-rows.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';

type Loose = FieldDefinition & { readonly [setting: string]: unknown };
type Set = (setting: string, value: unknown) => void;

/** Whole-number settings of each type. */
const WHOLE: Partial<Record<FieldType, readonly ('min' | 'max' | 'scale' | 'maxAccuracy')[]>> = {
  text: ['max'],
  textarea: ['max'],
  number: ['scale'],
  quantity: ['scale'],
  location: ['maxAccuracy'],
  photo: ['min', 'max'],
  signature: ['min', 'max'],
  rating: ['max'],
  'service-lines': ['min', 'max'],
  'part-lines': ['min', 'max'],
};
/** What `min` and `max` count, where it is not the value itself. */
const COUNTED: Partial<Record<FieldType, 'chars' | 'files' | 'lines' | 'stars'>> = {
  text: 'chars',
  textarea: 'chars',
  photo: 'files',
  signature: 'files',
  'service-lines': 'lines',
  'part-lines': 'lines',
  rating: 'stars',
};
const FLAGS: Partial<Record<FieldType, readonly ('integer' | 'mobile' | 'landline' | 'camera')[]>> = {
  number: ['integer'],
  quantity: ['integer'],
  phone: ['mobile', 'landline'],
  photo: ['camera'],
};
/** Types that are encrypted without being asked. */
const ALWAYS_PERSONAL: readonly FieldType[] = ['phone', 'address', 'location'];

/** The settings that a field's type takes. */
export function FieldSettings({ field: known, set }: { field: FieldDefinition; set: Set }) {
  const field = known as Loose;
  const { type } = field;
  return (
    <>
      <FieldGrid>
        {(type === 'number' || type === 'quantity') && <NumberSettings field={field} set={set} />}
        {type === 'money' &&
          (['min', 'max'] as const).map((key) => (
            <MoneyField
              key={key}
              title={t(`edit.${key}`)}
              at={key}
              value={field[key] as number | undefined}
              onChange={(fen) => set(key, fen)}
            />
          ))}
        {(type === 'text' || type === 'textarea') && (
          <TextField
            title={t('edit.pattern')}
            at="pattern"
            help={t('edit.patternHelp')}
            mono
            max={200}
            value={String(field['pattern'] ?? '')}
            onChange={(pattern) => set('pattern', pattern === '' ? undefined : pattern)}
          />
        )}
        {(type === 'timeslot' || type === 'date') &&
          (['min', 'max'] as const).map((key) => (
            <DayField
              key={key}
              title={t(`edit.day.${key}`)}
              at={key}
              value={field[key] as string | undefined}
              onChange={(day) => set(key, day)}
            />
          ))}
        {(WHOLE[type] ?? []).map((key) => {
          const counted = COUNTED[type];
          return (
            <WholeField
              key={key}
              title={counted !== undefined && (key === 'min' || key === 'max') ? t(`edit.${key}.${counted}`) : t(`edit.${key}`)}
              at={key}
              value={field[key] as number | undefined}
              onChange={(value) => set(key, value)}
            />
          );
        })}
        {type === 'region' && (
          <ChoiceField
            title={t('edit.level')}
            at="level"
            clearable
            value={field['level'] as 'city' | undefined}
            options={(['province', 'city', 'county'] as const).map((level) => ({
              value: level as 'city',
              label: t(`edit.level.${level}`),
            }))}
            onChange={(level) => set('level', level)}
          />
        )}
        {type === 'serial' && (
          <ManyField
            title={t('edit.symbologies')}
            at="symbologies"
            help={t('edit.symbologiesHelp')}
            value={field['symbologies'] as readonly (typeof SYMBOLOGIES)[number][] | undefined}
            options={SYMBOLOGIES.map((symbology) => ({ value: symbology, label: t(`symbology.${symbology}`) }))}
            onChange={(symbologies) => set('symbologies', symbologies)}
          />
        )}
        {(type === 'service-lines' || type === 'part-lines') && (
          <>
            {(['minQuantity', 'maxQuantity'] as const).map((key) => (
              <ReadField
                key={key}
                title={t(`edit.${key}`)}
                at={key}
                help={key === 'maxQuantity' ? t('edit.maxQuantityHelp', { max: DEFAULT_MAX_QUANTITY[type] }) : undefined}
                value={field[key] as number | undefined}
                print={String}
                read={(text) => (/^\d{1,12}(\.\d{1,3})?$/.test(text.trim()) ? Number(text) : null)}
                expected={t('edit.numberBad')}
                onChange={(value) => set(key, value)}
              />
            ))}
            <ItemsSetting items={field['items'] as readonly string[] | undefined} onChange={(items) => set('items', items)} />
          </>
        )}
      </FieldGrid>
      {(FLAGS[type] ?? []).map((key) => (
        <Checkbox key={key} checked={field[key] === true} onChange={(event) => set(key, event.target.checked ? true : undefined)}>
          {t(`edit.flag.${key}`)}
        </Checkbox>
      ))}
      {type === 'heading' && <span className="muted">{t('edit.headingNote')}</span>}
      {!ALWAYS_PERSONAL.includes(type) && type !== 'heading' && (
        <Checkbox checked={field.personal === true} onChange={(event) => set('personal', event.target.checked ? true : undefined)}>
          {t('edit.flag.personal')}
        </Checkbox>
      )}
      {'options' in known && <Options options={known.options} onChange={(options) => set('options', options)} />}
      {type === 'timeslot' && (
        <Slots slots={(field['slots'] as readonly Slot[] | undefined) ?? []} onChange={(slots) => set('slots', slots)} />
      )}
    </>
  );
}

function NumberSettings({ field, set }: { field: Loose; set: Set }) {
  return (
    <>
      {(['min', 'max'] as const).map((key) => (
        <ReadField
          key={key}
          title={t(`edit.${key}`)}
          at={key}
          value={field[key] as number | undefined}
          print={String}
          read={(text) => (/^-?\d{1,12}(\.\d{1,3})?$/.test(text.trim()) ? Number(text) : null)}
          expected={t('edit.numberBad')}
          onChange={(value) => set(key, value)}
        />
      ))}
      <TextField
        title={t('edit.unit')}
        at="unit"
        max={10}
        value={String(field['unit'] ?? '')}
        onChange={(unit) => set('unit', unit === '' ? undefined : unit)}
      />
    </>
  );
}

function ItemsSetting({
  items,
  onChange,
}: {
  items: readonly string[] | undefined;
  onChange: (items: readonly string[] | undefined) => void;
}) {
  const options = useItemOptions();
  return (
    <ManyField title={t('edit.items')} at="items" help={t('edit.itemsHelp')} wide value={items} options={options} onChange={onChange} />
  );
}

const RELATIVE = /^P(\d{1,4})D$/;

/** A bound of days: none, so many days from today, or one day of the calendar. */
export function DayField({
  value,
  onChange,
  ...words
}: FieldWords & { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const days = value === undefined ? undefined : RELATIVE.exec(value)?.[1];
  const way = value === undefined ? 'none' : days === undefined ? 'day' : 'after';
  return (
    <Field {...words}>
      {(id) => (
        <Space.Compact block>
          <Select
            id={id}
            style={{ minWidth: 104, flex: way === 'none' ? 1 : 'none' }}
            value={way}
            options={(['none', 'after', 'day'] as const).map((each) => ({ value: each, label: t(`day.way.${each}`) }))}
            onChange={(next: 'none' | 'after' | 'day') => onChange(next === 'none' ? undefined : next === 'after' ? 'P0D' : '')}
          />
          {way === 'after' && (
            <InputNumber
              aria-label={t('day.days')}
              style={{ flex: 1 }}
              min={0}
              max={999}
              precision={0}
              controls={false}
              value={Number(days)}
              onChange={(count) => onChange(`P${count ?? 0}D`)}
            />
          )}
          {way === 'day' && <DateField aria-label={t('day.day')} value={value ?? ''} onChange={onChange} />}
        </Space.Compact>
      )}
    </Field>
  );
}

function Slots({ slots, onChange }: { slots: readonly Slot[]; onChange: (slots: readonly Slot[] | undefined) => void }) {
  const put = (next: readonly Slot[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <Field title={t('edit.slots')} at="slots" help={t('edit.slotsHelp')}>
      {(id) => (
        <div id={id} tabIndex={-1} className={styles.stack} style={{ gap: 8 }}>
          {slots.map((slot, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: slots have no name of their own
            <div key={at} className={styles.optionRow}>
              {(['from', 'to'] as const).map((end) => (
                <DateField
                  key={end}
                  kind="time"
                  aria-label={t(`part.${end}`)}
                  value={slot[end]}
                  onChange={(time) => put(replaceAt(slots, at, { ...slot, [end]: time }))}
                />
              ))}
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('edit.remove')} onClick={() => put(without(slots, at))} />
            </div>
          ))}
          <div>
            <Button
              onClick={() => put([...slots, slots.length === 0 ? { from: '09:00', to: '12:00' } : { from: slots.at(-1)!.to, to: '18:00' }])}
            >
              {t('edit.slotAdd')}
            </Button>
          </div>
        </div>
      )}
    </Field>
  );
}

function Options({ options, onChange }: { options: readonly SelectOption[]; onChange: (options: readonly SelectOption[]) => void }) {
  const edit = (at: number, part: Partial<SelectOption>) =>
    onChange(options.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const add = () => {
    let n = options.length + 1;
    while (options.some((option) => option.value === `v${n}`)) n += 1;
    onChange([...options, { value: `v${n}`, label: '' }]);
  };
  return (
    <Field title={t('edit.options')} at="options">
      {(id) => (
        <div id={id} tabIndex={-1} className={styles.stack} style={{ gap: 8 }}>
          {options.map((option, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: values may be typed over, places stay
            <div key={at} className={styles.optionRow}>
              <Input
                aria-label={t('edit.optionLabel')}
                placeholder={t('edit.optionLabel')}
                value={option.label}
                maxLength={60}
                onChange={(event) => edit(at, { label: event.target.value })}
              />
              <Input
                className="mono"
                aria-label={t('edit.optionValue')}
                placeholder={t('edit.optionValue')}
                value={option.value}
                maxLength={60}
                onChange={(event) => edit(at, { value: event.target.value })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('edit.remove')}
                disabled={options.length === 1}
                onClick={() => onChange(without(options, at))}
              />
            </div>
          ))}
          <div>
            <Button onClick={add}>{t('edit.optionAdd')}</Button>
          </div>
        </div>
      )}
    </Field>
  );
}
