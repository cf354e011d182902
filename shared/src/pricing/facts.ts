import { parseInstant } from '../kernel/time.ts';
import type { QuoteProblem } from './types.ts';

/**
 * An order as the engine works with it: read once, numbers instead of texts. One object is kept per compiled book and refilled for each
 * order, because allocating it again for every order costs more than pricing a line.
 */
export interface Facts {
  id: string;
  at: number;
  /** Six digits as a number, and the codes of the city and province that hold it (`XXYY00`, `XX0000`). */
  region: number;
  city: number;
  province: number;
  cooperation: string | null;
  customerLevel: string | null;
  package: string | null;
  channel: string | null;
  urgency: string | null;
  /** Thousandths of a kilometre. */
  distanceMilli: number;
  attributes: object;
  /** Local month 1–12, ISO weekday 1–7, hour 0–23, in the book's zone; filled when the book asks for them. */
  month: number;
  weekday: number;
  hour: number;
  lineCount: number;
  /** Per line; only the first `lineCount` are of this order. */
  readonly itemCodes: string[];
  readonly quantities: number[];
  readonly quantityScales: number[];
  readonly quantityTexts: string[];
  crewCount: number;
  readonly installers: string[];
  readonly weights: number[];
}

const NO_ATTRIBUTES = {};

export function emptyFacts(): Facts {
  return {
    id: '',
    at: 0,
    region: 0,
    city: 0,
    province: 0,
    cooperation: null,
    customerLevel: null,
    package: null,
    channel: null,
    urgency: null,
    distanceMilli: 0,
    attributes: NO_ATTRIBUTES,
    month: 0,
    weekday: 0,
    hour: 0,
    lineCount: 0,
    itemCodes: [],
    quantities: [],
    quantityScales: [],
    quantityTexts: [],
    crewCount: 0,
    installers: [],
    weights: [],
  };
}

/** A quantity as integer ÷ 10^scale, without trailing zeros, and its canonical print. Refilled by {@link readQuantity}. */
export interface Quantity {
  coefficient: number;
  scale: number;
  text: string;
}

const MAX_WHOLE_DIGITS = 12;
const MAX_FRACTION_DIGITS = 3;

/** Reads ASCII digits, at most 12 before and 3 behind the point; no sign, exponent or blanks. False when the text is anything else. */
export function readQuantity(text: unknown, into: Quantity): boolean {
  if (typeof text !== 'string') return false;
  const length = text.length;
  let coefficient = 0;
  let index = 0;
  for (; index < length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) break;
    coefficient = coefficient * 10 + digit;
  }
  if (index === 0 || index > MAX_WHOLE_DIGITS) return false;
  let canonical = index === 1 || text.charCodeAt(0) !== 48;
  let scale = 0;
  if (index < length) {
    if (text.charCodeAt(index) !== 46) return false;
    scale = length - index - 1;
    if (scale === 0 || scale > MAX_FRACTION_DIGITS) return false;
    for (index += 1; index < length; index++) {
      const digit = text.charCodeAt(index) - 48;
      if (digit < 0 || digit > 9) return false;
      coefficient = coefficient * 10 + digit;
    }
    while (scale > 0 && coefficient % 10 === 0) {
      coefficient /= 10;
      scale -= 1;
      canonical = false;
    }
  }
  into.coefficient = coefficient;
  into.scale = scale;
  into.text = canonical ? text : quantityText(coefficient, scale);
  return true;
}

