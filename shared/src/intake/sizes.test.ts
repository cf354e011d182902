import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSizes, rangeIn, sizeGap, sizeOf, sizeText } from './sizes.ts';

const read = (text: string) => findSizes(text).map(sizeText);

describe('capacities as people write them', () => {
  it.each([
    ['3匹 3 匹 三匹 大3匹 大三匹 3P 3p', ['3匹', '3匹', '3匹', '3匹', '3匹', '3匹', '3匹']],
    ['1.5P 1匹半 一匹半 1P半 一点五匹 小1.5匹', ['1.5匹', '1.5匹', '1.5匹', '1.5匹', '1.5匹', '1.5匹']],
    ['半匹 十匹 十二匹 两匹', ['0.5匹', '10匹', '12匹', '2匹']],
    ['1匹/1.5匹/3匹', ['1匹', '1.5匹', '3匹']],
    ['60L 60升 65寸 65英寸 10kg 10公斤 7kw 7千瓦', ['60升', '60升', '65英寸', '65英寸', '10公斤', '10公斤', '7千瓦', '7千瓦']],
    // no capacity: pictures, switches, sockets, speeds, models, prices
    ['1080P 3P空开 2p插座 5千瓦时 A3P 3Pro 30000P 2升级 3升降', []],
  ])('%s', (text, sizes) => expect(read(text)).toEqual(sizes));

  it('reads any figure of horsepower with or without what stands around it', () => {
    const figure = fc.integer({ min: 1, max: 20 }).map((halves) => halves / 2);
    const before = fc.constantFrom('', '大', '小', '正', '格力', '装个', '，', ' ');
    const unit = fc.constantFrom('匹', 'P', 'p', ' 匹', 'HP');
    const after = fc.constantFrom('', '柜机', '的空调', '，明天', ' 安装');
    fc.assert(
      fc.property(before, figure, unit, after, (b, value, u, a) => {
        expect(read(`${b}${value}${u}${a}`)).toEqual([`${value}匹`]);
      }),
    );
  });

  it('points into the text, throws at nothing, and reads back what it writes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: fc.constantFrom(...'0123456789.一二两三十半点匹pPLl升寸kgKW 空调·柜') }), (text) => {
        for (const size of findSizes(text)) {
          expect(0 <= size.start && size.start < size.end && size.end <= text.length).toBe(true);
          expect(sizeOf(sizeText(size))).toEqual({ value: size.value, unit: size.unit });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what options and items are for', () => {
  it.each([
    ['柜式空调安装(3匹)', { from: 3, to: 3, unit: '匹' }],
    ['壁挂空调安装(1.5匹及以下)', { from: 0, to: 1.5, unit: '匹' }],
    ['100–300 升', { from: 100, to: 300, unit: '升' }],
    ['500 升以上', { from: 500, to: Number.POSITIVE_INFINITY, unit: '升' }],
    ['电视挂装(75英寸以上)', { from: 75, to: Number.POSITIVE_INFINITY, unit: '英寸' }],
    ['7 千瓦', { from: 7, to: 7, unit: '千瓦' }],
    ['空调清洗', null],
  ])('%s', (words, range) => expect(rangeIn(words)).toEqual(range));

  it('a capacity lies in a range, or so far from it; another unit is no distance', () => {
    const range = rangeIn('1.5匹及以下')!;
    expect(sizeGap({ value: 1, unit: '匹' }, range)).toBe(0);
    expect(sizeGap({ value: 3, unit: '匹' }, range)).toBe(1.5);
    expect(sizeGap({ value: 60, unit: '升' }, range)).toBeNull();
  });
});
