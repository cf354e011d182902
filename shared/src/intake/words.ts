import type { Span } from './fold.ts';

/** A word of a lexicon at its place in a text. */
export interface Sighting<T> extends Span {
  readonly word: string;
  readonly meaning: T;
}

/** Finds the words of a lexicon in a text in one pass, the longest at each place, none inside of another. Letters count whatever their case. */
export function lexicon<T>(entries: Iterable<readonly [word: string, meaning: T]>): (text: string) => readonly Sighting<T>[] {
  const words = new Map<string, T>();
  /** Lengths of words by their first character, longest first. */
  const lengths = new Map<string, number[]>();
  for (const [given, meaning] of entries) {
    const word = lower(given);
    if (words.has(word)) continue;
    words.set(word, meaning);
    const known = lengths.get(word[0]!) ?? [];
    if (!known.includes(word.length)) known.push(word.length);
    lengths.set(
      word[0]!,
      known.sort((a, b) => b - a),
    );
  }
  return (given) => {
    const text = lower(given);
    const found: Sighting<T>[] = [];
    for (let at = 0; at < text.length; at += 1) {
      for (const length of lengths.get(text[at]!) ?? []) {
        if (at + length > text.length) continue;
        const word = text.slice(at, at + length);
        const meaning = words.get(word);
        if (meaning === undefined || !isWhole(text, at, at + length)) continue;
        found.push({ start: at, end: at + length, word: given.slice(at, at + length), meaning });
        at += length - 1;
        break;
      }
    }
    return found;
  };
}

/** ASCII only, so that no character changes its length. */
function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

const LETTER = /[a-z]/;

/** A word of letters is no part of a longer one. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !(LETTER.test(text[start]!) && LETTER.test(text[start - 1] ?? ' ')) && !(LETTER.test(text[end - 1]!) && LETTER.test(text[end] ?? ' '))
  );
}
