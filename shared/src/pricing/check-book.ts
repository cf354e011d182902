import { compareDecimals, type Decimal, decimalOf, isZero } from '../kernel/decimal.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import { isZone } from '../kernel/time.ts';
import { checkRivals } from './check-rivals.ts';
import { checkWhen, checkWindow, readDistance, readRate } from './check-when.ts';
import {
  at,
  type BookFinding,
  createReader,
  has,
  type JsonRecord,
  type Reader,
  readChoice,
  readChoices,
  readCode,
  readFen,
  readList,
  readObject,
  readText,
  readWhole,
} from './finding.ts';
import { ITEM_KINDS, type PriceBook, SIDES } from './types.ts';

export type { BookFinding, BookFindingCode } from './finding.ts';

const BOOK_KEYS = {
  required: ['code', 'version', 'tiers', 'items'],
  optional: ['timeZone', 'validFrom', 'validTo', 'defaultTier', 'tierRules', 'adjustments', 'fees', 'splits'],
};

/** Codes already seen in one name space, with the place where each was seen first. */
type Codes = Map<string, string>;

/** The codes that rules refer to. */
interface Known {
  readonly tiers: Codes;
  /** Items and fees share one name space. */
  readonly items: Codes;
}

/**
 * Everything wrong or doubtful in a price book of unknown shape. With no finding of severity `error` the value is a {@link PriceBook} that
 * may be compiled and published. Never throws.
 */
export function checkBook(json: unknown): BookFinding[] {
  const reader = createReader();
  readBookInto(reader, json);
  const { items } = (json ?? {}) as { items?: unknown };
  // a version that was published before stays usable: only publishing another one asks for it
  if (Array.isArray(items) && items.length === 0) reader.error('items', 'LIST_EMPTY', '价格本里还没有项目，至少要有一个项目才能发布');
  // comparing rules with each other needs every one of them whole
  if (reader.findings.length === 0) {
    checkSigns(reader, json as PriceBook);
    checkPrices(reader, json as PriceBook);
    checkRivals(reader, json as PriceBook);
  }
  return reader.findings;
}

/**
 * The check of a book that is about to be published from here. The format allows a price below 0, so that a book from elsewhere still loads and quotes;
 * nobody writes one on purpose, so here it is an error.
 */
export function checkNewBook(json: unknown): BookFinding[] {
  return checkBook(json).map((finding) => (finding.code === 'PRICE_NEGATIVE' ? { ...finding, severity: 'error' } : finding));
}

/** Only what keeps a book from being used, without comparing its rules with each other: for a book that is about to be compiled. */
export function bookErrors(json: unknown): BookFinding[] {
  const reader = createReader();
  readBookInto(reader, json);
  return reader.findings;
}

/** Reports every error of a book. */
function readBookInto(reader: Reader, json: unknown): void {
  const book = readObject(reader, json, '', BOOK_KEYS);
  if (!book) return;
  if (has(book, 'code')) readCode(reader, book['code'], 'code');
  if (has(book, 'version') && (readWhole(reader, book['version'], 'version') ?? 1) < 1) {
    reader.error('version', 'NUMBER_INVALID', '版本号从 1 开始');
  }
  if (has(book, 'timeZone') && !isZone(book['timeZone'])) {
    reader.error('timeZone', 'TIME_ZONE_UNKNOWN', '时区只能是 Asia/Shanghai、Asia/Urumqi 或 UTC');
  }
  checkWindow(reader, book['validFrom'], book['validTo'], 'validFrom', 'validTo');

  const known: Known = { tiers: new Map(), items: new Map() };
  eachRule(reader, book, 'tiers', { required: ['code'], optional: ['name'] }, known.tiers, (tier, path) => {
    checkName(reader, tier, path);
    if (tier['code'] === '*') reader.error(at(path, 'code'), 'VALUE_INVALID', '「*」表示所有档位，不能用作档位编码');
  });
  if (has(book, 'defaultTier') && book['defaultTier'] !== null) checkTier(reader, known, book['defaultTier'], 'defaultTier');

  eachRule(
    reader,
    book,
    'items',
    { required: ['code', 'kind', 'prices'], optional: ['name', 'unit', 'ladder'] },
    known.items,
    (item, path) => checkItem(reader, known, item, path),
  );
  eachRule(reader, book, 'fees', { required: ['code', 'per', 'amounts'], optional: ['name', 'free', 'when'] }, known.items, (fee, path) =>
    checkFee(reader, fee, path),
  );
  eachRule(reader, book, 'tierRules', { required: ['code', 'tier'], optional: ['name', 'priority', 'when'] }, new Map(), (rule, path) => {
    checkName(reader, rule, path);
    if (has(rule, 'tier')) checkTier(reader, known, rule['tier'], at(path, 'tier'));
    checkPriority(reader, rule, path);
    checkWhen(reader, rule, path);
  });
  const adjustmentKeys = {
    required: ['code', 'phase', 'sides', 'op'],
    optional: ['name', 'priority', 'group', 'kinds', 'items', 'when'],
  };
  eachRule(reader, book, 'adjustments', adjustmentKeys, new Map(), (rule, path) => checkAdjustment(reader, known, rule, path));
  eachRule(
    reader,
    book,
    'splits',
    { required: ['code'], optional: ['name', 'priority', 'kinds', 'items', 'when', 'rate', 'perUnit'] },
    new Map(),
    (rule, path) => checkSplit(reader, known, rule, path),
  );
}

