import { expect, test } from 'vitest';
import { fieldKind } from './field-kind.ts';

test.each([
  ['text', '', { kind: 'none' }],
  ['photo', [], { kind: 'none' }],
  ['boolean', false, { kind: 'boolean', value: false }],
  ['number', '0', { kind: 'text', text: '0' }],
  ['rating', 5, { kind: 'stars', stars: 5 }],
  ['rating', 4000, { kind: 'text', text: '4000' }],
  [
    'timeslot',
    { date: '2026-11-22', from: '10:00', to: '12:00' },
    { kind: 'slot', slot: { date: '2026-11-22', from: '10:00', to: '12:00' } },
  ],
  ['address', { region: '110105', text: '建国路 88 号' }, { kind: 'text', text: '建国路 88 号' }],
  ['location', { lat: 1, lng: 2, accuracy: 15.4, at: 0 }, { kind: 'place', lat: 1, lng: 2, accuracy: 15 }],
  ['service-lines', [{ item: 'A', quantity: '1' }], { kind: 'lines', lines: [{ item: 'A', quantity: '1' }] }],
  ['photo', [{ id: 'f1', sha256: 'x' }, 'f2'], { kind: 'files', ids: ['f1', 'f2'] }],
  ['phone', '138****0000', { kind: 'text', text: '138****0000' }],
  ['mystery', { a: 1 }, { kind: 'text', text: '{"a":1}' }],
])('%s %j', (type, value, shown) => {
  expect(fieldKind(type, value)).toEqual(shown);
});
