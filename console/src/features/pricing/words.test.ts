import { expect, test } from 'vitest';
import { instantText, opText, percentText, placeText, rangesText, tierText, whenWords, windowText } from './words.ts';

test('a tier goes by its name, also one that only the version before knew; its code where nobody named it', () => {
  const now = [{ code: 'T1', name: '一线核心' }];
  expect(['*', 'T1', 'T9', 'T7'].map((code) => tierText(code, now, [{ code: 'T9', name: '老档' }]))).toEqual([
    '统一价',
    '一线核心',
    '老档',
    'T7',
  ]);
});

test('no condition holds always and has no words', () => {
  expect(whenWords(undefined)).toEqual([]);
  expect(whenWords({})).toEqual([]);
});

test('every key of a condition is said', () => {
  expect(
    whenWords({
      region: ['110105', '540000', '999999'],
      cooperation: ['key_account', '代工'],
      customerLevel: ['VIP', '黑金'],
      package: ['全年保养'],
      channel: ['sidebar', 'taobao'],
      urgency: ['urgent'],
      window: { from: '2026-11-01T00:00:00+08:00', to: '2026-11-16T00:00:00+08:00' },
      months: [7, 8, 9, 12],
      weekdays: [6, 7],
      hours: [0, 1, 20],
      distanceKm: { min: '30' },
      logic: { and: [{ '>=': [{ var: 'floor' }, 7] }, { '==': [{ var: 'weather' }, 'rain'] }, { var: 'warranty' }] },
    }),
  ).toEqual([
    '地区：北京市朝阳区、西藏自治区、999999',
    '合作：大客户、代工',
    '客户等级：VIP 客户、黑金',
    '套餐：全年保养',
    '渠道：侧边栏、taobao',
    '紧急程度：加急',
    '时间：2026-11-01 起，2026-11-16 前',
    '7–9、12 月',
    '周六–周日',
    '0–1、20 点',
    '距离满 30 公里',
    '楼层 ≥ 7 且 天气 = 下雨 且 在质保期内',
  ]);
});

test('times of day are said only where they matter; open ends too', () => {
  expect([instantText('2026-07-01T00:00:00+08:00'), instantText('2026-07-01T08:30+08:00')]).toEqual(['2026-07-01', '2026-07-01 08:30']);
  expect([windowText('2026-07-01T00:00+08:00', null), windowText(null, '2027-01-01T00:00Z'), windowText(null, undefined)]).toEqual([
    '2026-07-01 起',
    '2027-01-01 前',
    null,
  ]);
});

test('operations in yuan and rates', () => {
  expect([
    opText({ multiply: '1.1' }),
    opText({ addPerUnit: 15000 }),
    opText({ addPerLine: -500 }),
    opText({ clamp: { min: 1000, max: 120000 } }),
  ]).toEqual(['× 1.1', '每单位 +¥150.00', '每行 -¥5.00', '限在 ¥10.00 至 ¥1,200.00']);
});

test('rates as percentages without rounding', () => {
  expect(['0.7', '1', '0.125', '0.05', '0', '0.333333'].map(percentText)).toEqual(['70%', '100%', '12.5%', '5%', '0%', '33.3333%']);
});

test('a finding says where it is in words', () => {
  expect(['adjustments.12', 'tierRules.0.when.region', 'items', 'timeZone', ''].map(placeText)).toEqual([
    '调整 第 13 条',
    '档位规则 第 1 条',
    '项目与价格',
    'timeZone',
    '',
  ]);
});

test('runs of numbers', () => {
  expect(rangesText([3, 1, 2, 7, 7])).toBe('1–3、7');
});
