import { describe, expect, test } from 'vitest';
import { DEFAULT_MESSAGES, defaultMessage } from './default-messages.ts';
import { previewOf, subscribeData, worded } from './message.ts';
import { fitField } from './subscribe-fields.ts';

const VARIABLES = { 单号: 'MD1', 项目: '空调安装', 预约时间: '2026年11月23日 10:00~12:00', 步骤: '上门安装', 金额: '¥1,528.00' };
const words = { title: '{项目}', text: '工单 {单号}', subscribe: null };

describe('the words of a notice', () => {
  test('variables are filled in, and what has no value is left out', () => {
    expect(worded({ title: '{项目}：{步骤}', text: '{单号}{没有}。', subscribe: null }, VARIABLES)).toEqual({
      title: '空调安装：上门安装',
      text: 'MD1。',
    });
  });

  test('nothing outgrows its row', () => {
    const long = worded({ title: '{项目}', text: '{项目}', subscribe: null }, { 项目: '很'.repeat(900) });
    expect([...long.title].length).toBe(60);
    expect([...long.text].length).toBe(400);
  });

  test('a variable’s value is not read as words with variables', () => {
    expect(worded(words, { ...VARIABLES, 项目: '{金额}' }).title).toBe('{金额}');
  });

  test.each(DEFAULT_MESSAGES.map((one) => [`${one.event} ${one.audience}`, one] as const))(
    '%s: the product’s own words are sound',
    (_, one) => {
      expect(previewOf(one, one.audience).findings).toEqual([]);
    },
  );

  test('an event without words of its own has those of any event', () => {
    expect(defaultMessage('something-else', 'installer').title).toBe('{项目}：{步骤}');
  });
});

describe('a preview', () => {
  const codes = (over: object, audience: 'customer' | 'staff' = 'customer') =>
    previewOf({ ...words, ...over }, audience).findings.map(({ code, path }) => `${code} ${path}`);

  test('names what is wrong by its field', () => {
    expect(codes({ title: '{价格}' })).toEqual(['UNKNOWN_VARIABLE title']);
    expect(codes({ text: '很'.repeat(401) })).toEqual(['TOO_LONG text']);
    expect(codes({ title: '{金额}' }, 'staff')).toEqual(['UNKNOWN_VARIABLE title']);
    expect(codes({ subscribe: { templateId: 'x', fields: {} } })).toEqual(['NO_FIELDS subscribe.fields']);
    expect(codes({ subscribe: { templateId: 'x', fields: { thing1: '好' } } }, 'staff')).toEqual(['NOT_FOR_MEMBERS subscribe']);
    expect(codes({ subscribe: { templateId: 'x', fields: { phrase2: 'OK', thing1: '{项目}'.repeat(8) } } })).toEqual([
      'DOES_NOT_FIT subscribe.fields.phrase2',
      'SHORTENED subscribe.fields.thing1',
    ]);
  });
});

describe('fields of a subscribe message', () => {
  test.each([
    ['thing1', '很'.repeat(25), `${'很'.repeat(19)}…`],
    ['thing1', '一\n二', '一 二'],
    ['thing1', '', undefined],
    ['amount2', '¥1,528.00', '¥1528.00'],
    ['phrase3', '「上门安装中」', '上门安装中'],
    ['phrase3', 'OK', undefined],
    ['time4', '2026年11月23日 10:00~12:00', '2026年11月23日 10:00~12:00'],
    ['time4', '待约定', undefined],
    ['character_string5', 'MD261122A7K3QX', 'MD261122A7K3QX'],
    ['character_string5', '单号', undefined],
    ['unknown6', '好', undefined],
  ])('%s takes %j as %j', (field, text, expected) => {
    expect(fitField(field, text)).toBe(expected);
  });

  test('one field without anything to show keeps the message back, by name', () => {
    const fields = { thing1: '{项目}', time4: '{预约时间}' };
    expect(subscribeData({ templateId: 'x', fields }, { ...VARIABLES, 预约时间: '待约定' })).toEqual({ field: 'time4' });
    expect(subscribeData({ templateId: 'x', fields }, VARIABLES)).toEqual({
      data: { thing1: '空调安装', time4: '2026年11月23日 10:00~12:00' },
    });
  });
});
