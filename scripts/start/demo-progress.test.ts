import { expect, test } from 'vitest';
import { demoProgress } from './demo-progress.ts';

test('the last count and an estimate of the rest', () => {
  const said = '演示工单 demo orders 100/2000\n! order x stays\n演示工单 demo orders 500/2000\n';
  expect(demoProgress(said, 15)).toBe(' · 500/2000 单 orders · 约还需 about 45 s');
});

test('nothing before the first count, and no time below zero where returns come on top', () => {
  expect(demoProgress('', 3)).toBe('');
  expect(demoProgress('demo orders 2050/2000', 60)).toBe(' · 2000/2000 单 orders · 约还需 about 0 s');
});
