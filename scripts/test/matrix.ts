import type { TestResult } from './report.ts';

export const STORES = ['sqlite', 'mariadb'] as const;
export const QUEUES = ['database', 'bullmq'] as const;
export type Store = (typeof STORES)[number];
export type Queue = (typeof QUEUES)[number];

/** Where tests must have run: a null means that the test does not depend on it. */
export interface Cell {
  readonly store: Store;
  readonly queue: Queue | null;
  readonly browser: 'chromium' | null;
}

/**
 * What a run has to show. Journeys run on the two ways in which the product is deployed: embedded, and with production's parts; queues
 * are held against both stores.
 */
export const REQUIRED: readonly Cell[] = [
  ...STORES.map((store) => ({ store, queue: null, browser: null })),
  ...STORES.flatMap((store) => QUEUES.map((queue) => ({ store, queue, browser: null }))),
  { store: 'sqlite', queue: 'database', browser: 'chromium' },
  { store: 'mariadb', queue: 'bullmq', browser: 'chromium' },
];

/** A test says in its titles where it runs: `[sqlite]`, `[bullmq]`, `[chromium]`. Undefined for those that need no store. */
export function cellOf(name: string): Cell | undefined {
  const has = (tag: string) => name.includes(`[${tag}]`);
  const store = STORES.find(has);
  if (!store) return undefined;
  return { store, queue: QUEUES.find(has) ?? null, browser: has('chromium') ? 'chromium' : null };
}

export interface CellCount {
  readonly cell: Cell;
  readonly ran: number;
  readonly required: boolean;
}

/** How many tests ran (passed or failed, not skipped) per cell; required cells first, with their zeros. */
export function countCells(results: readonly TestResult[]): readonly CellCount[] {
  const ran = new Map<string, { cell: Cell; ran: number; required: boolean }>();
  for (const cell of REQUIRED) ran.set(keyOf(cell), { cell, ran: 0, required: true });
  for (const { name, outcome } of results) {
    const cell = outcome === 'skipped' ? undefined : cellOf(name);
    if (!cell) continue;
    const entry = ran.get(keyOf(cell)) ?? { cell, ran: 0, required: false };
    entry.ran += 1;
    ran.set(keyOf(cell), entry);
  }
  return [...ran.values()];
}

/** The table as text; `–` where a dimension does not matter. */
export function drawCells(counts: readonly CellCount[]): string {
  const line = (store: string, queue: string, browser: string, tests: string) =>
    `  ${store.padEnd(9)}${queue.padEnd(10)}${browser.padEnd(10)}${tests.padStart(6)}`;
  const rows = counts.map(({ cell, ran, required }) =>
    line(cell.store, cell.queue ?? '–', cell.browser ?? '–', ran === 0 && required ? '0 ✗' : String(ran)),
  );
  return [line('store', 'queue', 'browser', 'tests'), ...rows].join('\n');
}

function keyOf({ store, queue, browser }: Cell): string {
  return `${store} ${queue ?? ''} ${browser ?? ''}`;
}
