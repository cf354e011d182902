import { expect, it } from 'vitest';
import { isSomebodyElse } from './somebody-else.ts';

it.each([
  ['王五', '赵大勇', true],
  ['李丽', '李丽 ', false],
  ['李女士', '李丽', false],
  ['李丽', '李女士', false],
  ['王女士', '李丽', true],
  ['李明', '李丽', true],
  ['', '李丽', false],
  ['李丽', '', false],
])('%j beside %j: %s', (said, known, other) => expect(isSomebodyElse(said, known)).toBe(other));
