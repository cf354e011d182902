import { describe, expect, it } from 'vitest';
import { streetIn } from './street.ts';

const CHAOYANG = '110105';
const GULOU = '320106';
const KUNSHAN = '320583';
const DONGGUAN = '441900';

describe('the street without what its region says already', () => {
  it.each([
    ['the district', CHAOYANG, '朝阳区望京西园三区308号楼6层602', '望京西园三区308号楼6层602'],
    ['city and district', CHAOYANG, '北京市朝阳区望京花家地1号', '望京花家地1号'],
    ['a city in short', CHAOYANG, '北京朝阳区望京花家地1号', '望京花家地1号'],
    ['blanks and commas between', CHAOYANG, ' 北京市 朝阳区，望京花家地1号', '望京花家地1号'],
    ['province, city, district', GULOU, '江苏省南京市鼓楼区中山路1号', '中山路1号'],
    ['short province and city', GULOU, '江苏南京鼓楼区中山路1号', '中山路1号'],
    ['a city without the province', GULOU, '南京市鼓楼区中山路1号', '中山路1号'],
    ['a county-level city behind its city', KUNSHAN, '苏州昆山市前进中路8号', '前进中路8号'],
    ['a city without districts', DONGGUAN, '广东省东莞市南城街道1号', '南城街道1号'],
    ['a district written twice', CHAOYANG, '北京市朝阳区朝阳区望京街10号院', '望京街10号院'],
    ['nothing but the names', CHAOYANG, '北京市朝阳区', ''],
  ])('%s', (_, region, text, street) => expect(streetIn(region, text)).toBe(street));

  it.each([
    ['a street named after the district', CHAOYANG, '朝阳路12号'],
    ['a street named after the city', CHAOYANG, '北京西路12号'],
    ['another district than the chosen one', CHAOYANG, '海淀区中关村大街1号'],
    ['the name in the middle', CHAOYANG, '望京西园朝阳区物业1号'],
    ['a name that only begins alike', GULOU, '南京市民中心1号'],
    ['an office named after the district', CHAOYANG, '朝阳区政府宿舍3号楼'],
    ['no region', '', '朝阳区望京西园1号'],
    ['an unknown region', '999999', '朝阳区望京西园1号'],
  ])('%s stays', (_, region, text) => expect(streetIn(region, text)).toBe(text));
});
