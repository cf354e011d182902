import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { count } from '../lib/format.ts';
import styles from './data-table.module.css';
import { t } from './messages.ts';
import { Empty, ProblemView } from './problem-view.tsx';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand right. */
  readonly align?: 'right';
  /** CSS width; the rest share what is left. */
  readonly width?: string;
  /** Heads the card on a phone, where a row becomes a card. */
  readonly lead?: boolean;
}

interface TableProps<Row> {
  /** What the table holds, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** A press anywhere on the row; the row also holds a link that does the same, for the keyboard. */
  readonly onOpen?: (row: Row) => void;
  /** The row whose details are open. */
  readonly openKey?: string | undefined;
  readonly compact?: boolean;
  /** Lines below the rows, such as totals. */
  readonly foot?: ReactNode;
  /** Boxes in front of the rows; those of the page can be ticked together. */
  readonly selection?: Selection<Row> | undefined;
  /** Rows that do not count: struck from the eye, kept for the record. */
  readonly isFaded?: (row: Row) => boolean;
}

/** Which rows are ticked, and what a tick does. */
export interface Selection<Row> {
  readonly has: (row: Row) => boolean;
  readonly set: (rows: readonly Row[], on: boolean) => void;
  /** What is ticked, for those who cannot see the row. */
  readonly label: (row: Row) => string;
}

/** A table with a sticky head that turns into cards where there is no room for columns. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  onOpen,
  openKey,
  compact = false,
  foot,
  isFaded,
  selection,
}: TableProps<Row>) {
  const { container, fits, hides } = useFits();
  return (
    <div ref={container} className={`${styles.container} ${fits ? styles.fits : ''} ${hides ? styles.hides : ''}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroller} aria-label={label} tabIndex={0}>
        <table className={`${styles.table} ${compact ? styles.compact : ''}`}>
          <thead className={styles.heads}>
            <tr>
              {selection && (
                <th scope="col" className={`${styles.head} ${styles.tickCell}`}>
                  <TickAll rows={rows} selection={selection} />
                </th>
              )}
              {columns.map((column) => (
                <th
                  key={column.title}
                  scope="col"
                  className={`${styles.head} ${column.align === 'right' ? styles.right : ''} ${column.lead ? styles.leadHead : ''}`}
                  style={column.width === undefined ? undefined : { width: column.width }}
                >
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className={styles.body}>
            {rows.map((row) => {
              const key = rowKey(row);
              return (
                <tr
                  key={key}
                  className={`${styles.row} ${onOpen ? styles.open : ''} ${key === openKey ? styles.current : ''} ${isFaded?.(row) ? styles.faded : ''}`}
                  // a second way for the pointer: the link inside the row is the keyboard's
                  {...(onOpen ? { onClick: (event: RowClick) => openRow(event, () => onOpen(row)) } : {})}
                >
                  {selection && (
                    <td className={`${styles.cell} ${styles.tickCell}`}>
                      <label className={styles.tick}>
                        <input
                          type="checkbox"
                          aria-label={selection.label(row)}
                          checked={selection.has(row)}
                          onChange={(event) => selection.set([row], event.target.checked)}
                        />
                      </label>
                    </td>
                  )}
                  {columns.map((column) => (
                    <td
                      key={column.title}
                      data-label={column.title}
                      className={`${styles.cell} ${column.align === 'right' ? styles.right : ''} ${column.lead ? styles.lead : ''}`}
                    >
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
          {foot !== undefined && <tfoot className={styles.foot}>{foot}</tfoot>}
        </table>
      </section>
      {hides && (
        <p className={styles.hint} aria-hidden="true">
          {t('table.moreColumns')}
        </p>
      )}
    </div>
  );
}

/** Ticks the whole page; half ticked while some of it is. */
function TickAll<Row>({ rows, selection }: { rows: readonly Row[]; selection: Selection<Row> }) {
  const ticked = rows.filter(selection.has).length;
  return (
    <label className={styles.tick}>
      <input
        type="checkbox"
        aria-label={t('table.tickPage')}
        checked={ticked > 0 && ticked === rows.length}
        ref={(box) => {
          if (box) box.indeterminate = ticked > 0 && ticked < rows.length;
        }}
        onChange={(event) => selection.set(rows, event.target.checked)}
      />
    </label>
  );
}

