import { expect, test } from 'vitest';
import { logicWords } from './logic-words.ts';

const names = {
  nameOf: (path: string) => ({ floor: '楼层', lift: '有电梯', '$order.charge': '客户价' })[path] ?? path,
  numberAt: (path: string, value: number) => (path === '$order.charge' ? `¥${value / 100}` : String(value)),
  textAt: (path: string, value: string) => (path === '$order.priority' && value === 'urgent' ? '加急' : value),
};
const inWords = (condition: unknown) => logicWords(condition, names);

test.each([
  [{ '>=': [{ var: 'floor' }, 7] }, '楼层 ≥ 7'],
  [{ and: [{ '>=': [{ var: 'floor' }, 7] }, { '!': [{ var: 'lift' }] }] }, '楼层 ≥ 7 且 非 有电梯'],
  [{ and: [{ or: [{ var: 'a' }, { var: 'b' }] }, { '!': { var: 'lift' } }] }, '（a 或 b） 且 非 有电梯'],
  [{ '>': [{ var: '$order.charge' }, 100000] }, '客户价 > ¥1000'],
  [{ '<': [1, { var: 'floor' }, 9] }, '1 < 楼层 < 9'],
  [{ in: [{ var: 'brand' }, ['A', 'B']] }, 'brand 属于 A、B'],
  [{ '==': [{ var: '$order.priority' }, 'urgent'] }, '$order.priority = 加急'],
  [{ in: [{ var: '$order.priority' }, ['urgent', 'normal']] }, '$order.priority 属于 加急、normal'],
  [{ '==': [{ var: 'note' }, 'urgent'] }, 'note = urgent'],
  [{ '==': [{ var: 'note' }, null] }, 'note = 空'],
  [{ if: [{ var: 'lift' }, 1, 2] }, 'if(有电梯，1，2)'],
  [{ '>=': [{ '*': [{ '+': [{ var: 'floor' }, 1] }, 3] }, 9] }, '（楼层 + 1） × 3 ≥ 9'],
  [{ '>': [{ '-': [{ var: 'a' }, { '-': [{ var: 'b' }, { '*': [2, { var: 'c' }] }] }] }, 0] }, 'a − （b − 2 × c） > 0'],
  [{ '>': [{ '+': [{ '*': [{ var: '$order.charge' }, 2] }, 5000] }, { '*': [{ var: 'floor' }, 1500] }] }, '客户价 × 2 + ¥50 > 楼层 × ¥15'],
  [true, '是'],
])('%j', (condition, words) => {
  expect(inWords(condition)).toBe(words);
});
