import { DeleteOutlined } from '@ant-design/icons';
import { LIST_KEYS, type ListKey, type PriceBook } from '@mingdan/shared/pricing/types';
import { Button, Input, Select } from 'antd';
import { type FormEvent, type ReactNode, useId } from 'react';
import { DateField } from '../../ui/date-field.tsx';
import { Card } from '../../ui/page.tsx';
import { RegionSelect } from '../../ui/region-select.tsx';
import { askedAttributes, namedValues } from './asked-facts.ts';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import type { TryDraft } from './try-draft.ts';
import { attributeText, attributeValue, factText } from './words.ts';

/** Values that orders of the product have, beside those that a book names. */
const KNOWN: Readonly<Partial<Record<ListKey, readonly string[]>>> = {
  cooperation: ['direct', 'franchise', 'partner'],
  customerLevel: ['STD', 'VIP'],
  channel: ['sidebar', 'console', 'qr'],
  urgency: ['normal', 'urgent'],
};

/** The facts of an order, as the engine wants them. */
export function TryForm({
  book,
  draft,
  onDraft,
  onRun,
  running,
}: {
  book: PriceBook;
  draft: TryDraft;
  onDraft: (draft: TryDraft) => void;
  onRun: () => void;
  running: boolean;
}) {
  const change = (part: Partial<TryDraft>) => onDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRun();
  };
  return (
    <form onSubmit={submit} className={styles.stack}>
      <Card title={t('try.facts')}>
        <div className={styles.fields}>
          <Field title={t('try.at')}>
            {(id) => <DateField id={id} kind="datetime-local" value={draft.at} onChange={(at) => change({ at })} />}
          </Field>
          <Field title={t('try.distance')}>
            {(id) => (
              <Input
                id={id}
                inputMode="decimal"
                value={draft.distanceKm}
                onChange={(event) => change({ distanceKm: event.target.value })}
              />
            )}
          </Field>
          <div className={styles.wide}>
            <RegionSelect title={t('try.region')} value={draft.region} onChange={(region) => change({ region: region ?? '' })} />
          </div>
          {LIST_KEYS.map((key) => (
            <Choice
              key={key}
              title={t(`try.${key}`)}
              value={draft[key]}
              values={[...new Set([...(KNOWN[key] ?? []), ...namedValues(book, key)])]}
              words={(value) => factText(key, value)}
              onChange={(value) => change({ [key]: value })}
            />
          ))}
          {askedAttributes(book).map(({ path, kind, values }) => {
            const put = (value: string) => change({ attributes: { ...draft.attributes, [path]: value } });
            const value = draft.attributes[path] ?? '';
            if (kind === 'number' || (kind === 'text' && values.length === 0))
              return (
                <Field key={path} title={attributeText(path)}>
                  {(id) => (
                    <Input
                      id={id}
                      {...(kind === 'number' ? { inputMode: 'decimal' as const } : {})}
                      value={value}
                      onChange={(event) => put(event.target.value)}
                    />
                  )}
                </Field>
              );
            return (
              <Choice
                key={path}
                title={attributeText(path)}
                value={value}
                values={kind === 'flag' ? ['yes', 'no'] : values}
                words={(each) =>
                  kind === 'flag' ? t(each === 'yes' ? 'try.attributeYes' : 'try.attributeNo') : attributeValue(path, each)
                }
                onChange={put}
              />
            );
          })}
        </div>
      </Card>
      <Card title={t('try.lines')}>
        <Lines book={book} draft={draft} onChange={change} />
      </Card>
      <Card title={t('try.crew')}>
        <Crew draft={draft} onChange={change} />
      </Card>
      <Button type="primary" htmlType="submit" size="large" loading={running} disabled={draft.at === ''}>
        {t('try.run')}
      </Button>
    </form>
  );
}

/** One of a few values, or none. */
function Choice({
  title,
  value,
  values,
  words,
  onChange,
}: {
  title: string;
  value: string;
  values: readonly string[];
  words: (value: string) => string;
  onChange: (value: string) => void;
}) {
  return (
    <Field title={title}>
      {(id) => (
        <Select
          id={id}
          allowClear
          placeholder={t('try.attributeAny')}
          value={value === '' ? null : value}
          onChange={(next: string | null | undefined) => onChange(next ?? '')}
          options={values.map((each) => ({ value: each, label: words(each) }))}
        />
      )}
    </Field>
  );
}

function nextKey(rows: readonly { readonly key: number }[]): number {
  return rows.reduce((most, row) => Math.max(most, row.key), -1) + 1;
}

function Lines({ book, draft, onChange }: { book: PriceBook; draft: TryDraft; onChange: (part: Partial<TryDraft>) => void }) {
  const options = book.items.map((item) => ({ value: item.code, label: `${item.name} ${item.code}` }));
  const edit = (key: number, part: { item?: string; quantity?: string }) =>
    onChange({ lines: draft.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <div className={styles.rows}>
      {draft.lines.map((line) => (
        <div key={line.key} className={styles.row}>
          <Select
            className={styles.grow ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('try.item')}
            placeholder={t('try.item')}
            value={line.item === '' ? null : line.item}
            onChange={(item: string | null) => edit(line.key, { item: item ?? '' })}
            options={options}
          />
          <Input
            className={styles.short ?? ''}
            inputMode="decimal"
            aria-label={t('try.quantity')}
            value={line.quantity}
            onChange={(event) => edit(line.key, { quantity: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('try.removeLine')}
            onClick={() => onChange({ lines: draft.lines.filter((other) => other.key !== line.key) })}
          />
        </div>
      ))}
      <Button onClick={() => onChange({ lines: [...draft.lines, { key: nextKey(draft.lines), item: '', quantity: '1' }] })}>
        {t('try.addLine')}
      </Button>
    </div>
  );
}

function Crew({ draft, onChange }: { draft: TryDraft; onChange: (part: Partial<TryDraft>) => void }) {
  const edit = (key: number, part: { installer?: string; weight?: string }) =>
    onChange({ crew: draft.crew.map((member) => (member.key === key ? { ...member, ...part } : member)) });
  return (
    <div className={styles.rows}>
      {draft.crew.map((member) => (
        <div key={member.key} className={styles.row}>
          <Input
            className={styles.grow ?? ''}
            aria-label={t('try.installer')}
            placeholder={t('try.installer')}
            value={member.installer}
            onChange={(event) => edit(member.key, { installer: event.target.value })}
          />
          <Input
            className={styles.short ?? ''}
            inputMode="numeric"
            aria-label={t('try.weight')}
            value={member.weight}
            onChange={(event) => edit(member.key, { weight: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('try.removeCrew')}
            onClick={() => onChange({ crew: draft.crew.filter((other) => other.key !== member.key) })}
          />
        </div>
      ))}
      <Button onClick={() => onChange({ crew: [...draft.crew, { key: nextKey(draft.crew), installer: '', weight: '1' }] })}>
        {t('try.addCrew')}
      </Button>
    </div>
  );
}

function Field({ title, children }: { title: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{title}</label>
      {children(id)}
    </div>
  );
}
