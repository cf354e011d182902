import { businessDay, DAY_MS, epochMs } from '@mingdan/shared/kernel/time';
import { ITEM_KINDS, LIST_KEYS, type PriceBook, SIDES, type Side } from '@mingdan/shared/pricing/types';
import type { Sheet } from '../../../platform/imports/cells.ts';
import { type FileReport, readTable, type Table, type TableRow } from '../../../platform/imports/table.ts';
import { EVERY_TIER, KIND_WORDS, LADDER_WORDS, PER_WORDS, SHEETS, SIDE_WORDS, UNBOUNDED, WHEN, WHEN_TITLES } from './titles.ts';

type Json = Record<string, unknown>;

/**
 * A book from the sheets of a workbook as {@link writeBook} writes them. What cannot be read is reported with its place and left out, so that one
 * look shows everything; whether the book makes sense is `checkBook`'s matter. Null when there is no sheet of items.
 */
export function readBook(sheets: readonly Sheet[], report: FileReport): PriceBook | null {
  const known: readonly string[] = Object.values(SHEETS);
  for (const { name } of sheets)
    if (!known.includes(name) && name !== '说明')
      report.add('warning', `不认识的工作表「${name.slice(0, 40)}」，没有读取`, { sheet: name });
  const table = (key: keyof typeof SHEETS, needed: readonly string[], optional: readonly string[], others?: (title: string) => boolean) => {
    const sheet = sheets.find(({ name }) => name === SHEETS[key]);
    return sheet ? readTable(sheet, { needed, optional, ...(others ? { others } : {}) }, report) : null;
  };
  const items = table('items', ['编码', '名称'], ['类别', '单位', '阶梯方式', '阶梯', '阶梯口径'], isPriceTitle);
  if (!items) {
    if (!sheets.some(({ name }) => name === SHEETS.items)) report.add('error', `没有工作表「${SHEETS.items}」；可先导出一份，照着填`);
    return null;
  }
  const head = headOf(table('head', ['名称', '值'], []));
  const tiers = rowsOf(table('tiers', ['编码'], ['名称'])).map((row) => ({ code: row.needed('编码'), name: row.text('名称') ?? '' }));
  return {
    code: head.get('编码') ?? 'MAIN',
    version: 1,
    ...optional('timeZone', head.get('时区')),
    validFrom: instantOf(head.get('生效')) ?? null,
    validTo: instantOf(head.get('失效')) ?? null,
    // a book of one price for all needs no tiers of its own
    tiers: tiers.length > 0 ? tiers : [{ code: 'T1', name: '标准' }],
    defaultTier: head.get('默认档位') ?? (tiers.length > 0 ? null : 'T1'),
    tierRules: rowsOf(table('tierRules', ['编码', '档位'], ['名称', '优先级', ...WHEN_TITLES])).map((row) => ({
      code: row.needed('编码'),
      ...optional('name', row.text('名称')),
      tier: row.needed('档位'),
      ...optional('priority', row.whole('优先级')),
      ...whenOf(row),
    })),
    items: unique(items, '编码').map((row) => itemOf(row, items.otherTitles)),
    adjustments: rowsOf(
      table(
        'adjustments',
        ['编码', '名称', '顺序', '口径'],
        ['优先级', '互斥组', '类别', '项目', '乘以', '每单位加', '每行加', '最低', '最高', ...WHEN_TITLES],
      ),
    ).map((row) => ({
      code: row.needed('编码'),
      name: row.text('名称') ?? '',
      phase: row.whole('顺序') ?? 10,
      ...optional('priority', row.whole('优先级')),
      ...optional('group', row.text('互斥组')),
      sides: sidesOf(row, '口径') ?? [],
      ...scopeOf(row),
      ...whenOf(row),
      op: opOf(row),
    })),
    fees: rowsOf(table('fees', ['编码', '怎么计'], ['名称', '免费公里', '客户价', '结算价', '成本', ...WHEN_TITLES])).map((row) => ({
      code: row.needed('编码'),
      name: row.text('名称') ?? '',
      per: row.choice('怎么计', PER_WORDS) ?? 'order',
      ...optional('free', row.decimal('免费公里', 3)),
      amounts: Object.fromEntries(Object.entries(SIDE_WORDS).flatMap(([word, side]) => pair(side, row.fen(word)))),
      ...whenOf(row),
    })),
    splits: rowsOf(table('splits', ['编码'], ['名称', '优先级', '类别', '项目', '比例', '每单位', ...WHEN_TITLES])).map((row) => ({
      code: row.needed('编码'),
      ...optional('name', row.text('名称')),
      ...optional('priority', row.whole('优先级')),
      ...scopeOf(row),
      ...optional('rate', row.decimal('比例', 6)),
      ...optional('perUnit', row.fen('每单位')),
      ...whenOf(row),
    })),
    // what is missing was reported; the check of the book says the rest
  } as unknown as PriceBook;
}

