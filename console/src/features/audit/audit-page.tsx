import type { AuditRow, listAudit } from '@mingdan/shared/contracts/operations';
import { listAuditMeta } from '@mingdan/shared/contracts/operations.meta';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { moment, shortHash } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractPages } from '../../lib/query.ts';
import { type Column, PagedTable } from '../../ui/data-table.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './audit.module.css';
import { AuditRowSheet } from './audit-row-sheet.tsx';
import { t } from './messages.ts';
import { VerifyChain } from './verify-chain.tsx';
import { ACTIONS, actionText, actorText, SUBJECTS, subjectText } from './words.ts';

export interface AuditFilters {
  readonly subjectType?: string;
  readonly subjectId?: string;
  readonly action?: string;
}

/** The audit chain, newest first. */
export function AuditPage({
  filters,
  openId,
  onFilters,
  onOpen,
}: {
  filters: AuditFilters;
  openId: string | undefined;
  onFilters: (filters: AuditFilters) => void;
  onOpen: (rowId: string | undefined) => void;
}) {
  const pages = useInfiniteQuery({
    ...contractPages<typeof listAudit>(listAuditMeta, { ...filters, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const now = useNow();
  const opened = pages.data?.pages.flatMap((page) => page.items).find((row) => row.id === openId);
  return (
    <Page title={t('title')} note={t('note')} actions={<VerifyChain />}>
      <FilterForm key={JSON.stringify(filters)} filters={filters} onFilters={onFilters} />
      <Card flush>
        <PagedTable
          pages={pages}
          label={t('title')}
          columns={columns(now, onOpen)}
          rowKey={(row) => row.id}
          onOpen={(row) => onOpen(row.id)}
          openKey={openId}
          empty={<Empty>{t('empty')}</Empty>}
          onClearFilters={Object.keys(filters).length > 0 ? () => onFilters({}) : undefined}
        />
      </Card>
      <AuditRowSheet row={opened} onClose={() => onOpen(undefined)} />
    </Page>
  );
}

function FilterForm({ filters, onFilters }: { filters: AuditFilters; onFilters: (filters: AuditFilters) => void }) {
  const id = useId();
  const [draft, setDraft] = useState<Record<keyof AuditFilters, string>>({
    subjectType: filters.subjectType ?? '',
    subjectId: filters.subjectId ?? '',
    action: filters.action ?? '',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilters(Object.fromEntries(Object.entries(draft).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]))));
  };
  const choices = {
    action: ACTIONS.map((value) => ({ value, label: actionText(value) ?? value })),
    subjectType: SUBJECTS.map((value) => ({ value, label: subjectText(value) })),
  };
  return (
    <form className={styles.filters} onSubmit={submit}>
      {(['action', 'subjectType'] as const).map((name) => (
        <label key={name} htmlFor={`${id}-${name}`} className={styles.filter}>
          <span>{t(`filter.${name}`)}</span>
          <Select
            id={`${id}-${name}`}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('filter.all')}
            value={draft[name] || null}
            onChange={(value: string | null | undefined) => setDraft({ ...draft, [name]: value ?? '' })}
            options={choices[name]}
          />
        </label>
      ))}
      <label htmlFor={`${id}-id`} className={styles.filter}>
        <span>{t('filter.id')}</span>
        <Input
          id={`${id}-id`}
          maxLength={64}
          allowClear
          value={draft.subjectId}
          onChange={(event) => setDraft({ ...draft, subjectId: event.target.value })}
        />
      </label>
      <Button htmlType="submit">{t('filter.apply')}</Button>
    </form>
  );
}

function columns(now: number, onOpen: (rowId: string) => void): readonly Column<AuditRow>[] {
  return [
    { title: t('col.seq'), align: 'right', width: '72px', cell: (row) => row.seq ?? <Tag tone="waiting">{t('unsealed')}</Tag> },
    {
      title: t('col.action'),
      lead: true,
      cell: (row) => (
        <span>
          <button type="button" className={styles.linkButton} onClick={() => onOpen(row.id)}>
            {actionText(row.action) ?? row.action}
          </button>
        </span>
      ),
    },
    {
      title: t('col.subject'),
      cell: (row) => (
        <span>
          {subjectText(row.subjectType)}
          {row.subjectName !== null && ` ${row.subjectName}`}
          <span className={`mono muted ${styles.second}`}>{row.subjectId}</span>
        </span>
      ),
    },
    { title: t('col.actor'), cell: (row) => actorText(row.actor) },
    { title: t('col.reason'), cell: (row) => row.reason ?? <span className="muted">—</span> },
    { title: t('col.hash'), cell: (row) => <span className="mono muted">{row.hash === null ? '—' : shortHash(row.hash)}</span> },
    { title: t('col.time'), align: 'right', cell: (row) => <span className="muted nowrap">{moment(row.at, now)}</span> },
  ];
}
