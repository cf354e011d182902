import type { listItems } from '@mingdan/shared/contracts/catalog';
import { listItemsMeta } from '@mingdan/shared/contracts/catalog.meta';
import { label } from '@mingdan/shared/messages/index';
import { ITEM_KINDS, type ItemKind, type PriceBook, SIDES, type Side } from '@mingdan/shared/pricing/types';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { contractQuery } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { BulkPercent } from './bulk-percent.tsx';
import { ItemSheet } from './item-sheet.tsx';
import { t } from './messages.ts';
import styles from './price-grid.module.css';
import { type GridSelection, PriceGrid } from './price-grid.tsx';

/** The prices of a draft: side, filters, the grid, and acts on what is chosen in it. */
export function ItemsEditor({
  book,
  target,
  onChange,
}: {
  book: PriceBook;
  target: { readonly item: number; readonly key: number } | null;
  onChange: (book: PriceBook, tag?: string) => void;
}) {
  const catalog = useQuery(contractQuery<typeof listItems>(listItemsMeta, {}));
  const [side, setSide] = useState<Side>('charge');
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<ItemKind | null>(null);
  const [category, setCategory] = useState<string | null>(null);
  const [selection, setSelection] = useState<GridSelection | null>(null);
  const [asking, setAsking] = useState(false);
  /** Index of the item in the sheet; the list's length for a new one. */
  const [opened, setOpened] = useState<number | null>(null);

  const categories = useMemo(() => new Map((catalog.data?.items ?? []).map((item) => [item.code, item.category])), [catalog.data]);
  const options = [...new Set(categories.values())].filter((each) => each !== '').sort();
  const needle = words.trim().toLowerCase();
  const rows = useMemo(
    () =>
      book.items.flatMap((item, index) => {
        const fits =
          (needle === '' || item.code.toLowerCase().includes(needle) || item.name.toLowerCase().includes(needle)) &&
          (kind === null || item.kind === kind) &&
          (category === null || categories.get(item.code) === category);
        return fits || target?.item === index ? [index] : [];
      }),
    [book.items, needle, kind, category, categories, target],
  );
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          aria-label={t('items.side')}
          value={side}
          onChange={(next: Side) => setSide(next)}
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
        <Select
          className={styles.category ?? ''}
          allowClear
          aria-label={t('grid.kind')}
          placeholder={t('grid.kind')}
          value={kind}
          onChange={(next: ItemKind | null | undefined) => setKind(next ?? null)}
          options={ITEM_KINDS.map((each) => ({ value: each, label: label('item.kind', each) }))}
        />
        {options.length > 0 && (
          <Select
            className={styles.category ?? ''}
            allowClear
            showSearch
            aria-label={t('grid.category')}
            placeholder={t('grid.category')}
            value={category}
            onChange={(next: string | null | undefined) => setCategory(next ?? null)}
            options={options.map((each) => ({ value: each, label: each }))}
          />
        )}
        <Button disabled={selection === null || rows.length === 0} onClick={() => setAsking(true)}>
          {selection === null || selection.cells === 1 ? t('percent.open') : t('percent.openMany', { count: selection.cells })}
        </Button>
        <Button
          disabled={selection === null || rows.length === 0}
          onClick={() => selection && setOpened(rows[selection.area.fromRow] ?? null)}
        >
          {t('item.open')}
        </Button>
        <Button onClick={() => setOpened(book.items.length)}>{t('item.add')}</Button>
      </div>
      <Card flush>
        {book.items.length === 0 ? (
          <Empty action={<Button onClick={() => setOpened(0)}>{t('item.add')}</Button>}>{t('grid.empty')}</Empty>
        ) : (
          <PriceGrid book={book} rows={rows} side={side} target={target} onChange={onChange} onSelect={setSelection} onOpen={setOpened} />
        )}
      </Card>
      {asking && selection !== null && (
        <BulkPercent
          book={book}
          rows={rows}
          side={side}
          area={selection.area}
          onClose={() => setAsking(false)}
          onApply={(next) => {
            setAsking(false);
            onChange(next);
          }}
        />
      )}
      {opened !== null && <ItemSheet key={opened} book={book} index={opened} onChange={onChange} onClose={() => setOpened(null)} />}
    </>
  );
}