/** Checks every object of a list: its keys, its code against those seen, and the rest by `check`. */
function eachRule(
  reader: Reader,
  book: JsonRecord,
  key: string,
  keys: { readonly required: readonly string[]; readonly optional: readonly string[] },
  codes: Codes,
  check: (rule: JsonRecord, path: string) => void,
): void {
  if (!has(book, key)) return;
  readList(reader, book[key], key, key !== 'tiers')?.forEach((element, index) => {
    const path = at(key, index);
    const rule = readObject(reader, element, path, keys);
    if (!rule) return;
    const code = has(rule, 'code') ? readCode(reader, rule['code'], at(path, 'code')) : null;
    if (code !== null) {
      const before = codes.get(code);
      if (before === undefined) codes.set(code, path);
      else reader.error(at(path, 'code'), 'CODE_DUPLICATE', `编码「${code}」已在 ${before} 用过`);
    }
    check(rule, path);
  });
}

function checkName(reader: Reader, rule: JsonRecord, path: string): void {
  for (const key of ['name', 'unit']) if (has(rule, key)) readText(reader, rule[key], at(path, key));
}

function checkTier(reader: Reader, known: Known, value: unknown, path: string): void {
  const code = readText(reader, value, path);
  if (code !== null && !known.tiers.has(code)) reader.error(path, 'TIER_UNKNOWN', `没有档位「${code}」`);
}

function checkPriority(reader: Reader, rule: JsonRecord, path: string): void {
  if (has(rule, 'priority')) readWhole(reader, rule['priority'], at(path, 'priority'));
}

function checkAmounts(reader: Reader, value: unknown, path: string): void {
  const cell = readObject(reader, value, path, { required: [], optional: SIDES });
  if (!cell) return;
  for (const side of SIDES) if (has(cell, side) && cell[side] !== null) readFen(reader, cell[side], at(path, side));
}

function checkItem(reader: Reader, known: Known, item: JsonRecord, path: string): void {
  checkName(reader, item, path);
  if (has(item, 'kind')) readChoice(reader, item['kind'], at(path, 'kind'), ITEM_KINDS);
  if (has(item, 'prices')) {
    const pricesPath = at(path, 'prices');
    const prices = readObject(reader, item['prices'], pricesPath, null);
    for (const tier of Object.keys(prices ?? {})) {
      if (tier !== '*' && !known.tiers.has(tier)) reader.error(at(pricesPath, tier), 'TIER_UNKNOWN', `没有档位「${tier}」`);
      checkAmounts(reader, prices?.[tier], at(pricesPath, tier));
    }
  }
  if (has(item, 'ladder')) checkLadder(reader, item['ladder'], at(path, 'ladder'));
}

function checkLadder(reader: Reader, value: unknown, path: string): void {
  const ladder = readObject(reader, value, path, { required: ['mode', 'steps'], optional: ['sides'] });
  if (!ladder) return;
  if (has(ladder, 'mode')) readChoice(reader, ladder['mode'], at(path, 'mode'), ['whole', 'graduated']);
  if (has(ladder, 'sides')) readChoices(reader, ladder['sides'], at(path, 'sides'), SIDES);
  if (!has(ladder, 'steps')) return;
  let before: Decimal | null = null;
  readList(reader, ladder['steps'], at(path, 'steps'), false)?.forEach((element, index) => {
    const stepPath = at(at(path, 'steps'), index);
    const step = readObject(reader, element, stepPath, { required: ['from', 'rate'], optional: [] });
    if (!step) return;
    if (has(step, 'rate')) readRate(reader, step['rate'], at(stepPath, 'rate'));
    const from = has(step, 'from') ? readDistance(reader, step['from'], at(stepPath, 'from')) : null;
    if (!from) return;
    if (index === 0 && !isZero(from)) reader.error(at(stepPath, 'from'), 'LADDER_NOT_ASCENDING', '阶梯的第一级必须从 "0" 开始');
    if (before && compareDecimals(from, before) <= 0)
      reader.error(at(stepPath, 'from'), 'LADDER_NOT_ASCENDING', '阶梯每一级的起点必须大于上一级');
    before = from;
  });
}

function checkFee(reader: Reader, fee: JsonRecord, path: string): void {
  checkName(reader, fee, path);
  if (has(fee, 'per')) readChoice(reader, fee['per'], at(path, 'per'), ['order', 'km']);
  if (has(fee, 'free')) readDistance(reader, fee['free'], at(path, 'free'));
  if (has(fee, 'amounts')) checkAmounts(reader, fee['amounts'], at(path, 'amounts'));
  checkWhen(reader, fee, path);
}

