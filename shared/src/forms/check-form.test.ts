import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPattern } from '../kernel/pattern.ts';
import { checkForm } from './check-form.ts';
import { compileForm } from './compile.ts';
import type { FormDefinition } from './definition.ts';

const good = { code: 'ac-install', version: 1, name: '空调安装', fields: [{ key: 'floor', type: 'number', label: '楼层' }] };
const withField = (rest: Record<string, unknown>) => ({
  ...good,
  fields: [...good.fields, { key: 'x', type: 'text', label: '字段', ...rest }],
});
const found = (form: unknown) => checkForm(form, { checkPattern }).map(({ code, path }) => `${code} ${path}`);
const chain = (length: number, from = '') =>
  Array.from({ length }, (_, index) => ({ key: `k${from}${index}`, type: 'text', label: '字段' }));

describe('a form that may be published', () => {
  it.each([
    {},
    { hint: '帮助', personal: true, required: { '==': [{ var: '$attempt' }, 1] } },
    { visible: { and: [{ '>': [{ var: 'floor' }, 3] }, { '==': [{ var: '$order.region' }, '110105'] }] } },
    { type: 'number', min: -0.5, max: 99.125, unit: '米' },
    { type: 'select', options: [{ value: 'a', label: '甲' }] },
    { type: 'timeslot', min: 'P0D', max: 'P30D', slots: [{ from: '08:00', to: '10:00' }] },
    { type: 'text', pattern: '[A-Z]+' },
    { visible: { '==': [{ var: 'x2.region' }, '110105'] } },
  ])('%j', (field) => {
    const form = { ...withField(field), fields: [...withField(field).fields, { key: 'x2', type: 'address', label: '地址' }] };
    expect(found(form)).toEqual([]);
    expect(() => compileForm(form as unknown as FormDefinition)).not.toThrow();
  });
});

