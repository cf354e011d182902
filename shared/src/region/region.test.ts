import { describe, expect, it } from 'vitest';
import { RETIRED_REGIONS } from './data.ts';
import { findRegionIn } from './find.ts';
import {
  allRegions,
  ancestors,
  checkRegion,
  children,
  EVERYWHERE,
  fullName,
  isWithin,
  regionName,
  regionOf,
  successorOf,
} from './region.ts';

describe('the tree', () => {
  it('holds 34 provinces, every code once, each below a known parent', () => {
    const regions = allRegions();
    expect(children(EVERYWHERE)).toHaveLength(34);
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
    expect(regions.filter(({ level }) => level === 'county').length).toBeGreaterThan(2840);
    for (const { code } of regions) {
      for (const parent of ancestors(code)) {
        expect(regionOf(parent), `${code} below ${parent}`).not.toBeNull();
        expect(isWithin(code, parent)).toBe(true);
      }
    }
  });

  it('reaches every place by picking downwards, and no place twice', () => {
    const reached: string[] = [];
    const walk = (code: string) => {
      for (const child of children(code)) {
        reached.push(child.code);
        walk(child.code);
      }
    };
    walk(EVERYWHERE);
    expect([...reached].sort()).toEqual(
      allRegions()
        .map(({ code }) => code)
        .sort(),
    );
  });

  it.each([
    ['110105', '北京市朝阳区'],
    ['440305', '广东省深圳市南山区'],
    ['429004', '湖北省仙桃市'],
    ['500229', '重庆市城口县'],
    ['659001', '新疆维吾尔自治区石河子市'],
    ['441900', '广东省东莞市'],
    ['810001', '香港特别行政区中西区'],
    ['710000', '台湾省'],
    ['222222', ''],
  ])('reads %s as %s', (code, name) => {
    expect(fullName(code)).toBe(name);
  });

  it('knows parents that exist in codes only, and leaves them out of what one picks', () => {
    expect(regionOf('110100')).toMatchObject({ virtual: true, name: '市辖区' });
    expect(children('110000').map(({ name }) => name)).toContain('海淀区');
    expect(children('110100')).toEqual(children('110000'));
    expect(children('420000').map(({ code }) => code)).toEqual(expect.arrayContaining(['420100', '429004', '429021']));
    expect(children('420000').some(({ code }) => code === '429000')).toBe(false);
    expect(children('500000')).toHaveLength(38);
  });

  it.each(['441900', '442000', '460400', '620200', '710000'])('takes %s for a leaf', (code) => {
    expect(children(code)).toEqual([]);
    expect(checkRegion(code, 'county')).toBe('fine');
  });

  it.each([
    ['440000', 'county', 'shallow'],
    ['440300', 'county', 'shallow'],
    ['440300', 'city', 'fine'],
    ['440305', 'province', 'fine'],
    ['110000', 'city', 'fine'],
    ['110000', 'county', 'shallow'],
    ['429000', 'county', 'shallow'],
    ['429004', 'city', 'fine'],
    ['441901', 'county', 'unknown'],
    ['320611', 'county', 'unknown'],
    ['999999', 'province', 'unknown'],
    ['44030', 'city', 'unknown'],
    ['', 'city', 'unknown'],
  ] as const)('judges %s at level %s as %s', (code, level, verdict) => {
    expect(checkRegion(code, level)).toBe(verdict);
  });

  it('lets every abolished code lead to one in force', () => {
    for (const code of Object.keys(RETIRED_REGIONS)) {
      expect(regionOf(code), code).toBeNull();
      expect(regionName(code)).not.toBeNull();
      expect(regionOf(successorOf(code)!), `${code} → ${successorOf(code)}`).toMatchObject({ level: 'county' });
    }
    expect(successorOf('440305')).toBeNull();
    expect(successorOf('constructor')).toBeNull();
  });

  it.each([
    ['440305', '440300', true],
    ['440305', '440000', true],
    ['440305', '440305', true],
    ['440305', EVERYWHERE, true],
    ['440305', '440100', false],
    ['440300', '440305', false],
    ['810001', '810000', true],
    ['abc', '440000', false],
    ['440305', 'abc', false],
  ])('%s within %s: %s', (code, ancestor, within) => {
    expect(isWithin(code, ancestor)).toBe(within);
  });
});

describe('a place in an address', () => {
  it.each([
    ['广东省深圳市南山区科技园南区1栋', '440305', '科技园南区1栋'],
    ['张三 13800138000 广东省深圳市南山区科技园', '440305', '科技园'],
    ['深圳南山区科技园', '440305', '科技园'],
    ['北京市朝阳区建国路88号', '110105', '建国路88号'],
    ['北京朝阳区建国路88号', '110105', '建国路88号'],
    ['吉林省长春市朝阳区红旗街', '220104', '红旗街'],
    ['吉林省吉林市船营区', '220204', ''],
    ['上海市浦东新区世纪大道100号', '310115', '世纪大道100号'],
    ['浦东新区世纪大道100号', '310115', '世纪大道100号'],
    ['上海市黄浦区南京东路1号', '310101', '南京东路1号'],
    ['江苏省昆山市南京路1号', '320583', '南京路1号'],
    ['湖北省仙桃市沔州大道', '429004', '沔州大道'],
    ['广东省东莞市长安镇', '441900', '长安镇'],
    ['内蒙古呼和浩特市新城区', '150102', ''],
    ['山西省晋城市城区', '140502', ''],
    ['香港中西区皇后大道', '810001', '皇后大道'],
    ['杭州市', '330100', ''],
  ])('%s', (text, code, street) => {
    const found = findRegionIn(text);
    expect(found?.code).toBe(code);
    expect(text.slice(found!.end)).toBe(street);
  });

  it.each(['朝阳区建国路88号', '鼓楼区', '科技园1栋', '', '13800138000'])('does not guess: %s', (text) => {
    expect(findRegionIn(text)).toBeNull();
  });

  it('finds every county by its full name', () => {
    const missed = allRegions()
      .filter(({ level }) => level === 'county')
      .filter(({ code }, index) => index % 7 === 0 && findRegionIn(`${fullName(code)}人民路1号`)?.code !== code);
    expect(missed.map(({ code }) => fullName(code))).toEqual([]);
  });
});
