import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCondition,
  compileCondition,
  evaluate,
  InvalidCondition,
  MAX_CONDITION_LEVELS,
  MAX_CONDITION_NODES,
  numberText,
  truthy,
} from '../../src/kernel/conditions.ts';
import { decimalOf } from '../../src/kernel/decimal.ts';

const run = (logic: unknown, data: unknown = {}) => evaluate(compileCondition(logic), data);
const v = (path: string) => ({ var: path });

describe('values', () => {
  it.each([
    ['a missing name', v('x'), {}, null],
    ['a null name', v('x'), { x: null }, null],
    ['the default of a missing name', { var: ['x', 5] }, {}, 5],
    ['the default of a null name', { var: ['x', 5] }, { x: null }, 5],
    ['no default for false', { var: ['x', 5] }, { x: false }, false],
    ['a default that is an expression', { var: ['x', v('y')] }, { y: 7 }, 7],
    ['a path', v('a.b'), { a: { b: 1 } }, 1],
    ['no walk into lists', v('a.0'), { a: [1] }, null],
    ['no walk into strings', v('a.length'), { a: 'xyz' }, null],
    ['own keys only', v('toString'), {}, null],
    ['own keys only, deeper', v('a.constructor'), { a: {} }, null],
    ['own keys only: __proto__', v('__proto__'), {}, null],
    ['data that is no object', v('x'), 'text', null],
    ['data that is a list', v('0'), [1], null],
    ['an empty segment', v('a..b'), { a: { '': { b: 2 } } }, 2],
    ['NaN is no JSON', v('x'), { x: Number.NaN }, null],
  ])('%s', (_, logic, data, want) => expect(run(logic, data)).toBe(want));
});

describe('operators', () => {
  it.each([
    [{ '==': [1, 1] }, true],
    [{ '==': [1, '1'] }, false],
    [{ '==': [null, false] }, false],
    [{ '==': [null, null] }, true],
    [{ '===': ['a', 'a'] }, true],
    [{ '==': [[1], [1]] }, false],
    [{ '!=': [[1], [1]] }, true],
    [{ '!==': [0, false] }, true],
    [{ '==': [0.1, 0.1] }, true],
    [{ '==': [{ '+': [0.1, 0.2] }, 0.3] }, true],
    [{ '==': [{ '*': [1.1, 1.1] }, 1.21] }, true],
    [{ '==': [{ '-': [0.3, 0.1] }, 0.2] }, true],
    [{ '<': [1, 2] }, true],
    [{ '<': [1, 2, 3] }, true],
    [{ '<': [1, 3, 2] }, false],
    [{ '>=': [7, 7, 7] }, true],
    [{ '>': ['b', 'a'] }, false],
    [{ '<': [null, 5] }, false],
    [{ '<=': [true, 5] }, false],
    [{ in: ['b', 'abc'] }, true],
    [{ in: ['', 'abc'] }, true],
    [{ in: [7, 'a7'] }, false],
    [{ in: [7, [6, 7]] }, true],
    [{ in: ['7', [6, 7]] }, false],
    [{ in: [[1], [[1]]] }, false],
    [{ in: ['a', null] }, false],
    [{ '!': [[]] }, true],
    [{ '!': 0 }, true],
    [{ '!!': 'x' }, true],
    [{ '!!': [[0]] }, true],
    [{ and: [1, 0, 2] }, 0],
    [{ and: [1, 2] }, 2],
    [{ or: [0, '', 3] }, 3],
    [{ or: [0, ''] }, ''],
    [{ if: [true, 1] }, 1],
    [{ if: [false, 1] }, null],
    [{ if: [false, 1, 2] }, 2],
    [{ if: [false, 1, true, 3, 4] }, 3],
    [{ if: [false, 1, false, 3, 4] }, 4],
    [{ '+': [1] }, 1],
    [{ '+': ['1'] }, null],
    [{ '+': [1, null] }, null],
    [{ '+': [1, '2'] }, null],
    [{ '-': [5] }, -5],
    [{ '-': ['5'] }, null],
    [{ '*': [2, 3, 4] }, 24],
  ])('%j', (logic, want) => {
    expect(run(logic)).toBe(want);
  });

  it('an object is truthy and equals nothing', () => {
    expect(run({ '!!': [v('o')] }, { o: {} })).toBe(true);
    expect(run({ '==': [v('o'), v('o')] }, { o: {} })).toBe(false);
  });

  it('numbers beyond 15 digits stay exact', () => {
    const product = run({ '*': [123456789, 987654321, 1000000007] });
    expect(numberText(product)).toBe((123456789n * 987654321n * 1000000007n).toString());
    expect(run({ '==': [{ '-': [{ '+': [9007199254740991, 2] }, 9007199254740992] }, 1] })).toBe(true);
    expect(run({ '>': [{ '+': [9007199254740991, 2] }, 9007199254740992] })).toBe(true);
    expect(truthy(run({ '-': [{ '*': [0.1, 3] }, 0.3] }))).toBe(false);
  });

  it('a decimal inside the data is a number', () => {
    expect(run({ '==': [v('d'), 2.5] }, { d: decimalOf(25, 1) })).toBe(true);
    expect(run({ '>': [v('d'), 2] }, { d: decimalOf(25, 1) })).toBe(true);
    expect(run(v('d.small'), { d: decimalOf(25, 1) })).toBe(null);
  });
});

