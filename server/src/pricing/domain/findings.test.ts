import { expect, test } from 'vitest';
import { findingsAsFields } from './findings.ts';

test('a refusal lists the errors, in order, and not the warnings', () => {
  const finding = (severity: 'error' | 'warning', path: string) => ({ severity, code: 'C', path, message: '坏' });
  expect(findingsAsFields([finding('error', 'b'), finding('warning', 'x'), finding('error', 'a')])).toEqual([
    { path: 'b', code: 'C', message: '坏' },
    { path: 'a', code: 'C', message: '坏' },
  ]);
});
