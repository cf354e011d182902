import { describe, expect, it } from 'vitest';
import { mostUsedFirst, ownItems, type TradeItem } from './offered-items.ts';

const item = (code: string, kind: TradeItem['kind'], category: string): TradeItem => ({ code, kind, category });
const items = [
  item('AC-INSTALL', 'labour', '空调'),
  item('COPPER', 'part', '空调'),
  item('HEATER', 'labour', '热水器'),
  item('ANODE', 'part', '热水器'),
  item('HOLE', 'labour', '通用'),
  item('TAPE', 'part', '通用'),
  item('SCREW', 'part', '备件'),
  item('PLAIN', 'part', ''),
];
const own = (...named: string[]) => [...ownItems(items, new Set(named))];

describe('what goes with an order', () => {
  it.each([
    [
      'its trade, what every trade needs, and what is of no trade',
      ['AC-INSTALL'],
      ['AC-INSTALL', 'COPPER', 'HOLE', 'TAPE', 'SCREW', 'PLAIN'],
    ],
    ['a part names its trade, too', ['ANODE'], ['HEATER', 'ANODE', 'HOLE', 'TAPE', 'SCREW', 'PLAIN']],
    ['two trades', ['AC-INSTALL', 'HEATER'], items.map(({ code }) => code)],
    ['nothing but what every trade needs says nothing of the trade', ['HOLE', 'SCREW'], items.map(({ code }) => code)],
    ['nothing named, or nothing known', ['GONE'], items.map(({ code }) => code)],
  ])('%s', (_, named, expected) => expect(own(...named)).toEqual(expected));
});

it('puts what is used most first, then what is named, and other trades last however much they are used', () => {
  const told = items.map(({ code }) => ({ code, own: code !== 'HEATER' && code !== 'ANODE' }));
  const uses = new Map([
    ['HOLE', 9],
    ['COPPER', 3],
    ['HEATER', 99],
  ]);
  expect(mostUsedFirst(told, uses, new Set(['TAPE'])).map(({ code }) => code)).toEqual([
    'HOLE',
    'COPPER',
    'TAPE',
    'AC-INSTALL',
    'SCREW',
    'PLAIN',
    'HEATER',
    'ANODE',
  ]);
});
