import type { Wish } from '@mingdan/shared/intake/lexicon';
import { t } from '../../../messages/staff.ts';

/** Every wish with its word, in the order in which they are asked for most. */
export const WISH_CHOICES: readonly (readonly [Wish, string])[] = (
  ['install', 'repair', 'clean', 'maintain', 'move', 'remove', 'replace', 'inspect'] as const
).map((wish) => [wish, t(`wish.${wish}`)]);

/** A wish in a word. */
export function wishWord(wish: Wish): string {
  return t(`wish.${wish}`);
}
