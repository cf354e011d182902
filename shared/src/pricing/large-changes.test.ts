import { expect, test } from 'vitest';
import { changeKey, changeWords, largeChanges } from './large-changes.ts';
import type { PriceBook } from './types.ts';

const book = (prices: PriceBook['items'][number]['prices']): PriceBook =>
  ({
    code: 'B',
    version: 1,
    tiers: [{ code: 'T1', name: '一档' }],
    items: [{ code: 'HANG', name: '挂机安装', kind: 'labour', unit: '台', prices }],
  }) as never;

test('changes of more than half are asked for, the largest first, each with both prices in its key and in words', () => {
  const earlier = book({ T1: { charge: 10000, cost: 5000, settle: 7000 }, '*': { charge: 0 } });
  const later = book({ T1: { charge: 2000, cost: 9000, settle: 10500 }, '*': { charge: 500 } });
  const found = largeChanges(earlier, later);
  expect(found.map(changeKey)).toEqual(['HANG * charge 0>500', 'HANG T1 charge 10000>2000', 'HANG T1 cost 5000>9000']);
  expect(found.map((change) => changeWords(change, later))).toEqual([
    '挂机安装 · 统一价 · 客户价：¥0.00 → ¥5.00',
    '挂机安装 · 一档 · 客户价：¥100.00 → ¥20.00（-80%）',
    '挂机安装 · 一档 · 成本：¥50.00 → ¥90.00（+80%）',
  ]);
  expect(largeChanges(earlier, earlier)).toEqual([]);
});
