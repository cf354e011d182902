import { expect, test } from 'vitest';
import { changesOf } from './json-change.ts';

test('names every leaf that was added, removed or changed, by its path', () => {
  const changes = changesOf(
    { state: 'open', totals: { charge: 1 }, roles: ['staff'] },
    { state: 'done', totals: { charge: 1 }, roles: ['staff', 'admin'] },
  );
  expect(changes).toEqual([
    { path: 'state', kind: 'changed', before: 'open', after: 'done' },
    { path: 'roles.1', kind: 'added', before: undefined, after: 'admin' },
  ]);
});

test('a first record is all additions, a deletion all removals', () => {
  expect(changesOf(null, { a: { b: 1 } })).toEqual([{ path: 'a.b', kind: 'added', before: undefined, after: 1 }]);
  expect(changesOf({ a: { b: 1 } }, null)).toEqual([{ path: 'a.b', kind: 'removed', before: 1, after: undefined }]);
});

test('a leaf that becomes a branch loses its value and gains the branch’s', () => {
  expect(changesOf({ a: 1 }, { a: { b: 2 } })).toEqual([
    { path: 'a.b', kind: 'added', before: undefined, after: 2 },
    { path: 'a', kind: 'removed', before: 1, after: undefined },
  ]);
});

test('nothing recorded is nothing changed; null differs from absent', () => {
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf({ a: null }, { a: 1 })).toEqual([{ path: 'a', kind: 'changed', before: null, after: 1 }]);
});
