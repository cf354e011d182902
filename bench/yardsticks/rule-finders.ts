/**
 * General rule engines doing one part of the work, finding which adjustments hold for a line, for information: they have no notion of an index
 * and look at every rule.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { OrderFacts, PriceBook, Quote } from '../../shared/src/pricing/types.ts';

const jsonLogic = createRequire(import.meta.url)('json-logic-js') as { apply(rule: unknown, data: unknown): unknown };

export interface RuleFinder {
  readonly name: string;
  /** Asserts for the first `lines` lines that the rules found are those in the quotes. */
  check(quotes: readonly Quote[], lines: number): Promise<void>;
  /** Finds the rules of the first `lines` lines. */
  find(lines: number): Promise<void>;
}

/** A line as these engines see it: every fact by name, region levels spelled out. */
interface LineFacts {
  readonly [name: string]: unknown;
}

const SHANGHAI_MS = 8 * 3_600_000;

function lineFacts(book: PriceBook, orders: readonly OrderFacts[], line: number): LineFacts {
  const order = orders[Math.floor(line / 5)]!;
  const item = order.lines[line % 5]!.item;
  const local = new Date(Date.parse(order.at) + SHANGHAI_MS);
  return {
    ...order.attributes,
    item,
    kind: book.items.find(({ code }) => code === item)!.kind,
    county: order.region,
    city: `${order.region.slice(0, 4)}00`,
    province: `${order.region.slice(0, 2)}0000`,
    cooperation: order.cooperation,
    customerLevel: order.customerLevel,
    package: order.package,
    channel: order.channel,
    urgency: order.urgency,
    distanceKm: Number(order.distanceKm),
    at: Date.parse(order.at),
    weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
  };
}

const LISTS = ['cooperation', 'customerLevel', 'package', 'channel', 'urgency'] as const;

function codesOf(quotes: readonly Quote[], line: number): readonly string[] {
  return quotes[Math.floor(line / 5)]!.lines[line % 5]!.adjustments;
}

/** The engines do not settle groups, so what they find may hold more than the quote lists. */
function assertFound(found: ReadonlySet<string>, codes: readonly string[], groups: ReadonlyMap<string, string | undefined>): void {
  for (const code of codes) assert.ok(found.has(code), `${code} was not found`);
  for (const code of found) assert.ok(codes.includes(code) || groups.get(code) !== undefined, `${code} was found and does not apply`);
}

const groupsOf = (book: PriceBook) => new Map((book.adjustments ?? []).map(({ code, group }) => [code, group]));

/** The adjustments as json-logic-js expressions over {@link LineFacts}. */
export function createLogicFinder(book: PriceBook, orders: readonly OrderFacts[]): RuleFinder {
  const rules = (book.adjustments ?? []).map((rule) => {
    const when = rule.when ?? {};
    const all: unknown[] = [];
    if (rule.items) all.push({ in: [{ var: 'item' }, rule.items] });
    if (rule.kinds) all.push({ in: [{ var: 'kind' }, rule.kinds] });
    if (when.region) all.push({ or: ['county', 'city', 'province'].map((level) => ({ in: [{ var: level }, when.region] })) });
    for (const key of LISTS) if (when[key]) all.push({ in: [{ var: key }, when[key]] });
    if (when.weekdays) all.push({ in: [{ var: 'weekday' }, when.weekdays] });
    if (when.window?.from) all.push({ '>=': [{ var: 'at' }, Date.parse(when.window.from)] });
    if (when.window?.to) all.push({ '<': [{ var: 'at' }, Date.parse(when.window.to)] });
    if (when.distanceKm?.min) all.push({ '>=': [{ var: 'distanceKm' }, Number(when.distanceKm.min)] });
    if (when.distanceKm?.max) all.push({ '<': [{ var: 'distanceKm' }, Number(when.distanceKm.max)] });
    if (when.logic) all.push(when.logic);
    return { code: rule.code, logic: all.length === 0 ? true : { and: all } };
  });
  const found = (line: number): Set<string> => {
    const facts = lineFacts(book, orders, line);
    return new Set(rules.filter(({ logic }) => jsonLogic.apply(logic, facts)).map(({ code }) => code));
  };
  return {
    name: 'json-logic-js',
    async check(quotes, lines) {
      for (let line = 0; line < lines; line++) assertFound(found(line), codesOf(quotes, line), groupsOf(book));
    },
    async find(lines) {
      for (let line = 0; line < lines; line++) assert.ok(found(line).size > 0);
    },
  };
}

/** The adjustments as rules of json-rules-engine over {@link LineFacts}. */
export function createRulesEngineFinder(book: PriceBook, orders: readonly OrderFacts[]): RuleFinder {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const rule of book.adjustments ?? []) {
    const when = rule.when ?? {};
    const all: TopLevelCondition[] = [];
    const within = (fact: string, value: readonly unknown[]) => ({ all: [{ fact, operator: 'in', value }] });
    const compare = (fact: string, operator: string, value: number) => ({ all: [{ fact, operator, value }] });
    if (rule.items) all.push(within('item', rule.items));
    if (rule.kinds) all.push(within('kind', rule.kinds));
    if (when.region) all.push({ any: ['county', 'city', 'province'].map((fact) => ({ fact, operator: 'in', value: when.region })) });
    for (const key of LISTS) if (when[key]) all.push(within(key, when[key]));
    if (when.weekdays) all.push(within('weekday', when.weekdays));
    if (when.window?.from) all.push(compare('at', 'greaterThanInclusive', Date.parse(when.window.from)));
    if (when.window?.to) all.push(compare('at', 'lessThan', Date.parse(when.window.to)));
    if (when.distanceKm?.min) all.push(compare('distanceKm', 'greaterThanInclusive', Number(when.distanceKm.min)));
    if (when.distanceKm?.max) all.push(compare('distanceKm', 'lessThan', Number(when.distanceKm.max)));
    // the book's one logic rule: seven floors or more without a lift
    if (when.logic) all.push(compare('floor', 'greaterThanInclusive', 7), { all: [{ fact: 'lift', operator: 'equal', value: false }] });
    engine.addRule({ conditions: { all }, event: { type: rule.code } });
  }
  const found = async (line: number): Promise<Set<string>> => {
    const { events } = await engine.run(lineFacts(book, orders, line) as Record<string, unknown>);
    return new Set(events.map(({ type }) => type));
  };
  return {
    name: 'json-rules-engine',
    async check(quotes, lines) {
      for (let line = 0; line < lines; line++) assertFound(await found(line), codesOf(quotes, line), groupsOf(book));
    },
    async find(lines) {
      for (let line = 0; line < lines; line++) assert.ok((await found(line)).size > 0);
    },
  };
}