describe('findings', () => {
  it.each([
    [null, 'MALFORMED '],
    [[], 'MALFORMED '],
    [{ ...good, fields: [] }, 'MALFORMED fields'],
    [{ ...good, fields: {} }, 'MALFORMED fields'],
    [{ ...good, fields: [5] }, 'MALFORMED fields.0'],
    [{ ...good, code: 'AC' }, 'MALFORMED code'],
    [{ ...good, code: 'constructor' }, 'MALFORMED code'],
    [{ ...good, version: 0 }, 'MALFORMED version'],
    [{ ...good, name: ' ' }, 'MALFORMED name'],
    [{ ...good, extra: 1 }, 'PROPERTY_UNKNOWN extra'],
    [
      JSON.parse('{"__proto__":1,"code":"a","version":1,"name":"a","fields":[{"key":"a","type":"text","label":"a"}]}'),
      'PROPERTY_UNKNOWN __proto__',
    ],
    [withField({ key: 'floor' }), 'KEY_DUPLICATE fields.1.key'],
    [withField({ key: 'Floor' }), 'KEY_INVALID fields.1.key'],
    [withField({ key: 'toString' }), 'KEY_INVALID fields.1.key'],
    [withField({ key: 'a'.repeat(41) }), 'KEY_INVALID fields.1.key'],
    [withField({ label: '' }), 'SETTING_INVALID fields.1.label'],
    [withField({ type: 'formula' }), 'FIELD_TYPE_UNKNOWN fields.1.type'],
    [withField({ type: 'money', min: 1.5 }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'money', min: 200, max: 100 }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'quantity', min: -1 }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'multiselect' }), 'SETTING_INVALID fields.1.options'],
    [withField({ type: 'date', min: 'P9D', max: 'P1D' }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'heading', required: true }), 'PROPERTY_UNKNOWN fields.1.required'],
    [withField({ type: 'service-lines', minQuantity: 100 }), 'SETTING_INVALID fields.1.minQuantity'],
    [withField({ type: 'part-lines', maxQuantity: -1 }), 'SETTING_INVALID fields.1.maxQuantity'],
    [withField({ type: 'constructor' }), 'FIELD_TYPE_UNKNOWN fields.1.type'],
    [withField({ min: 1 }), 'PROPERTY_UNKNOWN fields.1.min'],
    [withField({ max: 2001 }), 'SETTING_INVALID fields.1.max'],
    [withField({ type: 'number', min: 5, max: 4 }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'number', min: 1e20 }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'number', scale: 4 }), 'SETTING_INVALID fields.1.scale'],
    [withField({ type: 'number', integer: true, scale: 2 }), 'SETTING_INVALID fields.1.scale'],
    [withField({ type: 'select' }), 'SETTING_INVALID fields.1.options'],
    [withField({ type: 'select', options: [] }), 'SETTING_INVALID fields.1.options'],
    [
      withField({
        type: 'select',
        options: [
          { value: 'a', label: '甲' },
          { value: 'a', label: '乙' },
        ],
      }),
      'SETTING_INVALID fields.1.options',
    ],
    [withField({ type: 'timeslot', min: 'P9D', max: 'P1D' }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'timeslot', min: '2026-02-30' }), 'SETTING_INVALID fields.1.min'],
    [withField({ type: 'phone', mobile: false, landline: false }), 'SETTING_INVALID fields.1.mobile'],
    [withField({ type: 'rating', max: 11 }), 'SETTING_INVALID fields.1.max'],
    [withField({ type: 'serial', symbologies: ['smell'] }), 'SETTING_INVALID fields.1.symbologies'],
    [withField({ pattern: '(?=x)' }), 'PATTERN_INVALID fields.1.pattern'],
    [withField({ pattern: '(a)\\1' }), 'PATTERN_INVALID fields.1.pattern'],
    [withField({ pattern: 'a'.repeat(201) }), 'SETTING_INVALID fields.1.pattern'],
    [withField({ visible: 'yes' }), 'CONDITION_INVALID fields.1.visible'],
    [withField({ visible: { regex: ['x', 'y'] } }), 'CONDITION_INVALID fields.1.visible'],
    [withField({ required: { '==': [1] } }), 'CONDITION_INVALID fields.1.required.=='],
    [withField({ visible: { '!!': { var: 'nothing' } } }), 'FIELD_UNKNOWN fields.1.visible'],
    [withField({ visible: { '!!': { var: '$order.secret' } } }), 'FIELD_UNKNOWN fields.1.visible'],
    [withField({ visible: { '!!': { var: '$order' } } }), 'FIELD_UNKNOWN fields.1.visible'],
    [withField({ visible: { '!!': { var: '$now' } } }), 'FIELD_UNKNOWN fields.1.visible'],
    [withField({ visible: { '!!': { var: 'floor.part' } } }), 'FIELD_UNKNOWN fields.1.visible'],
    [withField({ visible: { '!!': { var: 'x' } } }), 'VISIBILITY_CYCLE fields'],
    [withField({ readonly: { '!!': { var: 'x' } } }), 'VISIBILITY_CYCLE fields'],
    [withField({ visible: false, required: true }), 'REQUIRED_BUT_HIDDEN fields.1'],
    [{ ...good, fields: chain(201) }, 'TOO_MANY_FIELDS fields'],
  ])('%j', (form, wanted) => {
    expect(found(form)).toEqual([wanted]);
  });

  it('names a longer circle by its labels', () => {
    const see = (key: string) => ({ '!!': { var: key } });
    const form = {
      ...good,
      fields: [
        { key: 'a', type: 'text', label: '甲', visible: see('b') },
        { key: 'b', type: 'text', label: '乙', visible: see('c') },
        { key: 'c', type: 'text', label: '丙', readonly: see('a') },
      ],
    };
    expect(checkForm(form).map(({ message }) => message)).toEqual(['字段的显示或只读条件互相依赖，成了循环：甲 → 乙 → 丙 → 甲']);
  });

  it('refuses to prepare a circle that was never checked, instead of turning in it', () => {
    const see = (key: string) => ({ '!!': [{ var: key }] });
    const form = {
      ...good,
      fields: [
        { key: 'a', type: 'text', label: '甲', visible: see('b') },
        { key: 'b', type: 'text', label: '乙', visible: see('a') },
      ],
    };
    expect(() => compileForm(form as unknown as FormDefinition)).toThrow('depends on itself');
  });

  it('comes all at once', () => {
    expect(found({ ...good, code: '', fields: [{ key: '1', type: 'x', label: '' }] })).toEqual([
      'MALFORMED code',
      'KEY_INVALID fields.0.key',
      'SETTING_INVALID fields.0.label',
      'FIELD_TYPE_UNKNOWN fields.0.type',
    ]);
  });

  it('takes any JSON without throwing, and what it passes can be prepared', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>('text', 'select', true, false, { '!!': [{ var: 'a' }] }, { '!!': [{ var: 'b' }] }, { toString: 0 }, [
        { toString: null },
      ]),
    );
    const names = fc.constantFrom('type', 'label', 'visible', 'required', 'readonly', 'max', 'min', 'options', 'pattern', '__proto__');
    const field = fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.dictionary(names, value))
      .map(([key, rest]) => ({ type: 'text', label: '字段', ...rest, key }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.array(field, { maxLength: 4 }).map((fields) => ({ ...good, fields })),
        ),
        (form) => {
          if (found(form).length === 0) expect(() => compileForm(form as unknown as FormDefinition)).not.toThrow();
        },
      ),
      { numRuns: 1000 },
    );
  });
});
