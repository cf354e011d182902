import { label } from '@mingdan/shared/messages/index';
import type { QuoteProblem } from '@mingdan/shared/pricing/types';
import { t } from './messages.ts';

/** Why there is no price, in words. */
export function quoteProblemText(problem: QuoteProblem): string {
  if (problem.code === 'PRICE_MISSING')
    return t('error.PRICE_MISSING', { item: problem.item, tier: problem.tier, side: label('money', problem.side) });
  if (problem.code === 'ITEM_UNKNOWN') return t('error.ITEM_UNKNOWN', { item: problem.item });
  if (problem.code === 'BAD_ORDER' || problem.code === 'AMOUNT_OUT_OF_RANGE') return t(`error.${problem.code}`, { path: problem.path });
  return t(`error.${problem.code}`);
}