/** The kinds and items that a rule is confined to. */
function checkScope(reader: Reader, known: Known, rule: JsonRecord, path: string): void {
  if (has(rule, 'kinds')) readChoices(reader, rule['kinds'], at(path, 'kinds'), ITEM_KINDS);
  if (!has(rule, 'items')) return;
  readList(reader, rule['items'], at(path, 'items'), false)?.forEach((element, index) => {
    const code = readText(reader, element, at(at(path, 'items'), index));
    if (code !== null && !known.items.has(code)) reader.error(at(at(path, 'items'), index), 'ITEM_UNKNOWN', `没有项目「${code}」`);
  });
}

function checkAdjustment(reader: Reader, known: Known, rule: JsonRecord, path: string): void {
  checkName(reader, rule, path);
  if (has(rule, 'phase')) readWhole(reader, rule['phase'], at(path, 'phase'));
  if (has(rule, 'sides')) readChoices(reader, rule['sides'], at(path, 'sides'), SIDES);
  if (has(rule, 'group')) readCode(reader, rule['group'], at(path, 'group'));
  checkPriority(reader, rule, path);
  checkScope(reader, known, rule, path);
  checkWhen(reader, rule, path);
  if (has(rule, 'op')) checkOp(reader, rule['op'], at(path, 'op'));
}

function checkOp(reader: Reader, value: unknown, path: string): void {
  const op = readObject(reader, value, path, { required: [], optional: ['multiply', 'addPerUnit', 'addPerLine', 'clamp'] });
  if (!op) return;
  if (Object.keys(op).length !== 1) {
    reader.error(path, 'VALUE_INVALID', '每条调整恰好做一件事：multiply、addPerUnit、addPerLine 或 clamp');
    return;
  }
  if (has(op, 'multiply')) readRate(reader, op['multiply'], at(path, 'multiply'));
  for (const key of ['addPerUnit', 'addPerLine']) if (has(op, key)) readFen(reader, op[key], at(path, key));
  if (!has(op, 'clamp')) return;
  const clampPath = at(path, 'clamp');
  const clamp = readObject(reader, op['clamp'], clampPath, { required: [], optional: ['min', 'max'] });
  if (!clamp) return;
  const min = has(clamp, 'min') ? readFen(reader, clamp['min'], at(clampPath, 'min')) : null;
  const max = has(clamp, 'max') ? readFen(reader, clamp['max'], at(clampPath, 'max')) : null;
  if (min !== null && max !== null && min > max) reader.error(clampPath, 'CLAMP_INVERTED', '下限不能大于上限');
}

function checkSplit(reader: Reader, known: Known, rule: JsonRecord, path: string): void {
  checkName(reader, rule, path);
  checkPriority(reader, rule, path);
  checkScope(reader, known, rule, path);
  checkWhen(reader, rule, path);
  if (has(rule, 'rate') === has(rule, 'perUnit')) reader.error(path, 'SPLIT_AMBIGUOUS', '分成必须且只能写「rate」或「perUnit」之一');
  if (has(rule, 'perUnit')) readFen(reader, rule['perUnit'], at(path, 'perUnit'));
  if (!has(rule, 'rate')) return;
  const rate = readRate(reader, rule['rate'], at(path, 'rate'));
  if (rate && compareDecimals(rate, decimalOf(1)) > 0) reader.error(at(path, 'rate'), 'SPLIT_RATE_ABOVE_ONE', '分成比例不能超过 1');
}

const SIDE_NAMES = { charge: '客户价', settle: '结算价', cost: '成本' } as const;

/** Warns of prices below 0: the customer would be paid for the work. What takes something off is an adjustment. */
function checkSigns(reader: Reader, book: PriceBook): void {
  book.items.forEach((item, index) => {
    for (const [tier, cell] of Object.entries(item.prices)) {
      const where = tier === '*' ? '所有档位' : `档位「${tier}」`;
      for (const side of SIDES) {
        const price = cell?.[side] ?? 0;
        if (price >= 0) continue;
        const message = `「${item.name ?? item.code}」在${where}的${SIDE_NAMES[side]}是 ${formatYuan(fen(price))}，价格不能小于 0；要减的写成调整`;
        reader.warning(`items.${index}.prices.${tier}.${side}`, 'PRICE_NEGATIVE', message);
      }
    }
  });
}

/** Warns of items that some tier has no price for: an order that needs it will have no quote. */
function checkPrices(reader: Reader, book: PriceBook): void {
  book.items.forEach((item, index) => {
    for (const { code } of book.tiers) {
      const own = has(item.prices, code) ? item.prices[code] : undefined;
      const missing = SIDES.filter((side) => (own?.[side] ?? item.prices['*']?.[side] ?? null) === null);
      if (missing.length === 0) continue;
      const sides = missing.map((side) => SIDE_NAMES[side]).join('、');
      const path = `items.${index}.prices.${code}${missing.length === 1 ? `.${missing[0]}` : ''}`;
      reader.warning(path, 'PRICE_MISSING', `「${item.name ?? item.code}」在档位「${code}」没有${sides}，用到时无法报价`);
    }
  });
}
