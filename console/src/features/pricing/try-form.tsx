import { DeleteOutlined } from '@ant-design/icons';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { Button, Input, Select } from 'antd';
import { type FormEvent, type ReactNode, useId } from 'react';
import { Card } from '../../ui/page.tsx';
import { RegionSelect } from '../../ui/region-select.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { readAttributes, type TryDraft } from './try-draft.ts';

const WORDS = ['cooperation', 'customerLevel', 'package', 'channel', 'urgency'] as const;

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
  const isReadable = readAttributes(draft.attributes) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRun();
  };
  return (
    <form onSubmit={submit} className={styles.stack}>
      <Card title={t('try.facts')}>
        <div className={styles.fields}>
          <Field title={t('try.at')}>
            {(id) => <Input id={id} type="datetime-local" value={draft.at} onChange={(event) => change({ at: event.target.value })} />}
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
          {WORDS.map((name) => (
            <Field key={name} title={t(`try.${name}`)}>
              {(id) => <Input id={id} value={draft[name]} onChange={(event) => change({ [name]: event.target.value })} />}
            </Field>
          ))}
          <Field title={t('try.attributes')} problem={isReadable ? undefined : t('try.attributesBad')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                className="mono"
                value={draft.attributes}
                onChange={(event) => change({ attributes: event.target.value })}
              />
            )}
          </Field>
        </div>
      </Card>
      <Card title={t('try.lines')}>
        <Lines book={book} draft={draft} onChange={change} />
      </Card>
      <Card title={t('try.crew')}>
        <Crew draft={draft} onChange={change} />
      </Card>
      <Button type="primary" htmlType="submit" size="large" loading={running} disabled={!isReadable || draft.at === ''}>
        {t('try.run')}
      </Button>
    </form>
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

function Field({ title, problem, children }: { title: string; problem?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{title}</label>
      {children(id)}
      {problem !== undefined && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </div>
  );
}
