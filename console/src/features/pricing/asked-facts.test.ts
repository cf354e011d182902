import type { PriceBook } from '@mingdan/shared/pricing/types';
import { expect, test } from 'vitest';
import { askedAttributes, namedValues } from './asked-facts.ts';

const rule = (code: string, when: object) => ({ code, name: code, phase: 1, sides: ['charge'], op: { multiply: '1' }, when });
const BOOK = {
  code: 'B',
  version: 1,
  tiers: [{ code: 'T1', name: '一线' }],
  items: [],
  tierRules: [{ code: 'KA', tier: 'T1', when: { cooperation: ['key_account'] } }],
  adjustments: [
    rule('HIGH', {
      cooperation: ['partner', 'key_account'],
      logic: { and: [{ '>=': [{ var: 'floor' }, 7] }, { '!': [{ var: 'lift' }] }] },
    }),
    rule('WET', { logic: { or: [{ '==': [{ var: 'weather' }, 'rain'] }, { in: [{ var: 'weather' }, ['snow', 'rain']] }] } }),
    rule('BIG', { logic: { '>': [{ '*': [{ var: 'home.width' }, { var: 'home.depth' }] }, 100] } }),
    rule('FREE', { logic: { var: 'warranty' } }),
    rule('LOW', { logic: { var: 'floor' } }),
  ],
} as unknown as PriceBook;

test('every attribute that a condition asks for, once, with how it is given', () => {
  expect(askedAttributes(BOOK)).toEqual([
    { path: 'floor', kind: 'number', values: [] },
    { path: 'lift', kind: 'flag', values: [] },
    { path: 'weather', kind: 'text', values: ['rain', 'snow'] },
    { path: 'home.width', kind: 'number', values: [] },
    { path: 'home.depth', kind: 'number', values: [] },
    { path: 'warranty', kind: 'flag', values: [] },
  ]);
});

test('the values that rules name', () => {
  expect([namedValues(BOOK, 'cooperation'), namedValues(BOOK, 'package')]).toEqual([['key_account', 'partner'], []]);
});
