import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { Text } from '@tarojs/components';

/** Whole fen as `¥1,234.50`; anything that is no whole number of fen is shown as a dash rather than as a wrong amount. */
export function yuan(amount: number | null): string {
  return amount === null || !Number.isSafeInteger(amount) ? '—' : formatYuan(fen(amount));
}

/** Characters of an amount that a phone of 320 px shows at the largest size. */
const LONGEST_HERO = 12;

/** An amount. `up` for earnings that came in; a negative one is drawn as a deduction by itself. */
export function Money({
  fen: amount,
  size = 'body',
  up = false,
}: {
  fen: number | null;
  size?: 'body' | 'lead' | 'title' | 'figure' | 'hero';
  up?: boolean;
}) {
  const words = yuan(amount);
  // the largest figures step down rather than run out of a narrow phone
  const drawn = size === 'hero' && words.length > LONGEST_HERO ? 'figure' : size;
  const tone = amount !== null && amount < 0 ? ' bad' : up ? ' good' : '';
  return <Text className={`money money-${drawn}${tone}`}>{words}</Text>;
}
