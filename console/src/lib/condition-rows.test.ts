import { checkCondition } from '@mingdan/shared/kernel/conditions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConditionRow, conditionOf, isComplete, placesOf, rowsOf } from './condition-rows.ts';

const path = fc.constantFrom('floor', '$node', '$order.charge', 'lift');
const row: fc.Arbitrary<ConditionRow> = fc.oneof(
  fc.record({
    path,
    operator: fc.constantFrom('filled' as const, 'empty' as const),
    values: fc.constant([]),
    kind: fc.constant('text' as const),
  }),
  fc.record({
    path,
    operator: fc.constantFrom('==' as const, '!=' as const, '>=' as const, '<' as const),
    values: fc.integer().map((n) => [String(n)]),
    kind: fc.constant('number' as const),
  }),
  fc.record({
    path,
    operator: fc.constant('in' as const),
    values: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
    kind: fc.constant('text' as const),
  }),
  fc.record({
    path,
    operator: fc.constant('==' as const),
    values: fc.boolean().map((yes) => [String(yes)]),
    kind: fc.constant('boolean' as const),
  }),
);

test('rows become a condition that the engine takes, and come back from it', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), fc.constantFrom('and' as const, 'or' as const), (rows, join) => {
      const condition = conditionOf({ join, rows });
      expect(checkCondition(condition)).toEqual([]);
      expect(rowsOf(condition)).toEqual({ join, rows });
    }),
  );
});

test('what rows cannot say is left alone', () => {
  for (const logic of [
    { '>': [{ if: [{ var: 'a' }, 1, 3] }, 2] },
    { '>': [{ '-': [{ var: 'a' }] }, 2] },
    { '==': [{ '+': [{ var: 'a' }, 1] }, 'text'] },
    { '==': [{ var: 'a' }, null] },
    { '!': [{ '>': [{ var: 'a' }, 1] }] },
    { '>': [1, 2] },
    true,
  ])
    expect(rowsOf(logic)).toBeNull();
  expect(rowsOf({ var: 'lift' })).toEqual({ join: 'and', rows: [{ path: 'lift', operator: 'filled', values: [], kind: 'text' }] });
});

test('a row that is not finished is no part of the condition', () => {
  const half: ConditionRow = { path: 'floor', operator: '>', values: ['x'], kind: 'number' };
  expect([isComplete(half), conditionOf({ join: 'and', rows: [half] })]).toEqual([false, undefined]);
});

test('groups in groups, and one name against another', () => {
  const name: ConditionRow = { path: 'floor', operator: '>', values: ['$attempt'], kind: 'name' };
  const group = { join: 'or' as const, rows: [name, { path: 'lift', operator: 'filled' as const, values: [], kind: 'text' as const }] };
  const rows = { join: 'and' as const, rows: [name, group] };
  const condition = conditionOf(rows);
  expect(condition).toEqual({
    and: [
      { '>': [{ var: 'floor' }, { var: '$attempt' }] },
      { or: [{ '>': [{ var: 'floor' }, { var: '$attempt' }] }, { '!!': [{ var: 'lift' }] }] },
    ],
  });
  expect(checkCondition(condition)).toEqual([]);
  expect(rowsOf(condition)).toEqual(rows);
});

test('either side may be calculated', () => {
  const extra = { '+': [{ var: 'floor' }, { '*': [{ var: '$attempt' }, 2] }] };
  for (const condition of [
    { '>': [extra, 20] },
    { '>=': [{ var: 'floor' }, extra] },
    { '!=': [extra, { var: 'floor' }] },
    { and: [{ '<': [extra, { '-': [{ var: 'floor' }, 1] }] }, { '!!': [{ var: 'lift' }] }] },
  ])
    expect(conditionOf(rowsOf(condition)!)).toEqual(condition);
});

test('a value on the left changes sides, and a middle between two ends is two comparisons', () => {
  const a = { var: 'a' };
  const sum = { '+': [a, 1] };
  expect(conditionOf(rowsOf({ '<': [3, sum] })!)).toEqual({ '>': [sum, 3] });
  expect(conditionOf(rowsOf({ '===': ['x', a] })!)).toEqual({ '==': [a, 'x'] });
  expect(conditionOf(rowsOf({ '<=': [1, a, 3] })!)).toEqual({ and: [{ '>=': [a, 1] }, { '<=': [a, 3] }] });
  expect(conditionOf(rowsOf({ or: [{ '<': [1, sum, 3] }, a] })!)).toEqual({
    or: [{ and: [{ '>': [sum, 1] }, { '<': [sum, 3] }] }, { '!!': [a] }],
  });
});

test('a calculated row without one of its numbers is no part of the condition', () => {
  const half: ConditionRow = {
    path: 'floor',
    operator: '>',
    values: [],
    kind: 'calculation',
    right: [
      { sign: '+', operand: { kind: 'name', text: 'floor' } },
      { sign: '+', operand: { kind: 'number', text: '' } },
    ],
  };
  const whole: ConditionRow = { path: 'lift', operator: 'filled', values: [], kind: 'text' };
  expect(conditionOf({ join: 'and', rows: [half, whole] })).toEqual({ '!!': [{ var: 'lift' }] });
  expect(placesOf({ join: 'and', rows: [half, whole] })).toEqual([null, '']);
  expect(placesOf({ join: 'or', rows: [whole, half, { join: 'and', rows: [whole, whole] }] })).toEqual(['or.0', null, 'or.1']);
});
