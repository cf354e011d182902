import { label } from '@mingdan/shared/messages/index';
import type { Item, PriceBook, Side } from '@mingdan/shared/pricing/types';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { ladderText } from './words.ts';

const SIDES: readonly Side[] = ['charge', 'settle', 'cost'];
/** Rows drawn at first; a book may hold a thousand items with nine prices each. */
const FIRST_ROWS = 100;

/** Items down, tiers across, one side at a time. A price that stands for all tiers fills its row in grey. */
export function ItemMatrix({ book, side }: { book: PriceBook; side: Side }) {
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [limit, setLimit] = useState(FIRST_ROWS);
  const needle = words.trim().toLowerCase();
  const found = book.items.filter(
    (item) => needle === '' || item.code.toLowerCase().includes(needle) || item.name.toLowerCase().includes(needle),
  );
  const rows = found.slice(0, limit);
  const columns: readonly Column<Item>[] = [
    {
      title: t('items.name'),
      lead: true,
      width: '220px',
      cell: (item) => (
        <span>
          {item.name}
          <span className={`muted ${styles.code}`}>
            <span className="mono">{item.code}</span> · {label('item.kind', item.kind)} · {item.unit}
          </span>
          {item.ladder !== undefined && (item.ladder.sides === undefined || item.ladder.sides.includes(side)) && (
            <span className={`secondary ${styles.code}`}>{ladderText(item.ladder)}</span>
          )}
        </span>
      ),
    },
    ...book.tiers.map((tier) => ({
      title: tier.name,
      align: 'right' as const,
      cell: (item: Item) => <PriceCell item={item} tier={tier.code} side={side} />,
    })),
  ];
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          aria-label={t('items.side')}
          value={side}
          onChange={(next: Side) =>
            void navigate({
              to: '/books/$code/$version',
              params: { code: book.code, version: String(book.version) },
              search: { section: 'items', side: next },
              replace: true,
              resetScroll: false,
            })
          }
          options={SIDES.map((each) => ({ value: each, label: label('money', each) }))}
        />
        <Input
          className={styles.search ?? ''}
          allowClear
          aria-label={t('items.search')}
          placeholder={t('items.search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <span className="muted">{t('items.shown', { shown: rows.length, total: book.items.length })}</span>
      </div>
      <Card flush>
        {rows.length === 0 ? (
          <p className={styles.none}>{t('items.none')}</p>
        ) : (
          <DataTable compact label={t('section.items')} columns={columns} rows={rows} rowKey={(item) => item.code} />
        )}
        {found.length > rows.length && (
          <div className={styles.none}>
            <Button onClick={() => setLimit(limit + FIRST_ROWS)}>
              {t('items.more', { count: Math.min(FIRST_ROWS, found.length - rows.length) })}
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

function PriceCell({ item, tier, side }: { item: Item; tier: string; side: Side }) {
  const own = item.prices[tier]?.[side];
  if (own != null) return <Money fen={own} />;
  const all = item.prices['*']?.[side];
  if (all != null) {
    return (
      <span className={styles.shared} title={t('items.all')}>
        <Money fen={all} />
      </span>
    );
  }
  return <span className="muted">{t('items.noPrice')}</span>;
}
