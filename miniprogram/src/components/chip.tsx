import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export type ChipTone = 'calm' | 'good' | 'waiting' | 'bad';

/** A state: a word with a shape of its own beside the colour (dot, tick, diamond). */
export function Chip({ children, tone = 'calm' }: { children: ReactNode; tone?: ChipTone }) {
  return (
    <View className={`chip chip-${tone}`}>
      {tone === 'calm' ? null : <View className="chip-dot" />}
      {children}
    </View>
  );
}

const ORDER_TONES: Readonly<Record<string, ChipTone>> = { open: 'waiting', suspended: 'calm', done: 'good', cancelled: 'calm' };
const MONEY_TONES: Readonly<Record<string, ChipTone>> = {
  pending: 'waiting',
  disputed: 'bad',
  unverified: 'bad',
  eligible: 'good',
  settled: 'good',
  paid: 'good',
};

const PAY_TONES: Readonly<Record<string, ChipTone>> = { none: 'calm', unpaid: 'waiting', part: 'waiting', paid: 'good', over: 'bad' };

/** The tone of how far a customer has paid. */
export function payTone(state: string): ChipTone {
  return PAY_TONES[state] ?? 'calm';
}

/** The tone of an order's state. */
export function orderTone(state: string): ChipTone {
  return ORDER_TONES[state] ?? 'calm';
}

/** The tone of an order's settlement state. */
export function settlementTone(state: string): ChipTone {
  return MONEY_TONES[state] ?? 'calm';
}
