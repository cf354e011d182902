import { describe, expect, it } from 'vitest';
import { checkPattern, MAX_MATCHED_LENGTH, matchPattern } from './pattern.ts';

describe('patterns', () => {
  it.each([
    ['[A-Z]{2}-\\d{4,8}', 'KF-20260701', true],
    ['[A-Z]{2}-\\d{4,8}', 'xKF-20260701', false],
    ['\\p{Han}{2,20}', '海信', true],
    ['(?i)kfr.*', 'KFR-35GW', true],
    ['a|ab', 'ab', true],
  ])('%s on %s: %s', (pattern, text, matches) => {
    expect(checkPattern(pattern)).toBeNull();
    expect(matchPattern(pattern, text)).toBe(matches);
  });

  it.each(['(?=x)y', '(?<!x)y', '(a)\\1', '(', '', 'a'.repeat(201), '(a{0,1000}){0,1000}', '.{0,1000}'])('refuses %s', (pattern) => {
    expect(checkPattern(pattern)).not.toBeNull();
    expect(() => matchPattern(pattern, 'x')).toThrow('pattern refused');
  });

  it('never matches a text that is too long', () => {
    expect(matchPattern('a*', 'a'.repeat(MAX_MATCHED_LENGTH))).toBe(true);
    expect(matchPattern('a*', 'a'.repeat(MAX_MATCHED_LENGTH + 1))).toBe(false);
  });

  it('grows linearly on patterns that hang other engines', () => {
    const evil = ['^(a+)+$', '(a|aa)+$', '(x+x+)+y', '([a-zA-Z]+)*!', '(.*){0,30}b', '(a|b|ab)*c', '^(([a-z])+.)+[A-Z]([a-z])+$'];
    const text = `${'a'.repeat(MAX_MATCHED_LENGTH - 1)}\u0000`;
    for (const pattern of evil) {
      expect(checkPattern(pattern)).toBeNull();
      const before = performance.now();
      expect(matchPattern(pattern, text)).toBe(false);
      // a backtracking engine needs longer than the universe has; the bound is generous for a busy machine
      expect(performance.now() - before, pattern).toBeLessThan(2000);
    }
  });
});
