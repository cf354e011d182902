import { overlaps, type Span } from './fold.ts';
import { findBuilds, readPlate } from './forms.ts';
import { BRANDS, DEVICES } from './lexicon.ts';
import { findSizes, sizeText } from './sizes.ts';
import { lexicon, type Sighting } from './words.ts';

const findKinds = lexicon(DEVICES.flatMap((words) => words.map((word) => [word, words[0]!] as const)));
const findBrands = lexicon(BRANDS.flatMap((words) => words.map((word) => [word, words[0]!] as const)));

/** Letters, then digits, then whatever else stands on a type plate: KFR-35GW/N8, BCD-468WLHSS, JSQ25-13TD31. */
const MODEL = /(^|[^A-Za-z0-9/-])([A-Za-z]{1,8}-?\d[A-Za-z0-9/+-]{2,28}(?:\([A-Za-z0-9]{1,8}\))?)(?![A-Za-z0-9])/g;
const SERIAL = /(?:序列号|机身码|机号|条码|S\/?N)[:： ]{1,3}([A-Za-z0-9-]{6,40})/gi;
/** What stands in front of numbers of other things. */
const OTHER_NUMBER = /(?:单号|订单号?|运单|快递|编号|验证码|微信号?|账号|QQ|wxid)[:： ]{0,2}$/i;
/** 完美的, 优美的 are no brand. */
const NO_BRAND = /[完优精唯秀壮凄甜绝健]$/;

/** Words for devices in a text. */
export interface FoundDevice {
  readonly kind: Sighting<string> | null;
  readonly brand: Sighting<string> | null;
  readonly model: (Span & { readonly value: string }) | null;
  readonly serial: (Span & { readonly value: string }) | null;
  /** Build 机型: 柜机, 燃气热水器; empty where neither the text nor the model says. */
  readonly form: string;
  /** Capacity 规格: `3匹`, `60升`; empty likewise. */
  readonly size: string;
  /** Where kind, build, capacity and the other words stand. */
  readonly spans: readonly Span[];
  /** Other kinds and builds that the text names. */
  readonly otherKinds: readonly string[];
  readonly otherForms: readonly string[];
}

/** Kinds whose builds and capacities are those of another. */
const FAMILY: ReadonlyMap<string, string> = new Map([
  ['中央空调', '空调'],
  ['烘干机', '洗衣机'],
  ['马桶', '智能马桶'],
]);
const familyOf = (kind: string): string => FAMILY.get(kind) ?? kind;

/**
 * Reads which device a folded text speaks of.
 *
 * @param elsewhere parts that are something else: 海信广场 in an address is no brand, a room number no model
 */
export function findDevice(text: string, elsewhere: readonly Span[]): FoundDevice {
  const free = (span: Span) => !elsewhere.some((other) => overlaps(span, other));
  const kinds = findKinds(text).filter(free);
  const brand =
    findBrands(text).find((each) => free(each) && !NO_BRAND.test(text.slice(Math.max(0, each.start - 1), each.start))) ??
    bossBrand(text, free);
  const serial = firstMatch(SERIAL, text, 1, free);
  const model = firstMatch(
    MODEL,
    text,
    2,
    (span) =>
      free(span) &&
      !(serial && overlaps(span, serial)) &&
      isModel(text.slice(span.start, span.end)) &&
      !OTHER_NUMBER.test(text.slice(Math.max(0, span.start - 8), span.start)),
  );
  const named = kinds[0] ?? null;
  const plate = readPlate(model?.value ?? '');
  const builds = findBuilds(text).filter((each) => free(each) && (named === null || each.build.kind === familyOf(named.meaning)));
  const sizes = findSizes(text).filter((each) => free(each) && !(model && overlaps(each, model)) && !(serial && overlaps(each, serial)));
  const [build] = builds;
  const [size] = sizes;
  const form = build?.build.name ?? (named === null || familyOf(named.meaning) === '空调' ? plate.build?.name : undefined) ?? '';
  // 滚筒 and 3 匹 say what they are of
  const meant = build?.build.kind ?? plate.build?.kind ?? (size?.unit === '匹' ? '空调' : undefined);
  const at = build ?? model ?? size;
  const kind =
    named ?? (meant !== undefined && at ? { start: at.start, end: at.end, word: text.slice(at.start, at.end), meaning: meant } : null);
  return {
    kind,
    brand,
    model,
    serial,
    form,
    size: size ? sizeText(size) : plate.size,
    spans: [named, build, size, brand, model, serial].filter((span) => span !== null && span !== undefined),
    otherForms: [...new Set(builds.map(({ build: { name } }) => name))].filter((other) => other !== form),
    otherKinds: [...new Set(kinds.map(({ meaning }) => meaning))].filter((other) => other !== kind?.meaning),
  };
}

/** 老板 is a brand only in front of what it makes. */
function bossBrand(text: string, free: (span: Span) => boolean): Sighting<string> | null {
  const start = text.search(/老板(?=抽?油?烟机|燃气灶|灶|消毒柜|集成灶|热水器)/);
  const span = { start, end: start + 2 };
  return start >= 0 && free(span) ? { ...span, word: '老板', meaning: '老板电器' } : null;
}

/** Enough digits, and not a date or a door: E栋1201 is cut off by its Chinese character, A1201 is too short. */
function isModel(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  return value.length >= 5 && digits >= 2 && (value.length >= 6 || value.includes('-')) && !/^[A-Z]\d{1,2}-\d{1,2}(-\d+)*$/i.test(value);
}

function firstMatch(pattern: RegExp, text: string, group: number, accept: (span: Span) => boolean): (Span & { value: string }) | null {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const value = match[group]!.replace(/[-/+]+$/, '');
    const start = match.index + match[0].indexOf(match[group]!, group === 2 ? match[1]!.length : 0);
    const span = { start, end: start + value.length };
    if (accept(span)) return { ...span, value };
  }
  return null;
}

/** Whether a text begins with a word for a device. */
export function beginsWithKind(text: string): boolean {
  return findKinds(text.slice(0, 8))[0]?.start === 0;
}

/** Where a text names devices. */
export function kindSpans(text: string): readonly Span[] {
  return findKinds(text);
}

/** The kinds of devices that a short text (a template's name, a note) speaks of, as we call them. */
export function kindsIn(text: string): readonly string[] {
  return [...new Set(findKinds(text).map(({ meaning }) => meaning))];
}
