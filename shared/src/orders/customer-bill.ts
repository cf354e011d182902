import type { CustomerBillSetting } from '../contracts/company-settings.ts';
import type { LineAddition } from './line-added.ts';
import type { LinePart } from './quantity-words.ts';

/** A line of the bill as a customer reads it. */
export interface CustomerLine {
  readonly name: string;
  readonly kind: 'labour' | 'part' | 'fee';
  /** Empty where the company shows no quantities, and on sums. */
  readonly quantity: string;
  readonly unit: string;
  readonly charge: number;
  /** What it costs in parts of one price each; none with the quantities hidden, and where it is not so many times a price. */
  readonly parts: readonly LinePart[];
  /** What rules added to the price or took off it, as far as the company shows it; none on sums. */
  readonly added: readonly LineAddition[];
}

const KINDS = ['labour', 'part', 'fee'] as const;
const SUMS: Readonly<Record<CustomerLine['kind'], string>> = { labour: '服务费', part: '材料费', fee: '其他费用' };

/**
 * The bill the way the company chose to show it. A kind that is not shown line by line, and one whose reductions are not shown, stands there as one sum, so
 * that the lines always add up to the same total.
 */
export function customerLines(lines: readonly CustomerLine[], setting: CustomerBillSetting): CustomerLine[] {
  const lineByLine = { labour: setting.labour, part: setting.parts, fee: setting.fees };
  const summed = new Set(
    KINDS.filter((kind) => {
      const own = lines.filter((line) => line.kind === kind);
      return own.length > 0 && (!lineByLine[kind] || (!setting.discounts && own.some(({ charge }) => charge < 0)));
    }),
  );
  const shown = lines
    .filter(({ kind, charge }) => !summed.has(kind) && (kind !== 'fee' || charge !== 0))
    .map((line) => (setting.quantities ? line : { ...line, quantity: '', unit: '', parts: [] }))
    .map((line) => ({ ...line, added: line.added.filter(({ amount }) => (amount < 0 ? setting.discounts : setting.surcharges)) }));
  const sums = [...summed].map((kind) => ({
    name: SUMS[kind],
    kind,
    quantity: '',
    unit: '',
    parts: [],
    added: [],
    charge: lines.filter((line) => line.kind === kind).reduce((sum, { charge }) => sum + charge, 0),
  }));
  const place = (line: CustomerLine) => KINDS.indexOf(line.kind);
  return [...shown, ...sums].sort((a, b) => place(a) - place(b));
}
