import { CloseOutlined, FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { STANDING_PHASES } from '@mingdan/shared/orders/standing';
import { Button, Input } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { useMe } from '../../lib/access.ts';
import { lazily } from '../../lib/lazily.ts';
import { Skeleton } from '../../ui/problem-view.tsx';
import { Choice } from './choice.tsx';
import type { FilterKey } from './filter-words.ts';
import styles from './list.module.css';
import { t as list } from './list-messages.ts';
import { t } from './messages.ts';
import type { OrderFilters } from './operations.ts';
import { useFilterWords } from './use-filter-words.ts';

const PAY = ['unpaid', 'part', 'paid', 'over', 'none'] as const;
const SETTLEMENT = ['estimated', 'pending', 'eligible', 'disputed', 'unverified', 'settled', 'paid'] as const;
/** Brings the region table along: loaded when somebody opens it. */
const MoreFilters = lazily(async () => (await import('./more-filters.tsx')).MoreFilters);

/** Search, the filters used most, the others behind a button, and what is set as chips. Personal data is searched by exact value only. */
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
  const [isOpen, setOpen] = useState(false);
  const set = (changes: Partial<Record<FilterKey, string | undefined>>) => onFilters(changed(filters, changes));
  return (
    <>
      <div className={styles.filters}>
        <SearchField key={filters.q ?? ''} value={filters.q} onSearch={(q) => set({ q })} />
        <Choice
          title={t('list.phase')}
          group="order.phase"
          values={STANDING_PHASES}
          value={filters.phase}
          onChange={(phase) => set({ phase })}
        />
        <Choice
          title={t('list.settlement')}
          group="order.settlement"
          values={SETTLEMENT}
          value={filters.settlementState}
          onChange={(settlementState) => set({ settlementState })}
        />
        {useMe().money.includes('charge') && (
          <Choice
            title={list('filter.pay')}
            group="pay.state"
            values={PAY}
            value={filters.payState}
            onChange={(payState) => set({ payState })}
          />
        )}
        <Button icon={<FilterOutlined />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {list('filter.more')}
        </Button>
        {children}
      </div>
      {isOpen && (
        <Suspense fallback={<Skeleton lines={2} />}>
          <MoreFilters filters={filters} onChange={set} />
        </Suspense>
      )}
      <FilterChips filters={filters} onFilters={onFilters} />
    </>
  );
}

/** The filters with some of them replaced; undefined takes one away. */
export function changed(filters: OrderFilters, changes: Partial<Record<FilterKey, string | undefined>>): OrderFilters {
  return Object.fromEntries(Object.entries({ ...filters, ...changes }).filter(([, value]) => value !== undefined)) as OrderFilters;
}

function FilterChips({ filters, onFilters }: { filters: OrderFilters; onFilters: (filters: OrderFilters) => void }) {
  const words = useFilterWords(filters);
  if (words.length === 0) return null;
  return (
    <div className={styles.chips}>
      {words.map(({ key, words: said }) => (
        <button
          key={key}
          type="button"
          className={styles.chip}
          aria-label={list('filter.remove', { what: said })}
          onClick={() => onFilters(changed(filters, { [key]: undefined }))}
        >
          {said} <CloseOutlined aria-hidden="true" />
        </button>
      ))}
      <Button type="link" size="small" onClick={() => onFilters({})}>
        {t('list.clear')}
      </Button>
    </div>
  );
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
        if (event.target.value === '' && value !== undefined) search('');
      }}
      onPressEnter={() => search(draft)}
    />
  );
}