/** Canonical print of integer ÷ 10^scale, not negative: `6.5`, `0.05`. */
export function quantityText(coefficient: number, scale: number): string {
  if (scale === 0) return String(coefficient);
  const digits = String(coefficient).padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Six ASCII digits as a number, or −1. */
export function readRegion(text: unknown): number {
  if (typeof text !== 'string' || text.length !== 6) return -1;
  let code = 0;
  for (let index = 0; index < 6; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    code = code * 10 + digit;
  }
  return code;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const bad = (path: string): QuoteProblem => ({ code: 'BAD_ORDER', path });
const quantity: Quantity = { coefficient: 0, scale: 0, text: '' };
const isWord = (value: unknown): value is string | null | undefined => value === undefined || value === null || typeof value === 'string';

/** Fills `facts` from an order of unknown shape, all but month, weekday and hour. Returns the first malformed fact, or null. */
export function readFacts(order: unknown, facts: Facts): QuoteProblem | null {
  if (!isObject(order)) return bad('');
  const { id, at, region, distanceKm, cooperation, customerLevel, package: packageCode, channel, urgency, attributes, lines, crew } = order;
  if (typeof id !== 'string') return bad('id');
  facts.id = id;

  const instant = typeof at === 'string' ? parseInstant(at) : null;
  if (instant === null) return bad('at');
  facts.at = instant;

  const code = readRegion(region);
  if (code < 0) return bad('region');
  facts.region = code;
  facts.city = code - (code % 100);
  facts.province = code - (code % 10000);

  facts.distanceMilli = 0;
  if (distanceKm !== undefined && distanceKm !== null) {
    if (!readQuantity(distanceKm, quantity)) return bad('distanceKm');
    facts.distanceMilli = toMilli(quantity);
  }

  if (!isWord(cooperation)) return bad('cooperation');
  if (!isWord(customerLevel)) return bad('customerLevel');
  if (!isWord(packageCode)) return bad('package');
  if (!isWord(channel)) return bad('channel');
  if (!isWord(urgency)) return bad('urgency');
  facts.cooperation = cooperation ?? null;
  facts.customerLevel = customerLevel ?? null;
  facts.package = packageCode ?? null;
  facts.channel = channel ?? null;
  facts.urgency = urgency ?? null;

  if (attributes === undefined || attributes === null) facts.attributes = NO_ATTRIBUTES;
  else if (isObject(attributes)) facts.attributes = attributes;
  else return bad('attributes');

  return readLines(lines, facts) ?? readCrew(crew, facts);
}

/** A quantity in thousandths, exact. */
export function toMilli({ coefficient, scale }: Quantity): number {
  return scale === 3 ? coefficient : coefficient * (scale === 0 ? 1000 : scale === 1 ? 100 : 10);
}

function readLines(lines: unknown, facts: Facts): QuoteProblem | null {
  if (!Array.isArray(lines) || lines.length === 0) return bad('lines');
  for (let index = 0; index < lines.length; index++) {
    const line: unknown = lines[index];
    if (!isObject(line) || typeof line['item'] !== 'string') return bad(`lines.${index}.item`);
    if (!readQuantity(line['quantity'], quantity)) return bad(`lines.${index}.quantity`);
    facts.itemCodes[index] = line['item'];
    facts.quantities[index] = quantity.coefficient;
    facts.quantityScales[index] = quantity.scale;
    facts.quantityTexts[index] = quantity.text;
  }
  facts.lineCount = lines.length;
  return null;
}

const MAX_WEIGHT = 1_000_000;

function readCrew(crew: unknown, facts: Facts): QuoteProblem | null {
  facts.crewCount = 0;
  if (crew === undefined || crew === null) return null;
  if (!Array.isArray(crew)) return bad('crew');
  for (let index = 0; index < crew.length; index++) {
    const member: unknown = crew[index];
    if (!isObject(member)) return bad(`crew.${index}.installer`);
    const { installer, weight } = member;
    if (typeof installer !== 'string' || installer === '') return bad(`crew.${index}.installer`);
    if (typeof weight !== 'number' || !Number.isInteger(weight) || weight < 1 || weight > MAX_WEIGHT) return bad(`crew.${index}.weight`);
    facts.installers[index] = installer;
    facts.weights[index] = weight;
  }
  facts.crewCount = crew.length;
  const twice = firstRepeated(facts.installers, crew.length);
  return twice < 0 ? null : bad(`crew.${twice}.installer`);
}

/** Index of the first name that stood before, or −1. */
function firstRepeated(names: readonly string[], count: number): number {
  if (count > 8) {
    const seen = new Set<string>();
    for (let index = 0; index < count; index++) {
      if (seen.size === seen.add(names[index]!).size) return index;
    }
    return -1;
  }
  for (let index = 1; index < count; index++) {
    for (let before = 0; before < index; before++) if (names[before] === names[index]) return index;
  }
  return -1;
}

/** Month, weekday and hour on the wall of a zone `offsetMs` east of UTC. Kept apart because few books ask for them. */
export function fillLocalTime(facts: Facts, offsetMs: number): void {
  const local = facts.at + offsetMs;
  const days = Math.floor(local / 86_400_000);
  facts.hour = Math.floor((local - days * 86_400_000) / 3_600_000);
  facts.weekday = ((((days + 3) % 7) + 7) % 7) + 1;
  // civil date from a day number, in eras of 400 years that begin on 1 March
  const shifted = days + 719_468;
  const dayOfEra = shifted - Math.floor(shifted / 146_097) * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  facts.month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
}