const rowsOf = (table: Table | null): readonly TableRow[] => table?.rows ?? [];
const pair = <T>(key: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[key, value]]);
const optional = <T>(key: string, value: T | undefined): Json => (value === undefined ? {} : { [key]: value });

const SERIAL_ORIGIN_DAYS = 25_569;

/** A day typed as text (`2026-07-01`, `2026/7/1`) or as Excel's own date, as midnight in Beijing; anything else as it stands, for the check to judge. */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const day = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (day) return `${day[1]}-${day[2]!.padStart(2, '0')}-${day[3]!.padStart(2, '0')}T00:00:00+08:00`;
  if (!/^[3-6]\d{4}$/.test(text)) return text;
  return `${businessDay(epochMs((Number(text) - SERIAL_ORIGIN_DAYS) * DAY_MS))}T00:00:00+08:00`;
}

function headOf(table: Table | null): ReadonlyMap<string, string> {
  return new Map(rowsOf(table).flatMap((row) => pair(row.text('名称') ?? '', row.text('值')) as [string, string][]));
}

/** Rows whose code was not there before; a second one is reported and left out. */
function unique(table: Table, title: string): readonly TableRow[] {
  const seen = new Map<string, number>();
  return table.rows.filter((row) => {
    const code = row.needed(title);
    if (code === undefined) return false;
    const before = seen.get(code);
    if (before !== undefined) {
      row.complain(title, `编码「${code}」在第 ${before} 行已经有了，这一行没有读取`);
      return false;
    }
    seen.set(code, row.row);
    return true;
  });
}

function isPriceTitle(title: string): boolean {
  const cut = title.lastIndexOf('·');
  return cut > 0 && Object.hasOwn(SIDE_WORDS, title.slice(cut + 1));
}

function itemOf(row: TableRow, priceTitles: readonly string[]): Json {
  const prices: Record<string, Partial<Record<Side, number>>> = {};
  for (const title of priceTitles) {
    const cut = title.lastIndexOf('·');
    const fen = row.fen(title);
    if (fen === undefined) continue;
    const tier = title.slice(0, cut) === EVERY_TIER ? '*' : title.slice(0, cut);
    prices[tier] = { ...prices[tier], [SIDE_WORDS[title.slice(cut + 1)]!]: fen };
  }
  return {
    code: row.text('编码'),
    name: row.needed('名称') ?? '',
    kind: row.choice('类别', KIND_WORDS) ?? 'labour',
    unit: row.text('单位') ?? '次',
    prices,
    ...ladderOf(row),
  };
}

function ladderOf(row: TableRow): Json {
  const steps = row.list('阶梯');
  if (steps === undefined) return {};
  const read = steps.map((step) => /^(\d+(?:\.\d+)?)\s*[:：]\s*(\d+(?:\.\d+)?)$/.exec(step));
  if (read.some((step) => step === null)) {
    row.complain('阶梯', '阶梯写作「0:1、5:0.9」：从多少起按几折');
    return {};
  }
  return {
    ladder: {
      mode: row.choice('阶梯方式', LADDER_WORDS) ?? 'graduated',
      steps: read.map((step) => ({ from: step![1], rate: step![2] })),
      ...optional('sides', sidesOf(row, '阶梯口径')),
    },
  };
}

