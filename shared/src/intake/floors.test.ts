import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { floorIn } from './floors.ts';

const line = (address: string): string => {
  const found = floorIn(address);
  return found ? `${found.floor}${found.sure ? '' : `? ${found.word}`}` : '–';
};

describe('the floor that an address speaks of', () => {
  test.each([
    ['建国路88号3号楼12层', '12'],
    ['建国路88号3号楼12层1201室', '12'],
    ['阳光花园5栋3楼', '3'],
    ['阳光花园5栋 3 楼', '3'],
    ['阳光花园５栋３楼', '3'],
    ['科技大厦18F', '18'],
    ['幸福里二十三层', '23'],
    ['幸福里十二楼左手', '12'],
    ['幸福里十楼', '10'],
    ['老街口三楼', '3'],
    ['18楼1802', '18'],
  ])('%s says %s', (address, expected) => expect(line(address)).toBe(expected));

  test.each([
    ['1802室', '18? 1802室'],
    ['建国路88号3号楼1201', '12? 1201'],
    ['阳光花园3-2-1802', '18? 1802'],
    ['阳光花园A座1203', '12? 1203'],
    ['阳光花园2单元302', '3? 302'],
    ['阜通东大街6号院3号楼801', '8? 801'],
    // 楼 in front of 单元 counts the house
    ['18楼2单元1802', '18? 1802'],
    ['3楼2单元1802', '18? 1802'],
    ['望京西园三楼二单元602室', '6? 602室'],
    ['B座B1203', '12? B1203'],
  ])('%s suggests %s', (address, expected) => expect(line(address)).toBe(expected));

  test.each([
    '',
    '建国路88号',
    '建国路888号',
    '建国路1201弄',
    '人民路888',
    '3号楼',
    '18号楼2单元',
    '三号楼',
    '共18层',
    '18层高的楼',
    '负一层',
    '地下2层',
    'B1层',
    '朝阳区100022',
    '138平米',
    '1800',
    '9901室',
    '1299',
    '6层以下',
  ])('%j says none', (address) => expect(line(address)).toBe('–'));

  it('throws at nothing and stays within houses, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(fc.constantFrom('1', '8', '0', '楼', '层', '室', '十', '三', '单元', '-', ' ', 'B', '号'))
            .map((parts) => parts.join('')),
        ),
        (text) => {
          const found = floorIn(text);
          if (found) expect(found.floor >= 1 && found.floor <= 80).toBe(true);
        },
      ),
    );
  });
});
