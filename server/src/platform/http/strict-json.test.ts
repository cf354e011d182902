import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HttpRefusal } from './problem.ts';
import { parseStrictJson } from './strict-json.ts';

describe('strict JSON', () => {
  test('reads whatever JSON.parse reads, the same, when no key is doubled', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6, noUnicodeString: false }), (text) => {
        // fast-check may make the forbidden names by itself: those are another test's
        fc.pre(!/__proto__|prototype|constructor/.test(text));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a key that comes twice anywhere is refused, however it is spelled', () => {
    const key = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/__proto__|prototype|constructor/.test(text));
    fc.assert(
      fc.property(key, fc.json(), fc.json(), fc.nat(5), (name, one, two, depth) => {
        fc.pre(!/__proto__|prototype|constructor/.test(one + two));
        const escaped = `"${[...JSON.stringify(name).slice(1, -1)].length === name.length ? `\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${JSON.stringify(name.slice(1)).slice(1, -1)}` : JSON.stringify(name).slice(1, -1)}"`;
        const doubled = `{${JSON.stringify(name)}:${one},${escaped}:${two}}`;
        const text = '{"a":['.repeat(depth) + doubled + ']}'.repeat(depth);
        expect(() => parseStrictJson(text)).toThrow(HttpRefusal);
      }),
      { numRuns: 1_000 },
    );
  });

  test('5,000 shapes of prototype poison are refused, and no prototype is touched', () => {
    const name = fc.constantFrom('__proto__', 'constructor', 'prototype');
    const path = fc.tuple(
      fc.constantFrom('', 'a.', 'a[', 'a["', "a['", 'x.y.'),
      name,
      fc.constantFrom('', '.b', ']', '"]', "']", '.polluted'),
    );
    fc.assert(
      fc.property(path, fc.nat(8), fc.json(), ([before, word, after], depth, value) => {
        const poisoned = `{${JSON.stringify(before + word + after)}:${value}}`;
        expect(() => parseStrictJson('{"deep":'.repeat(depth) + poisoned + '}'.repeat(depth))).toThrow(HttpRefusal);
        expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
      }),
      { numRuns: 5_000 },
    );
  });

  test('a megabyte of nothing but keys or brackets is decided quickly', () => {
    const keys = `{${Array.from({ length: 60_000 }, (_, index) => `"key${index}":1`).join(',')}}`;
    const brackets = '['.repeat(500_000) + ']'.repeat(500_000);
    const start = performance.now();
    parseStrictJson(keys);
    expect(() => parseStrictJson(brackets)).toThrow(HttpRefusal);
    // generous: what is excluded is anything that grows with the square
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
