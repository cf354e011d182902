import type { Item, PriceBook, Side } from '@mingdan/shared/pricing/types';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { yuan } from '../../lib/format.ts';
import { t } from './messages.ts';
import styles from './price-grid.module.css';
import {
  type Area,
  areaOf,
  cellText,
  copyText,
  fill,
  type GridChange,
  type GridColumn,
  gridColumns,
  paste,
  typedInto,
} from './price-grid-model.ts';
import { tierText } from './words.ts';

const ROW_HEIGHT = 36;
/** Rows drawn above and below what is seen, so that a quick wheel shows no gap. */
const AHEAD = 8;
const WIDTHS = { name: 240, unit: 64, price: 112 } as const;
/** Where the grid itself is narrow, the names leave room for at least one price. */
const NARROW = 480;
const NARROW_NAME = 132;
const PAGE = 12;

interface Place {
  readonly row: number;
  readonly column: number;
}

/** What the grid's owner is told. */
export interface GridSelection {
  readonly area: Area;
  readonly cells: number;
}

/**
 * Items down, tiers across, as in a spreadsheet: arrows, Home and End, Page keys move, with Shift they select; typing or Enter edits, Delete empties,
 * Ctrl+C and Ctrl+V speak with spreadsheets. Only the rows in sight are drawn.
 */
