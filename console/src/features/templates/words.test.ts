import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { expect, test } from 'vitest';
import { assigneeText, conditionText, durationText, fieldRules } from './words.ts';

test('durations in words; what is none stays as it is', () => {
  expect(['PT2H30M', 'P3D', 'PT90M', 'soon'].map(durationText)).toEqual(['2 小时 30 分钟', '3 天', '90 分钟', 'soon']);
});

test('who works, and who steps in', () => {
  expect(assigneeText({ type: 'holder', fallback: { type: 'role', role: 'dispatcher' } })).toBe('接单师傅，否则调度');
});

test('what an order is compared with, in words; a field’s own text stays as it is', () => {
  expect(conditionText({ '==': [{ var: '$order.priority' }, 'urgent'] })).toBe('紧急程度 = 加急');
  expect(conditionText({ in: [{ var: '$role' }, ['dispatcher']] })).toContain('属于 调度');
  expect(conditionText({ '==': [{ var: 'brand' }, 'urgent'] }, { brand: '品牌' })).toBe('品牌 = urgent');
});

test('the rules of a field, one after the other', () => {
  const floor: FieldDefinition = { key: 'floor', type: 'number', label: '楼层', required: true, min: 1, max: 200 };
  const slot: FieldDefinition = {
    key: 'slot',
    type: 'timeslot',
    label: '时段',
    min: 'P0D',
    max: 'P60D',
    visible: { '>': [{ var: 'floor' }, 3] },
  };
  expect(fieldRules(floor)).toEqual(['必填', '1 至 200']);
  expect(fieldRules(slot, { floor: '楼层' })).toEqual(['显示，当 楼层 > 3', '当天 至 60 天后']);
});
