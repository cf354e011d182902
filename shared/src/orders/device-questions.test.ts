import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '../forms/definition.ts';
import { keysOf, questionsDetail } from './asked.ts';
import { modelQuestion, serialQuestion } from './device-questions.ts';

const FIELDS = [
  {
    key: 'machine',
    type: 'select',
    label: '机型',
    options: [
      { value: 'wall', label: '壁挂机' },
      { value: 'cabinet', label: '柜机' },
    ],
  },
  { key: 'model', type: 'text', label: '型号' },
  {
    key: 'place',
    type: 'select',
    label: '外机位置',
    options: [
      { value: 'wall', label: '外墙' },
      { value: 'floor', label: '地面' },
    ],
  },
] as const satisfies readonly FieldDefinition[];
const asked = (model: unknown, machine: unknown, more: object = {}) => modelQuestion(FIELDS, { model, machine, ...more })?.text ?? null;

describe('model and machine', () => {
  test('the letters behind the figures say how the unit inside stands', () => {
    expect(asked('KFR-72LW', 'wall')).toBe('型号 KFR-72LW 是柜机，机型登记的是壁挂机');
    expect(asked('KFR-35GW/NhGc1B', 'cabinet')).toBe('型号 KFR-35GW/NhGc1B 是壁挂机，机型登记的是柜机');
    expect(asked(' kfr-50lw ', 'wall')).toContain('柜机');
  });

  test.each([
    ['they fit', 'KFR-72LW', 'cabinet'],
    ['they fit', 'KFR-35GW', 'wall'],
    ['a model of another pattern', 'MSZ-FH35VE', 'cabinet'],
    ['no model', undefined, 'wall'],
    ['no machine', 'KFR-72LW', undefined],
    ['a choice that is not on offer', 'KFR-72LW', 'window'],
  ])('nothing is asked: %s', (_, model, machine) => expect(asked(model, machine)).toBeNull());

  test('where the outer unit stands is no build', () => expect(asked('KFR-72LW', undefined, { place: 'wall' })).toBeNull());

  test('another value is another question', () => {
    const key = (model: string) => modelQuestion(FIELDS, { model, machine: 'wall' })?.key;
    expect(key('KFR-72LW')).toBe(key('KFR-72LW'));
    expect(key('KFR-50LW')).not.toBe(key('KFR-72LW'));
  });
});

test('a known serial number is nobody’s name', () => {
  expect(serialQuestion('SN1', 'stranger').text).toBe('序列号 SN1 已登记在另一位客户的设备上');
  expect(serialQuestion('SN1', 'order').text).toBe('序列号 SN1 已由这位客户的另一张工单登记');
});

test('questions travel as one sentence and their keys', () => {
  const questions = [serialQuestion('S;N,1', 'stranger'), modelQuestion(FIELDS, { model: 'KFR-72LW', machine: 'wall' })!];
  const detail = questionsDetail(questions);
  expect(detail.what).toContain('；');
  expect(keysOf(detail)).toEqual(questions.map(({ key }) => key));
  expect(keysOf({})).toEqual([]);
});
