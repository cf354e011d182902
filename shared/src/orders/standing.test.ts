import { expect, test } from 'vitest';
import { STANDING_PHASES, standingWord } from './standing.ts';

test('an accepted visit is 待上门 until it begins; what is over says how', () => {
  const word = (state: 'open' | 'suspended' | 'done', phase: 'dispatch' | 'working' | 'waiting', begun: boolean) =>
    standingWord({ state, phase, begun });
  expect(word('open', 'dispatch', false)).toBe('派单中');
  expect(word('open', 'working', false)).toBe('待上门');
  expect(word('open', 'working', true)).toBe('服务中');
  expect(word('open', 'waiting', true)).toBe('等待中');
  expect(word('done', 'working', false)).toBe('已完成');
  expect(standingWord({ state: 'open', phase: 'closed', begun: true })).toBe('已完工');
  expect(STANDING_PHASES).toEqual(['new', 'dispatch', 'expected', 'working', 'waiting', 'review', 'settle', 'closed']);
});
