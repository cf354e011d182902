import { readRate } from '@mingdan/shared/kernel/read-figures';
import { label } from '@mingdan/shared/messages/index';
import type { When } from '@mingdan/shared/pricing/types';
import { Button } from 'antd';
import { useState } from 'react';
import { withKey } from '../../lib/lists.ts';
import { ConditionEditor } from '../../ui/condition-editor.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { FieldGrid, FormStack, ManyField, ReadField } from '../../ui/form-fields.tsx';
import { RegionSelect } from '../../ui/region-select.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { attributesText, COOPERATIONS, factText, regionText, weekdayText } from './words.ts';

const URGENCIES = ['normal', 'urgent'] as const;
const numberOptions = (from: number, to: number, word: (n: number) => string) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ value: String(from + index), label: word(from + index) }));

/** When a rule holds; what is left empty does not matter. */
export function WhenForm({ when = {}, onChange }: { when: When | undefined; onChange: (when: When | undefined) => void }) {
  const set = <K extends keyof When>(key: K, value: When[K] | undefined) => {
    const next = withKey(when, key, value);
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  const numbers = (key: 'months' | 'weekdays' | 'hours', from: number, to: number, word: (n: number) => string) => (
    <ManyField
      title={t(`when.field.${key}`)}
      value={when[key]?.map(String)}
      placeholder={t('when.any')}
      options={numberOptions(from, to, word)}
      onChange={(list) =>
        set(
          key,
          list?.map(Number).sort((a, b) => a - b),
        )
      }
    />
  );
  const day = (end: 'from' | 'to') => (
    <Field title={t(`when.field.${end}`)}>
      {(id) => (
        <DateField
          id={id}
          kind="datetime-local"
          value={when.window?.[end]?.slice(0, 16) ?? ''}
          onChange={(text) => {
            const window = withKey(when.window ?? {}, end, text === '' ? undefined : `${text}:00+08:00`);
            set('window', Object.keys(window).length === 0 ? undefined : window);
          }}
        />
      )}
    </Field>
  );
  const distance = (end: 'min' | 'max') => (
    <ReadField
      title={t(`when.field.${end}`)}
      value={when.distanceKm?.[end]}
      print={String}
      read={(text) => readRate(text, 3)}
      expected={t('field.decimalBad')}
      onChange={(km) => {
        const distanceKm = withKey(when.distanceKm ?? {}, end, km);
        set('distanceKm', Object.keys(distanceKm).length === 0 ? undefined : distanceKm);
      }}
    />
  );
  return (
    <FormStack>
      <Regions codes={when.region} onChange={(region) => set('region', region)} />
      <FieldGrid>
        <ManyField
          title={t('try.cooperation')}
          value={when.cooperation}
          placeholder={t('when.any')}
          options={COOPERATIONS.map((value) => ({ value, label: factText('cooperation', value) }))}
          onChange={(list) => set('cooperation', list)}
        />
        <ManyField
          title={t('try.urgency')}
          value={when.urgency}
          placeholder={t('when.any')}
          options={URGENCIES.map((value) => ({ value, label: label('order.urgency', value) }))}
          onChange={(list) => set('urgency', list)}
        />
        <ManyField
          title={t('try.customerLevel')}
          value={when.customerLevel}
          placeholder={t('when.any')}
          onChange={(list) => set('customerLevel', list)}
        />
        <ManyField title={t('try.package')} value={when.package} placeholder={t('when.any')} onChange={(list) => set('package', list)} />
        <ManyField title={t('try.channel')} value={when.channel} placeholder={t('when.any')} onChange={(list) => set('channel', list)} />
        {numbers('months', 1, 12, (n) => t('when.month', { n }))}
        {numbers('weekdays', 1, 7, weekdayText)}
        {numbers('hours', 0, 23, (n) => t('when.hour', { n }))}
        {day('from')}
        {day('to')}
        {distance('min')}
        {distance('max')}
      </FieldGrid>
      <ConditionEditor
        title={t('when.field.logic')}
        condition={when.logic}
        names={[]}
        free
        words={attributesText}
        onChange={(logic) => set('logic', logic)}
      />
    </FormStack>
  );
}

function Regions({
  codes = [],
  onChange,
}: {
  codes: readonly string[] | undefined;
  onChange: (codes: readonly string[] | undefined) => void;
}) {
  const [choice, setChoice] = useState('');
  const add = () => {
    if (choice !== '' && !codes.includes(choice)) onChange([...codes, choice]);
    setChoice('');
  };
  return (
    <div className={styles.stack} style={{ gap: 8 }}>
      <div className={styles.bar}>
        <RegionSelect title={t('try.region')} value={choice} onChange={(code) => setChoice(code ?? '')} />
        <Button disabled={choice === ''} onClick={add} style={{ alignSelf: 'flex-end' }}>
          {choice === '' ? t('when.addRegion') : t('when.addThis', { region: regionText(choice) })}
        </Button>
      </div>
      {codes.length === 0 ? (
        <span className="muted">{t('when.everywhere')}</span>
      ) : (
        <ul className={styles.chips}>
          {codes.map((code) => (
            <li key={code}>
              {regionText(code)}
              <button
                type="button"
                aria-label={t('when.removeRegion', { region: regionText(code) })}
                onClick={() => {
                  const rest = codes.filter((each) => each !== code);
                  onChange(rest.length === 0 ? undefined : rest);
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
