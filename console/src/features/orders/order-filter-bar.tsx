import { SearchOutlined } from '@ant-design/icons';
import { label, text } from '@mingdan/shared/messages/index';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { t } from './messages.ts';
import type { OrderFilters } from './operations.ts';
import styles from './orders.module.css';

const STATES = ['open', 'suspended', 'done', 'cancelled'] as const;
const PHASES = ['new', 'dispatch', 'working', 'waiting', 'review', 'settle', 'closed'] as const;
const SETTLEMENT = ['estimated', 'pending', 'eligible', 'settled', 'paid'] as const;

/** State tabs and the filters beside them. Personal data is searched by exact value only: the server keeps nothing else to search by. */
export function OrderFilterBar({
  filters,
  onFilters,
  children,
}: {
  filters: OrderFilters;
  onFilters: (filters: OrderFilters) => void;
  /** What stands at the right end of the bar. */
  children: ReactNode;
}) {
  return (
    <>
      <LinkTabs label={t('list.tabs')}>
        {[undefined, ...STATES].map((state) => (
          <Link
            key={state ?? 'all'}
            to="/orders"
            search={withState(filters, state)}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={filters.state === state ? 'page' : undefined}
          >
            {state === undefined ? t('list.tab.all') : text(`order.state.${state}`)}
          </Link>
        ))}
      </LinkTabs>
      <div className={styles.filters}>
        <SearchField key={filters.q ?? ''} value={filters.q} onSearch={(q) => onFilters({ ...filters, q })} />
        <Choice
          title={t('list.phase')}
          group="order.phase"
          values={PHASES}
          value={filters.phase}
          onChange={(phase) => onFilters({ ...filters, phase })}
        />
        <Choice
          title={t('list.settlement')}
          group="order.settlement"
          values={SETTLEMENT}
          value={filters.settlementState}
          onChange={(settlementState) => onFilters({ ...filters, settlementState })}
        />
        {Object.entries(filters).some(([name, value]) => name !== 'state' && value !== undefined) && (
          <Button type="link" onClick={() => onFilters(filters.state === undefined ? {} : { state: filters.state })}>
            {t('list.clear')}
          </Button>
        )}
        {children}
      </div>
    </>
  );
}

function withState(filters: OrderFilters, state: OrderFilters['state']): OrderFilters {
  const { state: _, ...rest } = filters;
  return state === undefined ? rest : { ...rest, state };
}

function SearchField({ value, onSearch }: { value: string | undefined; onSearch: (q: string | undefined) => void }) {
  const [draft, setDraft] = useState(value ?? '');
  const search = (words: string) => onSearch(words.trim() === '' ? undefined : words.trim());
  return (
    <Input
      className={styles.searchField ?? ''}
      prefix={<SearchOutlined />}
      allowClear
      maxLength={40}
      aria-label={t('list.searchNote')}
      title={t('list.searchNote')}
      placeholder={t('list.search')}
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        if (event.target.value === '') search('');
      }}
      onPressEnter={() => search(draft)}
    />
  );
}

function Choice<Value extends string>({
  title,
  group,
  values,
  value,
  onChange,
}: {
  title: string;
  group: string;
  values: readonly Value[];
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}) {
  return (
    <Select
      className={styles.choice ?? ''}
      allowClear
      aria-label={title}
      placeholder={title}
      value={value ?? null}
      onChange={(chosen: Value | null | undefined) => onChange(chosen ?? undefined)}
      options={values.map((option) => ({ value: option, label: label(group, option) }))}
    />
  );
}
