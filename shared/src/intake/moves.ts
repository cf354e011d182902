import { type FoundPlaces, type FoundRegion, findPlaces, placesAtHead } from '../region/find.ts';
import { type FoundAddress, isCompound, placeStrength } from './address.ts';
import { type Span, trimmed } from './fold.ts';
import type { Wish } from './lexicon.ts';

/** A device that goes from one place to another, as a text says it: 从通州搬到朝阳. */
export interface FoundMove {
  /** From 从 to where the new place begins: nothing in it says where the visit's address is. */
  readonly phrase: Span;
  /** The verb: 搬到. */
  readonly verb: Span;
  /** Where the device is taken from; null where the text says no more than 老家 or 旧房子. */
  readonly from: (Span & { readonly region: string }) | null;
  /** The first words of where it goes, up to a comma. */
  readonly goal: Span;
  /** The region where it goes; neither best nor rivals where no region stands there, so that the rest of the text is looked at. */
  readonly to: FoundPlaces;
  /** Whether the regions are known only because the two lie in one city. */
  readonly guessed: boolean;
}

const BEGIN = /[从由]/g;
const VERB = /(?:搬(?:家|迁|运)?|移(?:机|动)?|迁移?|挪|运|(?:再|重新|拆)?安?装)(?:到|去|至|往|回)了?/;
/** Longest old place with its verb. */
const REACH = 70;
/** What stands behind the old place and is no part of it. */
const TAIL = /(?:把|将|的?(?:旧|老)?(?:空调|机器|设备|房子)|拆(?:机|下来?|掉|走|了|完)|那边|这边|那里|这里|的家).*$/;
/** Old places that have no address. */
const OLD_HOME = /^(?:我们?)?(?:的|在)?(?:老家|旧家|老房|旧房|旧址|老地方|原来|原址|现在|家里?$|公司|单位|店里|租的|出租)/;

/** Regions that words begin with; of words that do not begin with one, the one that they name. */
function regionsOf(words: string): readonly FoundRegion[] {
  const head = placesAtHead(words);
  if (head.length > 0) return head;
  const { best, rivals } = findPlaces(words);
  return best ? [best] : rivals;
}

/** Whether words are a place and nothing else: 通州, 通州区新华大街1号, 幸福小区; not 通州来的师傅, 3楼, 客厅. */
function isPlace(words: string, regions: readonly FoundRegion[]): boolean {
  const [region] = regions;
  if (region === undefined) return placeStrength(words) === 2 || isCompound(words);
  const rest = words.slice(region.end).trim();
  return region.start === 0 && (rest === '' || placeStrength(rest) > 0 || /^(?:市区|城区|附近|家)$/.test(rest));
}

/** Codes of one city begin with the same four digits, of one province with two. */
const NEARNESS = [4, 2] as const;

/** The readings of two names that lie closest together: a device moves within its city more often than not. */
function closest(from: readonly FoundRegion[], to: readonly FoundRegion[]): { from: readonly FoundRegion[]; to: readonly FoundRegion[] } {
  for (const digits of NEARNESS) {
    const area = ({ code }: FoundRegion) => code.slice(0, digits);
    const [a, b] = [
      from.filter((each) => to.some((other) => area(other) === area(each))),
      to.filter((each) => from.some((other) => area(other) === area(each))),
    ];
    if (a.length > 0) return { from: a, to: b };
  }
  return { from, to };
}

const placesOf = (regions: readonly FoundRegion[], offset: number): FoundPlaces => {
  const moved = regions.map(({ code, start, end }) => ({ code, start: start + offset, end: end + offset }));
  return moved.length === 1 ? { best: moved[0]!, rivals: [] } : { best: null, rivals: moved };
};

/**
 * The move that a folded text tells: the first place is where the device is taken from, the last where it goes. Null where it tells none (从早到晚,
 * 从通州来的师傅, 从客厅移到卧室).
 */
export function findMove(text: string): FoundMove | null {
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    const start = begin.index + 1;
    const sentence = text.slice(start, start + REACH).split(/[\n。；;!！?？]/, 1)[0]!;
    const verb = VERB.exec(sentence);
    if (verb) {
      const move = readMove(text, begin.index, { start: start + verb.index, end: start + verb.index + verb[0].length });
      if (move) return move;
    }
  }
  return null;
}

function readMove(text: string, begin: number, verb: Span): FoundMove | null {
  const said = text.slice(begin + 1, verb.start).replace(TAIL, '');
  const old = trimmed(text, { start: begin + 1, end: begin + 1 + said.length });
  const words = text.slice(old.start, old.end);
  const fromRegions = regionsOf(words);
  const isOldPlace = isPlace(words, fromRegions);
  if (!isOldPlace && !OLD_HOME.test(words)) return null;

  const next = trimmed(text, { start: verb.end, end: Math.min(text.length, verb.end + REACH) });
  const goal = text.slice(next.start, next.end).split(/[\n，,。；;!！?？]/, 1)[0]!;
  const toRegions = placesAtHead(goal);
  if (!isOldPlace && toRegions.length === 0 && placeStrength(goal) < 2 && !isCompound(goal)) return null;

  const phrase = { start: begin, end: next.start };
  const around = findPlaces(`${text.slice(0, begin)}\n${text.slice(next.start + goal.length)}`).best;
  const near = isOldPlace ? closest(fromRegions, toRegions) : { from: [], to: toRegions };
  const to = around && near.to.length > 1 ? closest([around], near.to).to : near.to;
  const from = to.length === 1 ? closest(near.from, to).from : near.from;
  return {
    phrase,
    verb,
    goal: { start: next.start, end: next.start + goal.length },
    from: isOldPlace ? { ...old, region: from.length === 1 ? from[0]!.code : '' } : null,
    to: placesOf(to, next.start),
    guessed: to.length === 1 && toRegions.length > 1,
  };
}

/** From 从 to the end of the names of the new place. */
export const placesOfMove = ({ phrase, to }: FoundMove): Span => ({
  start: phrase.start,
  end: (to.best ?? to.rivals[0])?.end ?? phrase.end,
});

/** 从通州拆下来，装到朝阳: the words for the halves of a move are the move. */
export const isMoveInHalves = (text: string, move: FoundMove | null, wish: Wish): boolean =>
  move?.from != null && text.slice(move.verb.start, move.verb.end).includes('装') && (wish === 'install' || wish === 'remove');

/** Behind the names of a new place there are as often other words (朝阳多少钱) as a street; without any, a compound is all the address there is. */
export function addressOfMove(text: string, { goal, to }: FoundMove, found: FoundAddress | null): FoundAddress | null {
  if (found && placeStrength(found.text) > 0) return found;
  const words = text.slice(goal.start, goal.end);
  if (to.best || to.rivals.length > 0 || !isCompound(words)) return null;
  return { whole: goal, street: goal, text: words, sure: false, name: null };
}