describe('checking', () => {
  it.each([
    ['an unknown operator', { cat: ['a'] }, ''],
    ['an empty object', {}, ''],
    ['two keys', { '!': 1, '!!': 1 }, ''],
    ['no operand', { '!': [] }, '!'],
    ['one operand of two', { '==': [1] }, '=='],
    ['four to compare', { '<': [1, 2, 3, 4] }, '<'],
    ['three to subtract', { '-': [1, 2, 3] }, '-'],
    ['nothing to add', { '+': [] }, '+'],
    ['an if without value', { if: [true] }, 'if'],
    ['an empty path', { var: '' }, 'var'],
    ['a path that is computed', { var: [v('x')] }, 'var'],
    ['a path that is a number', { var: 0 }, 'var'],
    ['three operands of var', { var: ['a', 1, 2] }, 'var'],
    ['something deeper', { and: [true, { or: [{ nope: 1 }] }] }, 'and.1.or.0'],
    ['a long string', 'x'.repeat(257), ''],
    ['a number that is none', Number.POSITIVE_INFINITY, ''],
    ['what JSON cannot say', undefined, ''],
  ])('%s is found', (_, logic, path) => {
    const findings = checkCondition(logic);
    expect(findings.map(({ code }) => code)).toContain('CONDITION_INVALID');
    expect(findings[0]!.path).toBe(path);
    expect(() => compileCondition(logic)).toThrow(InvalidCondition);
  });

  it('bounds nodes and levels', () => {
    const nodes = (count: number) => ({ and: new Array(count - 1).fill(true) });
    expect(checkCondition(nodes(MAX_CONDITION_NODES))).toEqual([]);
    expect(checkCondition(nodes(MAX_CONDITION_NODES + 1))).toHaveLength(1);
    const deep = (levels: number): unknown => (levels === 1 ? true : { '!': [deep(levels - 1)] });
    expect(checkCondition(deep(MAX_CONDITION_LEVELS))).toEqual([]);
    expect(checkCondition(deep(MAX_CONDITION_LEVELS + 1))).toHaveLength(1);
    expect(checkCondition(deep(5000)).length).toBeGreaterThan(0);
  });

  it('names the variables that a condition reads', () => {
    expect(compileCondition({ and: [v('a'), { in: [v('b.c'), [v('a'), { var: ['d', v('e')] }]] }] }).vars).toEqual(['a', 'b.c', 'd', 'e']);
  });

  it('never throws and never hangs on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue(), (logic, data) => {
        if (checkCondition(logic).length === 0) run(logic, data);
      }),
      { numRuns: 2000 },
    );
  });

  const words = fc.constantFrom('var', '==', '!=', '>', '<=', 'and', 'or', '!', '!!', 'in', '+', '-', '*', 'if');
  const { logic } = fc.letrec((tie) => ({
    logic: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(
        fc.constantFrom<unknown>(null, true, false, 'a', 'b.c', '', 0, 1, -2.5, 0.1, 1e21, 1e-9),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      fc.tuple(words, fc.array(tie('logic'), { minLength: 1, maxLength: 3 })).map(([operator, operands]) => ({ [operator]: operands })),
      fc.array(tie('logic'), { maxLength: 3 }),
    ),
  }));
  it('evaluates every valid condition to a value', () => {
    let valid = 0;
    fc.assert(
      fc.property(logic, fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue({ maxDepth: 2 })), (given, data) => {
        if (checkCondition(given).length > 0) return;
        valid += 1;
        expect(run(given, data)).not.toBeUndefined();
      }),
      { numRuns: 3000 },
    );
    expect(valid).toBeGreaterThan(200);
  });
});
