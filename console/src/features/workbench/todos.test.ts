import { expect, test } from 'vitest';
import { todosOf } from './todos.ts';

const list = (length: number, nextCursor: string | null = null) => ({ items: Array.from({ length }), nextCursor });

test('most urgent first; what is empty or not asked for is left out', () => {
  expect(todosOf({ pending: list(2), leave: list(3), dead: list(1), undeliverable: list(0), staff: undefined })).toEqual([
    { key: 'dead', count: 1, more: false },
    { key: 'leave', count: 3, more: false },
    { key: 'pending', count: 2, more: false },
  ]);
});

test('a list that goes on is said to be more than what was counted', () => {
  expect(todosOf({ staff: list(20, 'next') })).toEqual([{ key: 'staff', count: 20, more: true }]);
});
