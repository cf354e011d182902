import { expect, test } from 'vitest';
import { logicWords } from './logic-words.ts';

const names = {
  nameOf: (path: string) => ({ floor: '楼层', lift: '有电梯', '$order.charge': '客户价' })[path] ?? path,
  numberAt: (path: string, value: number) => (path === '$order.charge' ? `¥${value / 100}` : String(value)),
};
const inWords = (condition: unknown) => logicWords(condition, names);

test.each([
  [{ '>=': [{ var: 'floor' }, 7] }, '楼层 ≥ 7'],
  [{ and: [{ '>=': [{ var: 'floor' }, 7] }, { '!': [{ var: 'lift' }] }] }, '楼层 ≥ 7 且 非 有电梯'],
  [{ and: [{ or: [{ var: 'a' }, { var: 'b' }] }, { '!': { var: 'lift' } }] }, '（a 或 b） 且 非 有电梯'],
  [{ '>': [{ var: '$order.charge' }, 100000] }, '客户价 > ¥1000'],
  [{ '<': [1, { var: 'floor' }, 9] }, '1 < 楼层 < 9'],
  [{ in: [{ var: 'brand' }, ['A', 'B']] }, 'brand 属于 A、B'],
  [{ '==': [{ var: 'note' }, null] }, 'note = 空'],
  [{ if: [{ var: 'lift' }, 1, 2] }, 'if(有电梯，1，2)'],
  [true, '是'],
])('%j', (condition, words) => {
  expect(inWords(condition)).toBe(words);
});
