import { compileBook } from '@mingdan/shared/pricing/compile-book';
import { isQuoteError, type PriceBook } from '@mingdan/shared/pricing/types';
import { expect, test } from 'vitest';
import { payLines } from './pay-lines.ts';

const BOOK: PriceBook = {
  code: 'PAY',
  version: 1,
  timeZone: 'Asia/Shanghai',
  tiers: [{ code: 'A', name: '一线' }],
  defaultTier: 'A',
  items: [
    { code: 'FIT', name: '安装', kind: 'labour', unit: '台', prices: { '*': { charge: 30_000, settle: 20_000, cost: 0 } } },
    { code: 'PIPE', name: '铜管', kind: 'part', unit: '米', prices: { '*': { charge: 9_000, settle: 6_000, cost: 0 } } },
  ],
  adjustments: [
    { code: 'NIGHT', name: '夜间作业', phase: 10, sides: ['charge', 'settle'], kinds: ['labour'], op: { multiply: '1.2' } },
    { code: 'HIGH', name: '高空作业', phase: 20, sides: ['settle'], kinds: ['labour'], op: { addPerUnit: 5_000 } },
    { code: 'VIP', name: '会员价', phase: 30, sides: ['charge'], op: { multiply: '0.8' } },
  ],
  splits: [{ code: 'HALF', rate: '0.5' }],
};

test('what a line pays names the rules that made its settlement more, and those alone', () => {
  const { quote, explanation } = compileBook(BOOK).explain({
    id: 'O1',
    at: '2026-11-23T10:00:00+08:00',
    region: '110105',
    attributes: {},
    crew: [{ installer: 'zhang', weight: 1 }],
    lines: [
      { item: 'FIT', quantity: '1' },
      { item: 'PIPE', quantity: '2' },
    ],
  });
  if (isQuoteError(quote) || !explanation) throw new Error(JSON.stringify(quote));
  const lines = payLines(quote, explanation, BOOK, 'zhang');
  expect(lines.map(({ item, earn, added }) => [item, earn, added])).toEqual([
    ['FIT', 14_500, '含 夜间作业、高空作业'],
    ['PIPE', 6_000, ''],
  ]);
  // every step is a sum that can be redone
  expect(lines[0]?.why).toEqual([
    '全国统一价 ¥200.00 × 1 台 = ¥200.00',
    '夜间作业：¥200.00 × 1.2 = ¥240.00',
    '高空作业：¥240.00 + ¥50.00 × 1 台 = ¥290.00',
    '师傅分成：结算价 × 50% = ¥145.00',
  ]);
});
