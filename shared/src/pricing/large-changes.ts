import { fen, formatYuan } from '../kernel/money.ts';
import { label, text } from '../messages/index.ts';
import { diffBooks, isLargeChange, type PriceChange, priceChanges } from './diff-book.ts';
import type { PriceBook } from './types.ts';

/** Prices that change by more than half from one version to the next: easily a slip of the hand, so that somebody says that they are meant. The largest first. */
export function largeChanges(earlier: PriceBook, later: PriceBook): readonly PriceChange[] {
  return priceChanges(diffBooks(earlier, later)).filter(isLargeChange);
}

/** Names one change for whoever confirms it: it holds both prices, so that another price is another question. */
export function changeKey({ item, tier, side, before, after }: PriceChange): string {
  return `${item} ${tier} ${side} ${before}>${after}`;
}

/**
 * The change in words: `挂机安装 · 一档 · 客户价：¥100.00 → ¥200.00（+100%）`.
 *
 * @param tiers of the later book, for the names
 */
export function changeWords({ name, tier, side, before, after, percent }: PriceChange, { tiers }: Pick<PriceBook, 'tiers'>): string {
  const tierName = tier === '*' ? text('price.allTiers') : (tiers.find(({ code }) => code === tier)?.name ?? tier);
  const yuan = (amount: number | null) => (amount === null ? text('price.none') : formatYuan(fen(amount)));
  const change = percent === null ? '' : `（${percent > 0 ? '+' : ''}${percent}%）`;
  return `${name} · ${tierName} · ${label('money', side)}：${yuan(before)} → ${yuan(after)}${change}`;
}
