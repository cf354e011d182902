import { describe, expect, it, vi } from 'vitest';

vi.mock('@tarojs/components', () => ({ Input: '', Text: '', View: '' }));
vi.mock('@tarojs/taro', () => ({ default: {} }));
vi.mock('../../components/press.tsx', () => ({ Press: '' }));
vi.mock('../../components/sheet.tsx', () => ({ Sheet: '' }));
vi.mock('../../components/icon.tsx', () => ({ Icon: '' }));
vi.mock('../../lib/spoken.ts', () => ({ spokenName: () => ({}) }));
const { matching, nearFirst } = await import('./lines.tsx');

const item = (code: string, name: string, category?: string) => ({
  code,
  name,
  unit: '个',
  kind: 'labour',
  ...(category ? { category } : {}),
});
const items = [
  item('WH-1', '热水器安装', '热水器'),
  item('AC-HOLE', '打孔', '空调'),
  item('AC-1', '空调安装 挂机', '空调'),
  item('X', '其他'),
];
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code);

describe('the search over items', () => {
  it.each([
    ['', ['WH-1', 'AC-HOLE', 'AC-1', 'X']],
    ['安装', ['WH-1', 'AC-1']],
    ['ac 孔', ['AC-HOLE']],
    ['  挂机  空调 ', ['AC-1']],
    ['没有的', []],
  ])('%j', (words, found) => expect(codes(matching(items, words))).toEqual(found));
});

it('offers what goes with the form first', () => {
  expect(codes(nearFirst(items, new Set(['空调'])))).toEqual(['AC-HOLE', 'AC-1', 'WH-1', 'X']);
  expect(codes(nearFirst(items, new Set()))).toEqual(codes(items));
});
