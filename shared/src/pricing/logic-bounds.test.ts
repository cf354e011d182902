import { expect, test } from 'vitest';
import { neverBoth } from './logic-bounds.ts';

const floor = { var: 'floor' };
const between = (from: number, to: number, more: object[] = []) => ({ and: [{ '>=': [floor, from] }, { '<=': [floor, to] }, ...more] });
const noLift = { '!': [{ var: 'lift' }] };

test.each<[string, unknown, unknown, boolean]>([
  ['floors apart', between(7, 15, [noLift]), between(4, 6, [noLift]), true],
  ['floors that share one', between(6, 15), between(4, 6), false],
  ['an open end that touches', { '>': [floor, 6] }, { '<=': [floor, 6] }, true],
  ['two open ends that touch', { '>': [floor, 6] }, { '<': [floor, 6] }, true],
  ['an open end below the other', { '>': [floor, 5] }, { '<=': [floor, 6] }, false],
  ['the number first', { '<=': [7, floor] }, { '>': [7, floor] }, true],
  ['a stretch in one', { '<=': [4, floor, 6] }, { '<': [6, floor, 9] }, true],
  ['one number and another', { '==': [floor, 3] }, { '===': [floor, 4] }, true],
  ['a number within', { '==': [floor, 5] }, between(4, 6), false],
  ['with and without a lift', { var: 'lift' }, noLift, true],
  ['the same twice', noLift, { '!': { var: 'lift' } }, false],
  ['other variables', { '>': [floor, 6] }, { '<': [{ var: 'age' }, 3] }, false],
  ['a choice inside is not looked into', { or: [{ '>': [floor, 6] }, noLift] }, { '<': [floor, 3] }, false],
  ['words are not compared', { '>=': [floor, '7'] }, { '<': [floor, 3] }, false],
  ['another value in its absence is another variable', { '>': [{ var: ['floor', 9] }, 6] }, { '<': [floor, 3] }, false],
  ['no condition at all', null, { '<': [floor, 3] }, false],
])('%s', (_, a, b, expected) => {
  expect(neverBoth(a, b)).toBe(expected);
  expect(neverBoth(b, a)).toBe(expected);
});
