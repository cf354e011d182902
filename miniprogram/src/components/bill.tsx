import { formatQuantity } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { unitPrice } from '@mingdan/shared/orders/customer-bill';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Money, yuan } from './money.tsx';

/** One line of a bill as its reader may see it. */
export interface BillLine {
  readonly name: string;
  readonly kind: string;
  readonly quantity: string;
  readonly unit: string;
  readonly amount: number | null;
}

/** A bill that looks like one: lines, a dashed rule, the total, a torn edge. */
export function Bill({
  title,
  lines,
  total,
  totalName,
  note,
  mark,
  foot,
}: {
  title: string;
  lines: readonly BillLine[];
  total: number | null;
  totalName: string;
  note?: string | undefined;
  mark?: ReactNode;
  /** Below the total: what is taken off. */
  foot?: ReactNode;
}) {
  return (
    <View>
      <View className="paper">
        <View className="row-between">
          <View className="lead">{title}</View>
          {mark}
        </View>
        <View className="gap-top">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bill may hold the same item twice, and its lines never move
            <View key={index} className="bill-line">
              <View className="grow">
                <View>{line.name}</View>
                <View className="hint">
                  {label('item.kind', line.kind)}
                  {quantityWords(line)}
                </View>
              </View>
              <Money fen={line.amount} />
            </View>
          ))}
        </View>
        <View className="bill-total">
          <View className="lead">{totalName}</View>
          <Money fen={total} size="figure" />
        </View>
        {foot}
        {note ? <View className="hint gap-top">{note}</View> : null}
      </View>
      <View className="paper-edge" />
    </View>
  );
}

/** ` · ¥90.00 × 3.5 米`; without the price where the amount is not so many times a price. */
function quantityWords({ amount, quantity, unit }: BillLine): string {
  if (quantity === '') return '';
  const each = amount === null ? null : unitPrice(amount, quantity);
  return ` · ${each === null ? '' : `${yuan(each)} × `}${formatQuantity(quantity, unit)}`;
}

/** The customer's bill out of priced lines: what each costs them. A fee that they do not pay, as an installer's subsidy, is none of theirs. */
export function chargeLines(
  lines: readonly { name: string; kind: string; quantity: string; unit: string; charge: number | null }[],
): BillLine[] {
  return lines
    .filter(({ kind, charge }) => kind !== 'fee' || charge !== 0)
    .map(({ name, kind, quantity, unit, charge }) => ({ name, kind, quantity, unit, amount: charge }));
}

/** Title of a bill by whether it is an estimate. */
export function billTitle(kind: 'planned' | 'actual'): string {
  return t(kind === 'planned' ? 'customer.billPlanned' : 'customer.bill');
}
