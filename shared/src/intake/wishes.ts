import { beginsWithKind } from './devices.ts';
import type { Span } from './fold.ts';
import { SYMPTOMS, WISH_WORDS, WISHES, type Wish } from './lexicon.ts';
import { lexicon, type Sighting } from './words.ts';

type Meaning = { readonly wish: Wish; readonly symptom: boolean };

const find = lexicon<Meaning>([
  ...SYMPTOMS.map((word) => [word, { wish: 'repair', symptom: true }] as const),
  ...WISHES.flatMap((wish) => WISH_WORDS[wish].map((word) => [word, { wish, symptom: false }] as const)),
]);

/** One character that says it, where it is no part of a longer word. */
const SINGLE = /(^|[^\u4e00-\u9fff]|[要想需来给帮门])([装修拆洗])/g;
const SINGLE_WISH: Readonly<Record<string, Wish>> = { 装: 'install', 修: 'repair', 拆: 'remove', 洗: 'clean' };
/** In front of a word these say that it is not wished: 不用安装, 刚安装的, 装好了. */
const NOT_WISHED = /(?:不用|不需要|不要|无需|别|刚|刚刚|已|已经|以前|之前|上次|去年|没有|自己|自行)$/;
const DONE = /^(?:好的|好了|完了|完的|过的|过了|师傅|的时候|公司|费)/;

/** What is wished, as a message says it. */
export interface FoundWish extends Span {
  readonly value: Wish;
  /** The word that said so. */
  readonly word: string;
  readonly sure: boolean;
}

/** Everything that speaks of work to be done. */
export interface FoundWishes {
  /** The wish that most speaks for; null when nothing does. */
  readonly best: FoundWish | null;
  /** Other wishes that were spoken of, without `best`. */
  readonly others: readonly Wish[];
  /** What is wrong, in the words of the text. */
  readonly symptoms: readonly Sighting<unknown>[];
  /** Every word that was counted. */
  readonly spans: readonly Span[];
}

/** Reads what a folded text wishes. What is wrong weighs more than a verb; a verb that is denied or past weighs nothing. */
export function findWishes(text: string): FoundWishes {
  const words = find(text).filter(({ word, end }) => !(word === '没电' && text[end] === '梯'));
  const counted = words.filter(
    ({ start, end, meaning }) =>
      meaning.symptom || !(NOT_WISHED.test(text.slice(Math.max(0, start - 3), start)) || DONE.test(text.slice(end, end + 3))),
  );
  const score = new Map<Wish, number>();
  const first = new Map<Wish, Span & { word: string }>();
  const count = (wish: Wish, points: number, at: Span & { word: string }) => {
    score.set(wish, (score.get(wish) ?? 0) + points);
    if (!first.has(wish)) first.set(wish, at);
  };
  for (const { meaning, start, end, word } of counted) count(meaning.wish, meaning.symptom ? 3 : 2, { start, end, word });
  SINGLE.lastIndex = 0;
  for (let match = SINGLE.exec(text); match !== null; match = SINGLE.exec(text)) {
    const start = match.index + match[1]!.length;
    const at = { start, end: start + 1, word: match[2]! };
    if (!words.some((word) => word.start <= start && start < word.end) && !DONE.test(text.slice(start + 1, start + 4)))
      count(SINGLE_WISH[match[2]!]!, beginsWithKind(text.slice(start + 1, start + 9)) ? 2 : 1, at);
  }
  // 拆装 and 移机 say all of it; the words for the halves of it beside them are the same wish
  if (score.has('move')) for (const half of ['install', 'remove'] as const) score.delete(half);
  const ranked = [...score].sort(([a, x], [b, y]) => y - x || first.get(a)!.start - first.get(b)!.start);
  const top = ranked[0];
  const at = top && first.get(top[0])!;
  return {
    best:
      top && at
        ? { value: top[0], word: at.word, start: at.start, end: at.end, sure: top[1] >= 2 && top[1] > 2 * (ranked[1]?.[1] ?? 0) }
        : null,
    others: ranked.slice(1).map(([wish]) => wish),
    symptoms: counted.filter(({ meaning }) => meaning.symptom),
    spans: counted,
  };
}
