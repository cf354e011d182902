import { describe, expect, test } from 'vitest';
import { type AddressChange, addressConsequences } from './address-consequences.ts';

const same: AddressChange = {
  regions: ['110105', '110105'],
  outlets: ['朝阳网点', '朝阳网点'],
  charges: [20_000, 20_000],
  waived: 0,
  distances: ['3.2', '3.2'],
  hasPoint: true,
  nearestKm: null,
  holder: { name: '李师傅', leaves: false },
  isSearching: false,
};
const told = (change: Partial<AddressChange>) => addressConsequences({ ...same, ...change }).map(({ kind, level }) => `${kind} ${level}`);
const words = (change: Partial<AddressChange>) => addressConsequences({ ...same, ...change }).map(({ text }) => text);

describe('what a right address brings about', () => {
  test('within the same street the price is told all the same', () => expect(told({})).toEqual(['price info', 'holder info', 'told info']));

  test('another price, another outlet and a longer way, each with before and after', () =>
    expect(
      words({ regions: ['110105', '110112'], outlets: ['朝阳网点', null], charges: [20_000, 23_000], distances: ['3.2', null] }),
    ).toEqual(
      expect.arrayContaining(['服务网点：朝阳网点 → 无', '客户价：¥200.00 → ¥230.00', '师傅距现场：3.2 公里 → 未知', '仍由李师傅上门']),
    ));

  test('what was waived is taken off on both sides', () =>
    expect(words({ charges: [73_550, 70_811], waived: 7_655 })[0]).toBe('应付（已减免 ¥76.55）：¥658.95 → ¥631.56'));

  test('an installer who does not serve the place gives it back', () =>
    expect(words({ holder: { name: '李师傅', leaves: true } }).join()).toContain('退回派单'));

  test('while somebody is looked for: the search begins anew, also with those who said no', () =>
    expect(words({ holder: null, isSearching: true, nearestKm: '2.5' })).toEqual([
      '客户价不变：¥200.00',
      '还没有师傅接单：按新地址重新找师傅，之前没接的师傅可能再次收到这单',
      '距最近的师傅约 2.5 公里',
    ]));

  test('a reader without money reads none, and a place without a point says what that means', () =>
    expect(told({ charges: null, hasPoint: false })).toEqual(['holder info', 'distance warn', 'told info']));
});
