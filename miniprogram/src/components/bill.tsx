import { label } from '@mingdan/shared/messages/index';
import { additionWords, type LineAddition } from '@mingdan/shared/orders/line-added';
import { type LinePart, quantityWords } from '@mingdan/shared/orders/quantity-words';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { t } from '../messages/common.ts';
import { Money } from './money.tsx';

/** One line of a bill as its reader may see it. */
export interface BillLine {
  readonly name: string;
  readonly kind: string;
  readonly quantity: string;
  readonly unit: string;
  readonly parts: readonly LinePart[];
  /** What rules added to the price or took off it. */
  readonly added: readonly LineAddition[];
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
  replaced = false,
}: {
  title: string;
  lines: readonly BillLine[];
  /** Fen; left out where the sum stands elsewhere. */
  total?: number | null;
  totalName?: string;
  note?: string | undefined;
  mark?: ReactNode;
  /** Below the total: what is taken off. */
  foot?: ReactNode;
  /** The total is no longer asked for: another stands in the foot. */
  replaced?: boolean;
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
                  {line.quantity === '' ? '' : ` · ${quantityWords(line)}`}
                </View>
                {line.added.length === 0 ? null : <View className="hint">{additionWords(line.added)}</View>}
              </View>
              <Money fen={line.amount} />
            </View>
          ))}
        </View>
        {total === undefined ? null : (
          <View className={replaced ? 'bill-total replaced' : 'bill-total'}>
            <View className={replaced ? '' : 'lead'}>{totalName}</View>
            <Money fen={total} size={replaced ? 'body' : 'figure'} />
          </View>
        )}
        {foot}
        {note ? <View className="hint gap-top">{note}</View> : null}
      </View>
      <View className="paper-edge" />
    </View>
  );
}

/** The customer's bill out of priced lines: what each costs them. A fee that they do not pay, as an installer's subsidy, is none of theirs. */
export function chargeLines(
  lines: readonly {
    name: string;
    kind: string;
    quantity: string;
    unit: string;
    charge: number | null;
    // an order that an older version kept on the phone has neither
    parts?: readonly LinePart[];
    added?: readonly LineAddition[];
  }[],
): BillLine[] {
  return lines
    .filter(({ kind, charge }) => kind !== 'fee' || charge !== 0)
    .map(({ name, kind, quantity, unit, charge, parts = [], added = [] }) => ({
      name,
      kind,
      quantity,
      unit,
      parts,
      added,
      amount: charge,
    }));
}

/** Title of a bill by whether it is an estimate. */
export function billTitle(kind: 'planned' | 'actual'): string {
  return t(kind === 'planned' ? 'customer.billPlanned' : 'customer.bill');
}
