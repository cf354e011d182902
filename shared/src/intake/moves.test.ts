import { describe, expect, test } from 'vitest';
import { fullName } from '../region/region.ts';
import { recognise } from './recognise.ts';

const NOW = Date.parse('2026-11-22T10:20:00+08:00');
const name = (code: string) => (code === '' ? '' : fullName(code));

/** Old place with its region, then region and street of where the device goes; 「几」 in front of the number of regions to choose from. */
function placesIn(message: string): string {
  const { from, region, address } = recognise(message, { now: NOW });
  return [
    from ? [from.value.text, name(from.value.region)].filter(Boolean).join('=') : '–',
    region ? name(region.value) || `几${region.others.length}` : '–',
    address?.value || '–',
  ].join(' → ');
}

describe('a device that moves: the first place is the old one, the last the order’s', () => {
  test.each([
    // two short names mean the two that lie in one city
    ['请问空调移机怎么收费？从通州搬到朝阳', '通州=北京市通州区 → 北京市朝阳区 → –'],
    ['从通州搬去朝阳', '通州=北京市通州区 → 北京市朝阳区 → –'],
    ['由通州移到海淀，多少钱', '通州=北京市通州区 → 北京市海淀区 → –'],
    ['从通州搬到朝阳要多少钱', '通州=北京市通州区 → 北京市朝阳区 → –'],
    ['从通州把空调搬到朝阳', '通州=北京市通州区 → 北京市朝阳区 → –'],
    ['从通州拆下来，装到朝阳', '通州=北京市通州区 → 北京市朝阳区 → –'],
    ['空调从昌平搬回通州', '昌平=北京市昌平区 → 北京市通州区 → –'],
    ['从朝阳区搬到海淀区', '朝阳区=北京市朝阳区 → 北京市海淀区 → –'],
    ['从鼓楼区搬到玄武区', '鼓楼区=江苏省南京市鼓楼区 → 江苏省南京市玄武区 → –'],
    // the rest of the message says which city
    ['福州的，从鼓楼搬到台江', '鼓楼=福建省福州市鼓楼区 → 福建省福州市台江区 → –'],
    ['北京，从朝阳区搬到朝阳区', '朝阳区=北京市朝阳区 → 北京市朝阳区 → –'],
    ['从朝阳区搬到朝阳区', '朝阳区 → 几2 → –'],
    ['从通州搬到上海浦东新区', '通州 → 上海市浦东新区 → –'],
    ['从北京通州搬到河北燕郊', '北京通州=北京市通州区 → 河北省 → –'],
    // with streets
    [
      '从通州区新华大街1号院2号楼301，搬到朝阳区建国路88号3号楼1201室 张三 13800138000',
      '通州区新华大街1号院2号楼301=北京市通州区 → 北京市朝阳区 → 建国路88号3号楼1201室',
    ],
    ['空调从人民路3号移机到解放路5号', '人民路3号 → – → 解放路5号'],
    ['从幸福小区搬到阳光花园', '幸福小区 → – → 阳光花园'],
    // only one of the two is said
    ['从朝阳区搬到新家，空调', '朝阳区 → – → –'],
    ['从朝阳区搬到新家：海淀区中关村大街1号', '朝阳区 → 北京市海淀区 → 中关村大街1号'],
    ['从老房子搬到海淀区中关村大街1号', '– → 北京市海淀区 → 中关村大街1号'],
  ])('%s', (message, expected) => expect(placesIn(message)).toBe(expected));

  test.each([
    '从早到晚都可以',
    '从通州来的师傅几点到',
    '从通州来的师傅把空调移到阳台',
    '从客厅移到卧室',
    '从3楼搬到5楼',
    '从家里搬到公司',
    '从早上搬到晚上',
    '从淘宝买的空调，装到客厅',
  ])('no move: %s', (message) => expect(placesIn(message)).toBe('– → – → –'));

  test('both are shown for correction: the old place always, the new one where only their nearness tells it', () => {
    const doubts = (message: string) => {
      const { from, region } = recognise(message, { now: NOW });
      return [from?.doubt, region?.doubt];
    };
    expect(doubts('从通州搬到朝阳')).toEqual(['guessed', 'guessed']);
    expect(doubts('从朝阳区搬到海淀区')).toEqual(['guessed', null]);
    expect(doubts('从朝阳区搬到朝阳区')).toEqual(['guessed', 'ambiguous']);
  });

  test.each([
    ['从通州搬到朝阳', 'move'],
    ['从通州拆下来，装到朝阳', 'move'],
    ['刚从通州搬到朝阳，空调不制冷', 'repair'],
    ['从家里搬到公司', undefined],
  ])('what is wished: %s', (message, wish) => expect(recognise(message, { now: NOW }).wish?.value).toBe(wish));
});