/** Whether the table inside the container is no wider than it, now and after either changes its size; and whether columns lie hidden to the right. */
function useFits() {
  const container = useRef<HTMLDivElement>(null);
  const [fits, setFits] = useState(false);
  const [hides, setHides] = useState(false);
  useEffect(() => {
    const outer = container.current;
    const table = outer?.querySelector('table');
    const scroller = outer?.querySelector('section');
    if (!outer || !table || !scroller) return;
    const look = () => {
      setFits(table.scrollWidth <= outer.clientWidth);
      setHides(table.scrollWidth - outer.clientWidth - scroller.scrollLeft > 1);
    };
    const observer = new ResizeObserver(look);
    observer.observe(outer);
    observer.observe(table);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, []);
  return { container, fits, hides };
}

type RowClick = React.MouseEvent<HTMLTableRowElement>;

/** Opens the row unless something inside it was meant, or text is being selected. */
function openRow(event: RowClick, open: () => void): void {
  const target = event.target as HTMLElement;
  if (target.closest('a, button, input, label') || window.getSelection()?.toString()) return;
  open();
}

/** The shape of a table before its rows are there. */
export function TableSkeleton({ columns, rows = 8 }: { columns: number; rows?: number }) {
  return (
    <div className={styles.skeleton} role="status" aria-busy="true">
      <span className="sr-only">{t('table.loadingMore')}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are all alike and never move
        <div key={row} className={styles.skeletonRow} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells are all alike and never move
            <span key={column} className={styles.skeletonCell} style={{ width: `${[80, 56, 68, 44][(row + column) % 4]}%` }} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The part of an infinite query that a list needs. */
interface Pages<Row> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isPlaceholderData: boolean;
  readonly hasNextPage: boolean;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
}

/** A list read page by page: skeleton, problem, empty, rows and the way to more of them. */
export function PagedTable<Row>({
  pages,
  empty,
  onClearFilters,
  ...table
}: Omit<TableProps<Row>, 'rows'> & {
  pages: Pages<Row>;
  /** What it means that nothing is here, and what to do next. */
  empty: ReactNode;
  /** Given while filters are set: then nothing may only mean that nothing matches. */
  onClearFilters?: (() => void) | undefined;
}) {
  if (pages.data === undefined) {
    if (pages.error !== null) return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />;
    return <TableSkeleton columns={Math.min(6, table.columns.length)} />;
  }
  const rows = pages.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    if (onClearFilters === undefined) return <>{empty}</>;
    return <Empty action={<Button onClick={onClearFilters}>{t('empty.clear')}</Button>}>{t('empty.filtered')}</Empty>;
  }
  return (
    <div className={pages.isPlaceholderData ? styles.stale : undefined}>
      {pages.isPlaceholderData && <div className={styles.refreshing} role="status" aria-label={t('table.refreshing')} />}
      <DataTable rows={rows} {...table} />
      <div className={styles.more}>
        <span>{t(pages.hasNextPage ? 'table.shown' : 'table.all', { count: count(rows.length) })}</span>
        {pages.error !== null && <ProblemView error={pages.error} compact />}
        {pages.hasNextPage && (
          <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            {t('table.more')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** One page of a list that is read both ways: skeleton, problem, empty, rows and the ways on. */
export function KeysetTable<Row>({
  page,
  empty,
  onClearFilters,
  onCursor,
  ...table
}: Omit<TableProps<Row>, 'rows'> & {
  page: {
    readonly data: { readonly items: readonly Row[]; readonly nextCursor: string | null; readonly prevCursor: string | null } | undefined;
    readonly error: Error | null;
    readonly isPlaceholderData: boolean;
    readonly refetch: () => unknown;
  };
  empty: ReactNode;
  onClearFilters?: (() => void) | undefined;
  /** Undefined: the first page. */
  onCursor: (cursor: string | undefined) => void;
}) {
  const { data } = page;
  if (data === undefined) {
    if (page.error !== null) return <ProblemView error={page.error} onRetry={() => void page.refetch()} />;
    return <TableSkeleton columns={Math.min(6, table.columns.length)} />;
  }
  if (data.items.length === 0) {
    if (onClearFilters === undefined) return <>{empty}</>;
    return <Empty action={<Button onClick={onClearFilters}>{t('empty.clear')}</Button>}>{t('empty.filtered')}</Empty>;
  }
  return (
    <div className={page.isPlaceholderData ? styles.stale : undefined}>
      {page.isPlaceholderData && <div className={styles.refreshing} role="status" aria-label={t('table.refreshing')} />}
      <DataTable rows={data.items} {...table} />
      <nav className={styles.more} aria-label={t('table.pages')}>
        <span>{t('table.onPage', { count: count(data.items.length) })}</span>
        {page.error !== null && <ProblemView error={page.error} compact />}
        <span className={styles.pageButtons}>
          {data.prevCursor !== null && <Button onClick={() => onCursor(undefined)}>{t('table.first')}</Button>}
          <Button disabled={data.prevCursor === null} onClick={() => onCursor(data.prevCursor ?? undefined)}>
            {t('table.newer')}
          </Button>
          <Button disabled={data.nextCursor === null} onClick={() => onCursor(data.nextCursor ?? undefined)}>
            {t('table.older')}
          </Button>
        </span>
      </nav>
    </div>
  );
}
