import { fen, formatYuan } from '../kernel/money.ts';
import { formatQuantity } from '../messages/format.ts';

/** So much of a line at one price. */
export interface LinePart {
  /** Decimal text: `3`. */
  readonly quantity: string;
  /** Whole fen for one unit. */
  readonly each: number;
}

/** A line as far as its quantity is told. Answers that a phone kept from before know of no parts. */
export interface TakenQuantity {
  /** Decimal text; empty where the company shows no quantities. */
  readonly quantity: string;
  readonly unit: string;
  readonly parts?: readonly LinePart[];
}

/** The same of extra lines 增项, whose price is what they add: `¥95.00 × 2 米` where that comes out even, `2 米` else, and where the price is not the reader's. */
export function extraWords({
  quantity,
  unit,
  charge,
}: {
  readonly quantity: string;
  readonly unit: string;
  readonly charge: number | null;
}): string {
  const each = charge === null ? Number.NaN : charge / Number(quantity);
  const taken = formatQuantity(quantity, unit);
  return Number.isSafeInteger(each) && each !== 0 ? `${formatYuan(fen(each))} × ${taken}` : taken;
}

/** How much of a line, with what one costs where that is known: `¥90.00 × 3.5 米`, `¥95.00 × 3 米 + ¥110.00 × 1 米`, `3.5 米`. */
export function quantityWords({ quantity, unit, parts = [] }: TakenQuantity): string {
  if (quantity === '') return '';
  if (parts.length === 0) return formatQuantity(quantity, unit);
  return parts.map((part) => `${formatYuan(fen(part.each))} × ${formatQuantity(part.quantity, unit)}`).join(' + ');
}
