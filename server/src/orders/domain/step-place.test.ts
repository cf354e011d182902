import type { TaskNode } from '@mingdan/shared/flows/definition';
import { expect, test } from 'vitest';
import { placeOf } from './step-place.ts';

test('a step takes place where its field says, for whoever may see that field; else at the order’s address', () => {
  const node = { key: 'take-down', kind: 'task', phase: 'working', assignee: { type: 'holder' }, place: 'old' } as TaskNode;
  expect(placeOf(node, { old: '演示路 12 号' }, null)).toBe('演示路 12 号');
  expect(placeOf(node, { old: { region: '110105', text: '演示路 12 号' } }, { old: 'read' })).toBe('演示路 12 号');
  expect(placeOf(node, { old: '演示路 12 号' }, { '*': 'hidden' })).toBeNull();
  expect(placeOf(node, {}, null)).toBeNull();
  expect(placeOf({ ...node, place: undefined } as never, { old: '演示路 12 号' }, null)).toBeNull();
  expect(placeOf(undefined, {}, null)).toBeNull();
});
