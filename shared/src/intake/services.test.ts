import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildOf, readPlate } from './forms.ts';
import { counterpart } from './services.ts';

/** The demo company's service items, as its catalogue and its list name them. */
const DATA = new URL('../../../scripts/demo/data/', import.meta.url);
const ITEMS = [
  ...(JSON.parse(readFileSync(new URL('catalog.json', DATA), 'utf8')) as { code: string; name: string; kind: string }[]),
  ...readFileSync(new URL('items.tsv', DATA), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .map(([code = '', name = '', kind = '']) => ({ code, name, kind })),
];
const other = (code: string, form: string, size = '') => counterpart(code, ITEMS, { form, size })?.item.code;

describe('the item of the same work for another device', () => {
  it.each([
    ['AC-INSTALL-1P5', '柜机', '3匹', 'AC-INSTALL-3P'],
    ['AC-INSTALL-1P5', '柜机', '5匹', 'AC-INSTALL-5P'],
    ['AC-INSTALL-3P', '壁挂机', '1.5匹', 'AC-INSTALL-1P5'],
    ['AC-INSTALL-1P5', '', '2匹', 'AC-INSTALL-2P'],
    ['AC-INSTALL-1P5', '风管机', '', 'AC-INSTALL-DUCT'],
    ['AC-CLEAN', '柜机', '', 'AC-CLEAN-CABINET'],
    ['AC-CLEAN-CABINET', '壁挂机', '', 'AC-CLEAN'],
    ['AC-MOVE', '柜机', '', 'AC-MOVE-CABINET'],
    ['HEATER-INSTALL', '燃气热水器', '16升', 'HEATER-GAS-INSTALL'],
    ['HEATER-GAS-INSTALL', '电热水器', '', 'HEATER-INSTALL'],
    ['TOILET-INSTALL', '马桶盖', '', 'TOILET-SEAT-INSTALL'],
    ['TV-MOUNT', '', '85英寸', 'TV-MOUNT-75'],
  ])('%s for %s %s is %s', (code, form, size, expected) => expect(other(code, form, size)).toBe(expected));

  it.each([
    ['AC-INSTALL-1P5', '壁挂机', '1匹'],
    ['AC-INSTALL-3P', '柜机', ''],
    ['AC-REPAIR', '柜机', '3匹'],
    ['TV-MOUNT', '', '55英寸'],
    ['VISIT', '柜机', '3匹'],
    ['NO-SUCH', '柜机', '3匹'],
  ])('%s stays for %s %s', (code, form, size) => expect(other(code, form, size)).toBeUndefined());

  it('says where nobody keeps an item of this very capacity', () => {
    expect(counterpart('AC-INSTALL-1P5', ITEMS, { form: '柜机', size: '2匹' })).toMatchObject({
      item: { code: 'AC-INSTALL-3P' },
      exact: false,
    });
    expect(counterpart('AC-INSTALL-1P5', ITEMS, { form: '柜机', size: '3匹' })).toMatchObject({ exact: true });
    // the line is for 1.5 匹, and so is its counterpart as far as one is kept
    expect(counterpart('AC-INSTALL-1P5', ITEMS, { form: '柜机', size: '' })).toMatchObject({
      item: { code: 'AC-INSTALL-3P' },
      exact: false,
    });
  });
});

describe('builds', () => {
  it.each([
    ['柜机', '柜机'],
    ['壁挂机', '壁挂机'],
    ['壁挂空调安装(2匹)', '壁挂机'],
    ['电', '电热水器'],
    ['燃气', '燃气热水器'],
    ['太阳能热水器安装', '太阳能'],
    ['洗烘一体', '洗烘一体'],
    ['马桶盖', '马桶盖'],
    ['壁挂炉', undefined],
    ['其他', undefined],
  ])('%s is for %s', (words, name) => expect(buildOf(words)?.name).toBe(name));

  it.each([
    ['KFR-35GW/N8', '壁挂机', '1.5匹'],
    ['KFR-72LW', '柜机', '3匹'],
    ['KF-26GW', '壁挂机', '1匹'],
    ['KFR120QW', '天花机', '5匹'],
    ['BCD-468WLHSS', undefined, ''],
  ])('a plate %s says %s %s', (model, form, size) => {
    const { build, size: found } = readPlate(model);
    expect([build?.name, found]).toEqual([form, size]);
  });
});