export function PriceGrid({
  book,
  rows,
  side,
  target,
  onChange,
  onSelect,
  onOpen,
}: {
  book: PriceBook;
  /** Indexes of the items to show. */
  rows: readonly number[];
  side: Side;
  /** An item to be shown and chosen, told again by another `key`. */
  target: { readonly item: number; readonly key: number } | null;
  onChange: (book: PriceBook, tag?: string) => void;
  onSelect: (selection: GridSelection) => void;
  onOpen: (item: number) => void;
}) {
  const columns = gridColumns(book);
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(640);
  const [width, setWidth] = useState(NARROW);
  const [active, setActive] = useState<Place>({ row: 0, column: 2 });
  const [anchor, setAnchor] = useState<Place>({ row: 0, column: 2 });
  const [typing, setTyping] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const area = areaOf(active, anchor);
  const shownFrom = Math.max(0, Math.floor(top / ROW_HEIGHT) - AHEAD);
  const shownTo = Math.min(rows.length, Math.ceil((top + height) / ROW_HEIGHT) + AHEAD);
  const widthOf = (column: GridColumn): number => (column.kind === 'name' && width < NARROW ? NARROW_NAME : WIDTHS[column.kind]);
  const template = columns.map((column) => `${widthOf(column)}px`).join(' ');

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setHeight(element.clientHeight);
      setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const moveTo = (place: Place, extend: boolean) => {
    const next = { row: clamp(place.row, rows.length - 1), column: clamp(place.column, columns.length - 1) };
    setActive(next);
    const start = extend ? anchor : next;
    if (!extend) setAnchor(next);
    const chosen = areaOf(next, start);
    onSelect({ area: chosen, cells: (chosen.toRow - chosen.fromRow + 1) * (chosen.toColumn - chosen.fromColumn + 1) });
    reveal(box.current, next.row);
    revealColumn(box.current, columns.map(widthOf), next.column);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another finding or row is asked for
  useEffect(() => {
    const row = target === null ? -1 : rows.indexOf(target.item);
    if (row < 0) return;
    moveTo({ row, column: 2 }, false);
    box.current?.focus({ preventScroll: true });
  }, [target?.key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a shorter list must not leave the choice outside of it
  useEffect(() => {
    if (active.row >= rows.length || anchor.row >= rows.length) moveTo({ row: 0, column: active.column }, false);
  }, [rows.length]);

  const take = (change: GridChange) => {
    if (change.book !== book) onChange(change.book);
    setProblem(
      change.refused.length === 0 ? null : t('grid.refused', { count: change.refused.length, list: change.refused.slice(0, 3).join('、') }),
    );
  };
  const finish = (text: string, down: number, right: number): boolean => {
    const index = rows[active.row];
    const item = index === undefined ? undefined : book.items[index];
    const column = columns[active.column]!;
    if (index === undefined || item === undefined) return true;
    if (text !== cellText(item, column, side)) {
      const next = typedInto(item, column, side, text);
      if (next === null) {
        setProblem(t(column.kind === 'price' ? 'grid.notMoney' : 'grid.notEmpty', { text }));
        return false;
      }
      onChange({ ...book, items: book.items.map((each, at) => (at === index ? next : each)) });
    }
    setProblem(null);
    setTyping(null);
    if (down !== 0 || right !== 0) moveTo({ row: active.row + down, column: active.column + right }, false);
    box.current?.focus({ preventScroll: true });
    return true;
  };
  const begin = (text: string) => {
    if (rows.length > 0) setTyping(text);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (typing !== null || rows.length === 0) return;
    const item = book.items[rows[active.row]!]!;
    const move = MOVES[event.key];
    if (move) {
      event.preventDefault();
      const ctrl = event.ctrlKey || event.metaKey;
      moveTo(move(active, { rows: rows.length, columns: columns.length, ctrl }), event.shiftKey && event.key !== 'Tab');
    } else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      begin(cellText(item, columns[active.column]!, side));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      const prices = { ...area, fromColumn: Math.max(2, area.fromColumn) };
      take(fill(book, rows, columns, side, prices, ''));
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      setAnchor({ row: 0, column: 0 });
      setActive({ row: rows.length - 1, column: columns.length - 1 });
      onSelect({
        area: { fromRow: 0, toRow: rows.length - 1, fromColumn: 0, toColumn: columns.length - 1 },
        cells: rows.length * columns.length,
      });
    } else if (event.key === 'Process') {
      // an input method is on: it needs a field to write into
      begin('');
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      begin(event.key);
    }
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot draw only the rows in sight */}
      <div
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label={t('section.items')}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-activedescendant={rows.length === 0 ? undefined : cellId(active)}
        className={styles.grid}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={onKey}
        onCopy={(event) => {
          if (typing !== null) return;
          event.preventDefault();
          event.clipboardData.setData('text/plain', copyText(book, rows, columns, side, area));
        }}
        onPaste={(event) => {
          if (typing !== null) return;
          event.preventDefault();
          take(paste(book, rows, columns, side, area, event.clipboardData.getData('text/plain')));
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: part of the grid above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell */}
        <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: template }}>
          {columns.map((column, at) => (
            // biome-ignore lint/a11y/useSemanticElements: part of the grid above
            // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
            <div
              key={columnKey(column)}
              role="columnheader"
              aria-colindex={at + 1}
              className={`${at === 0 ? styles.first : ''} ${column.kind === 'price' ? styles.price : ''}`}
            >
              <span className={styles.text} title={column.kind === 'price' && column.tier !== '*' ? column.tier : undefined}>
                {columnTitle(book, column)}
              </span>
            </div>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: part of the grid above */}
        <div style={{ height: rows.length * ROW_HEIGHT, position: 'relative' }} role="rowgroup">
          {rows.slice(shownFrom, shownTo).map((index, offset) => {
            const row = shownFrom + offset;
            return (
              // biome-ignore lint/a11y/useSemanticElements: part of the grid above
              // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
              <div
                key={index}
                role="row"
                aria-rowindex={row + 2}
                className={styles.row}
                style={{ top: row * ROW_HEIGHT, gridTemplateColumns: template }}
              >
                {columns.map((column, at) => {
                  const isActive = row === active.row && at === active.column;
                  const isChosen = row >= area.fromRow && row <= area.toRow && at >= area.fromColumn && at <= area.toColumn;
                  return (
                    // biome-ignore lint/a11y/useSemanticElements: part of the grid above
                    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
                    <div
                      key={columnKey(column)}
                      id={cellId({ row, column: at })}
                      role="gridcell"
                      aria-colindex={at + 1}
                      aria-selected={isChosen}
                      className={`${styles.cell} ${at === 0 ? styles.first : ''} ${column.kind === 'price' ? styles.price : ''} ${isChosen ? styles.chosen : ''} ${isActive ? styles.active : ''}`}
                      onMouseDown={(event) => {
                        if (isActive && typing !== null) return;
                        if (typing !== null && !finish(typing, 0, 0)) return;
                        moveTo({ row, column: at }, event.shiftKey);
                      }}
                      onMouseEnter={(event) => {
                        if (event.buttons === 1 && typing === null) moveTo({ row, column: at }, true);
                      }}
                      onDoubleClick={() => (column.kind === 'name' ? onOpen(index) : begin(cellText(book.items[index]!, column, side)))}
                    >
                      {isActive && typing !== null ? (
                        <CellEditor
                          text={typing}
                          wrong={problem !== null}
                          onText={setTyping}
                          onDone={finish}
                          onCancel={() => {
                            setTyping(null);
                            setProblem(null);
                            box.current?.focus({ preventScroll: true });
                          }}
                        />
                      ) : (
                        <CellView item={book.items[index]!} column={column} side={side} />
                      )}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      <div className={styles.foot}>
        {problem === null ? (
          <span>{t('grid.help')}</span>
        ) : (
          <span role="alert" className={styles.problem}>
            {problem}
          </span>
        )}
        <span>{t('grid.count', { rows: rows.length, total: book.items.length })}</span>
      </div>
    </>
  );
}

function CellEditor({
  text,
  wrong,
  onText,
  onDone,
  onCancel,
}: {
  text: string;
  wrong: boolean;
  onText: (text: string) => void;
  onDone: (text: string, down: number, right: number) => boolean;
  onCancel: () => void;
}) {
  // moving the focus on is a blur as well: whatever came first counts
  const left = useRef(false);
  const leave = (down: number, right: number) => {
    if (left.current) return;
    left.current = true;
    if (!onDone(text, down, right)) left.current = false;
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the cell was just asked to be edited
      autoFocus
      className={`${styles.editor} ${wrong ? styles.wrong : ''}`}
      aria-label={t('grid.edit')}
      aria-invalid={wrong}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onBlur={() => leave(0, 0)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') {
          left.current = true;
          onCancel();
        } else if (event.key === 'Enter') leave(event.shiftKey ? -1 : 1, 0);
        else if (event.key === 'Tab') leave(0, event.shiftKey ? -1 : 1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

function CellView({ item, column, side }: { item: Item; column: GridColumn; side: Side }) {
  if (column.kind === 'name') {
    return (
      <span className={styles.text} title={`${item.name} ${item.code}`}>
        {item.name} <span className="mono muted">{item.code}</span>
      </span>
    );
  }
  if (column.kind === 'unit') return <span className={styles.text}>{item.unit}</span>;
  const own = item.prices[column.tier]?.[side];
  if (own != null) return <span>{yuan(own)}</span>;
  const all = column.tier === '*' ? undefined : item.prices['*']?.[side];
  return all == null ? <span className={styles.shared}>—</span> : <span className={styles.shared}>{yuan(all)}</span>;
}

function columnTitle(book: PriceBook, column: GridColumn): string {
  if (column.kind === 'name') return t('items.name');
  if (column.kind === 'unit') return t('grid.unit');
  return tierText(column.tier, book.tiers);
}

const columnKey = (column: GridColumn): string => (column.kind === 'price' ? `price ${column.tier}` : column.kind);
const cellId = ({ row, column }: Place): string => `price-cell-${row}-${column}`;
const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));

interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly ctrl: boolean;
}
const MOVES: Readonly<Record<string, (from: Place, extent: Extent) => Place>> = {
  ArrowUp: ({ row, column }, { ctrl }) => ({ row: ctrl ? 0 : row - 1, column }),
  ArrowDown: ({ row, column }, { rows, ctrl }) => ({ row: ctrl ? rows - 1 : row + 1, column }),
  ArrowLeft: ({ row, column }, { ctrl }) => ({ row, column: ctrl ? 0 : column - 1 }),
  ArrowRight: ({ row, column }, { columns, ctrl }) => ({ row, column: ctrl ? columns - 1 : column + 1 }),
  Home: ({ row }, { ctrl }) => ({ row: ctrl ? 0 : row, column: 0 }),
  End: ({ row }, { rows, columns, ctrl }) => ({ row: ctrl ? rows - 1 : row, column: columns - 1 }),
  PageUp: ({ row, column }) => ({ row: row - PAGE, column }),
  PageDown: ({ row, column }) => ({ row: row + PAGE, column }),
};

/** Scrolls so far that the row stands in sight below the head. */
function reveal(box: HTMLDivElement | null, row: number): void {
  if (!box) return;
  const from = row * ROW_HEIGHT;
  if (from < box.scrollTop) box.scrollTop = from;
  else if (from + 2 * ROW_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = from + 2 * ROW_HEIGHT - box.clientHeight + 16;
}

/** The same across; the first column stays in sight anyway. */
function revealColumn(box: HTMLDivElement | null, widths: readonly number[], column: number): void {
  if (!box || column === 0) return;
  const pinned = widths[0]!;
  const own = widths[column]!;
  const from = widths.slice(0, column).reduce((sum, each) => sum + each, 0);
  if (from - pinned < box.scrollLeft) box.scrollLeft = from - pinned;
  else if (from + own > box.scrollLeft + box.clientWidth) box.scrollLeft = from + own - box.clientWidth + 16;
}
