import { expect, test } from 'vitest';
import { factsOf, readAttributes, type TryDraft } from './try-draft.ts';

const DRAFT: TryDraft = {
  at: '2026-11-22T10:00',
  region: '110105',
  cooperation: ' direct ',
  customerLevel: '',
  package: '',
  channel: '',
  urgency: 'normal',
  distanceKm: '12.5',
  attributes: '{"floor": 8}',
  lines: [
    { key: 0, item: 'AC', quantity: ' 1.5 ' },
    { key: 1, item: '', quantity: '1' },
  ],
  crew: [
    { key: 0, installer: 'zhang', weight: '2' },
    { key: 1, installer: ' ', weight: '1' },
  ],
};

test('what was typed becomes order facts in Beijing time; empty words are null, empty rows are left out', () => {
  expect(factsOf(DRAFT)).toEqual({
    id: 'TRY',
    at: '2026-11-22T10:00+08:00',
    region: '110105',
    cooperation: 'direct',
    customerLevel: null,
    package: null,
    channel: null,
    urgency: 'normal',
    distanceKm: '12.5',
    attributes: { floor: 8 },
    lines: [{ item: 'AC', quantity: '1.5' }],
    crew: [{ installer: 'zhang', weight: 2 }],
  });
});

test('attributes are an object or nothing', () => {
  expect([readAttributes(''), readAttributes('{"a":1}'), readAttributes('[1]'), readAttributes('{"a":'), readAttributes('7')]).toEqual([
    {},
    { a: 1 },
    null,
    null,
    null,
  ]);
  expect(factsOf({ ...DRAFT, attributes: '{' })).toBeNull();
});
