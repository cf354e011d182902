import { checkCondition } from '@mingdan/shared/kernel/conditions';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calculation, calculationOf, isAmount, isWhole, logicOfCalculation, namesIn } from './calculations.ts';

const v = (path: string) => ({ var: path });
const leaf = fc.oneof(
  fc.constantFrom('floor', 'charge', '$attempt').map(v),
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(0.5, 1.25),
);
const { sum } = fc.letrec<{ node: unknown; sum: unknown }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, tie('sum')),
  sum: fc.oneof(
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((all) => ({ '+': all })),
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((all) => ({ '*': all })),
    fc.tuple(tie('node'), tie('node')).map((both) => ({ '-': both })),
  ),
}));

test('whatever adds, takes away and multiplies comes back to the letter', () => {
  fc.assert(
    fc.property(sum, (logic) => {
      const steps = calculationOf(logic);
      expect(steps && isWhole(steps)).toBe(true);
      expect(logicOfCalculation(steps!)).toEqual(logic);
      expect(checkCondition({ '>': [logicOfCalculation(steps!), 1] })).toEqual(checkCondition({ '>': [logic, 1] }));
    }),
  );
});

test('× stands before + and −, and what is meant otherwise stands in brackets', () => {
  const product = { '*': [v('floor'), 2] };
  expect(calculationOf({ '+': [{ '-': [v('charge'), product] }, 3] })?.map(({ sign }) => sign)).toEqual(['+', '-', '*', '+']);
  expect(calculationOf({ '*': [{ '+': [v('floor'), 1] }, 2] })?.[0]?.operand.kind).toBe('brackets');
});

test('what steps cannot say is no calculation', () => {
  for (const logic of [
    5,
    v('floor'),
    { '-': [v('floor')] },
    { '+': [v('floor')] },
    { '+': [{ var: ['floor', 1] }, 2] },
    { '+': [{ if: [v('lift'), 1, 2] }, 2] },
    { '+': ['text', 2] },
    { '+': [1e-9, v('floor')] },
    { '>': [v('floor'), 2] },
  ])
    expect(calculationOf(logic)).toBeNull();
});

test('a step without its number is not whole', () => {
  const steps: Calculation = [
    { sign: '+', operand: { kind: 'name', text: 'floor' } },
    { sign: '*', operand: { kind: 'number', text: 'x' } },
  ];
  expect([isWhole(steps), isWhole([]), isWhole(steps.slice(0, 1))]).toEqual([false, false, true]);
});

describe('which numbers are amounts of money', () => {
  const amounts = (logic: unknown) => {
    const steps = calculationOf(logic)!;
    return steps.filter((each) => isAmount(steps, each, (name) => name === 'charge')).map(({ operand }) => operand);
  };
  test.each([
    ['one that is added', { '+': [v('charge'), 5000] }, ['charge', '5000']],
    ['not one that multiplies an amount', { '*': [v('charge'), 2] }, ['charge']],
    ['one by the floor', { '+': [v('charge'), { '*': [v('floor'), 300, 2] }] }, ['charge', '300']],
  ])('%s', (_, logic, wanted) => expect(amounts(logic)).toMatchObject(wanted.map((text) => ({ text }))));

  test('brackets, by what is in them', () => {
    expect(amounts({ '*': [{ '+': [v('charge'), 1] }, 2] })).toMatchObject([{ kind: 'brackets' }]);
    expect(namesIn(calculationOf({ '*': [{ '+': [v('charge'), v('floor')] }, 2] })!)).toEqual(['charge', 'floor']);
  });
});
