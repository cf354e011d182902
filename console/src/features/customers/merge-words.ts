import type { MergePreview } from '@mingdan/shared/contracts/customer-merge';
import { count } from '../../lib/format.ts';
import { t } from './messages.ts';

const KINDS = ['orders', 'sites', 'devices', 'contacts', 'notes'] as const;

/** What goes over, in words; kinds without anything are left out. */
export function movesWords(moves: MergePreview['moves']): string {
  const words = KINDS.flatMap((kind) => (moves[kind] === 0 ? [] : [t(`merge.${kind}`, { count: count(moves[kind]) })]));
  return words.length === 0 ? t('merge.nothing') : words.join('、');
}