function wordsOf<T extends string>(row: TableRow, title: string, words: Readonly<Record<string, T>>): readonly T[] | undefined {
  const list = row.list(title);
  if (list === undefined) return undefined;
  const unknown = list.find((word) => !Object.hasOwn(words, word));
  if (unknown !== undefined) row.complain(title, `「${unknown.slice(0, 40)}」不认识；只能是：${Object.keys(words).join('、')}`);
  return list.flatMap((word) => (Object.hasOwn(words, word) ? [words[word]!] : []));
}

/** In the order of all sides, whatever the order in the cell. */
function sidesOf(row: TableRow, title: string): readonly Side[] | undefined {
  const sides = wordsOf(row, title, SIDE_WORDS);
  return sides && SIDES.filter((side) => sides.includes(side));
}

function scopeOf(row: TableRow): Json {
  const kinds = wordsOf(row, '类别', KIND_WORDS);
  return { ...optional('kinds', kinds && ITEM_KINDS.filter((kind) => kinds.includes(kind))), ...optional('items', row.list('项目')) };
}

function opOf(row: TableRow): Json {
  const unbounded = row.text('最低') === UNBOUNDED;
  const multiply = row.decimal('乘以', 6);
  const perUnit = row.fen('每单位加');
  const perLine = row.fen('每行加');
  const min = unbounded ? undefined : row.fen('最低');
  const max = row.fen('最高');
  const isClamp = unbounded || min !== undefined || max !== undefined;
  const ops = [
    ...pair<unknown>('multiply', multiply),
    ...pair<unknown>('addPerUnit', perUnit),
    ...pair<unknown>('addPerLine', perLine),
    ...(isClamp ? pair<unknown>('clamp', { ...optional('min', min), ...optional('max', max) }) : []),
  ];
  if (ops.length !== 1) row.complain('乘以', '「乘以」「每单位加」「每行加」「最低/最高」恰好填一种');
  // a rule that does nothing stands where the wrong one was, so that an editor can mend it
  return ops.length === 0 ? { multiply: '1' } : Object.fromEntries(ops.slice(0, 1));
}

function numbersOf(row: TableRow, title: string): readonly number[] | undefined {
  const list = row.list(title);
  if (list === undefined) return undefined;
  if (list.some((word) => !/^\d{1,2}$/.test(word))) {
    row.complain(title, `「${title}」是一列整数，例如 6、7、8`);
    return undefined;
  }
  return list.map(Number);
}

function whenOf(row: TableRow): Json {
  const when: Json = {};
  const put = (key: string, value: unknown) => {
    if (value !== undefined) when[key] = value;
  };
  put(
    'region',
    row.list(WHEN.region)?.map((entry) => /^\d{6}/.exec(entry)?.[0] ?? entry),
  );
  for (const key of LIST_KEYS) put(key, row.list(WHEN[key]));
  const from = instantOf(row.text(WHEN.from));
  const to = instantOf(row.text(WHEN.to));
  if (from !== undefined || to !== undefined)
    when['window'] = { ...(from === undefined || from === UNBOUNDED ? {} : { from }), ...optional('to', to) };
  for (const key of ['months', 'weekdays', 'hours'] as const) put(key, numbersOf(row, WHEN[key]));
  const unbounded = row.text(WHEN.minKm) === UNBOUNDED;
  const min = unbounded ? undefined : row.decimal(WHEN.minKm, 3);
  const max = row.decimal(WHEN.maxKm, 3);
  if (unbounded || min !== undefined || max !== undefined) when['distanceKm'] = { ...optional('min', min), ...optional('max', max) };
  put('logic', logicOf(row));
  return Object.keys(when).length === 0 ? {} : { when };
}

function logicOf(row: TableRow): unknown {
  const text = row.text(WHEN.logic);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    row.complain(WHEN.logic, '这一列由导出写入，请不要手改；可在页面上改条件');
    return undefined;
  }
}
