import { kindsIn } from './devices.ts';
import { isSign } from './fold.ts';
import type { Wish } from './lexicon.ts';
import { findWishes } from './wishes.ts';

/** What a template is known by: its own words say what it is for. */
export interface Scored {
  readonly code: string;
  readonly name: string;
  readonly summary: string;
}

/** What is known of the customer when an order is opened. */
export interface Occasion {
  /** What the message wishes; null where there was none. */
  readonly wish: { readonly value: Wish; readonly word: string } | null;
  /** What is wrong, in the message's words. */
  readonly symptoms: readonly string[];
  /** Kind of device that the message names; empty where it names none. */
  readonly device: string;
  /** Kinds of the devices that the customer has. */
  readonly owned: readonly string[];
  /** Codes of the templates of the customer's orders, newest first. */
  readonly history: readonly string[];
  /** 1–12 */
  readonly month: number;
}

/** Why a template stands where it stands: the strongest reason, with the word it rests on. */
export interface Reason {
  readonly type: 'symptom' | 'wish' | 'device' | 'owned' | 'history' | 'season';
  readonly word: string;
}

/** A template with its points. `reason` null: nothing speaks for it. */
export interface Ranked<T> {
  readonly template: T;
  readonly score: number;
  readonly reason: Reason | null;
}

/** Points: what was said weighs most, then what is there, then what was, then the time of the year. */
const POINTS = { symptom: 40, wish: 36, device: 30, owned: 14, history: 8, season: 4, otherDevice: -30, otherWish: -12 } as const;

/** Months in which a kind of device wants a kind of work. */
const SEASONS: readonly { readonly kind: string; readonly wishes: readonly Wish[]; readonly months: readonly number[] }[] = [
  { kind: '空调', wishes: ['clean', 'maintain'], months: [3, 4, 5] },
  { kind: '空调', wishes: ['install', 'repair'], months: [6, 7, 8, 9] },
  { kind: '热水器', wishes: ['repair', 'install'], months: [11, 12, 1, 2] },
  { kind: '壁挂炉', wishes: ['maintain', 'repair'], months: [10, 11, 12, 1] },
  { kind: '地暖', wishes: ['clean', 'maintain', 'repair'], months: [10, 11, 12] },
  { kind: '油烟机', wishes: ['clean'], months: [1, 2] },
];

/** What a template is for, by its name; where the name is silent, by its summary. */
function purpose({ name, summary }: Scored): { kinds: readonly string[]; wishes: readonly Wish[] } {
  const wishesOf = (text: string): readonly Wish[] => {
    const { best, others } = findWishes(text);
    return best ? [best.value, ...others] : [];
  };
  const kinds = kindsIn(name);
  const wishes = wishesOf(name);
  return { kinds: kinds.length > 0 ? kinds : kindsIn(summary), wishes: wishes.length > 0 ? wishes : wishesOf(summary) };
}

/** Central and single units are one family: a template for 空调 serves both. */
const related = (a: string, b: string): boolean => a === b || (a.endsWith('空调') && b.endsWith('空调'));

/**
 * Puts templates in the order in which they are likely to be wanted, each with the reason. The same templates and occasion always give the same
 * order; what nothing speaks for keeps its place behind the others.
 */
export function rankTemplates<T extends Scored>(templates: readonly T[], occasion: Occasion): readonly Ranked<T>[] {
  const ranked = templates.map((template, index) => ({ ...rank(template, occasion), index }));
  return ranked.sort((a, b) => b.score - a.score || a.index - b.index).map(({ template, score, reason }) => ({ template, score, reason }));
}

function rank<T extends Scored>(template: T, occasion: Occasion): Ranked<T> {
  const { kinds, wishes } = purpose(template);
  const reasons: { readonly reason: Reason; readonly points: number }[] = [];
  const say = (type: Reason['type'], word: string, points: number = POINTS[type]) => reasons.push({ reason: { type, word }, points });
  let score = 0;

  const isFor = (kind: string) => kinds.some((each) => related(each, kind));
  if (occasion.device !== '' && isFor(occasion.device)) say('device', occasion.device);
  else if (occasion.device !== '' && kinds.length > 0) score += POINTS.otherDevice;

  const { wish } = occasion;
  const [symptom] = occasion.symptoms;
  if (wish && wishes.includes(wish.value)) {
    // a half-right template (right work, another device) is not the one
    const points = occasion.device !== '' && kinds.length > 0 && !isFor(occasion.device) ? POINTS.otherWish : undefined;
    if (wish.value === 'repair' && symptom !== undefined) say('symptom', clean(symptom), points ?? POINTS.symptom);
    else say('wish', clean(wish.word), points ?? POINTS.wish);
  } else if (wish && wishes.length > 0) score += POINTS.otherWish;

  if (occasion.device === '') {
    const owned = occasion.owned.find(isFor);
    if (owned !== undefined) say('owned', owned);
  }
  if (occasion.history.includes(template.code)) say('history', template.name);
  const season = SEASONS.find(
    ({ kind, wishes: wanted, months }) => isFor(kind) && months.includes(occasion.month) && wanted.some((each) => wishes.includes(each)),
  );
  if (season) say('season', season.kind);

  for (const { points } of reasons) score += points;
  const strongest = reasons.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points)[0];
  return { template, score, reason: score > 0 && strongest ? strongest.reason : null };
}

const clean = (word: string): string => [...word].filter((char) => !isSign(char)).join('');
