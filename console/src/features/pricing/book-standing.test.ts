import { expect, test } from 'vitest';
import { bookStanding } from './book-standing.ts';

const NOW = Date.parse('2026-11-30T12:00:00+08:00');
const head = (code: string, version: number, from: string | null, to: string | null = null, active = false) => ({
  code,
  version,
  validFrom: from === null ? null : `${from}T00:00:00+08:00`,
  validTo: to === null ? null : `${to}T00:00:00+08:00`,
  active,
});
const first = head('MAIN', 1, '2025-11-01');
const second = head('MAIN', 2, '2026-07-01', null, true);
const next = head('MAIN', 3, '2026-12-01');
const festive = head('MAIN', 4, '2026-11-01', '2026-11-16');
const beside = head('KA', 1, '2026-07-01');
const all = [next, second, first, festive, beside];

test.each([
  ['the one that prices', second, { kind: 'active' }],
  ['one that another followed', first, { kind: 'followed', by: 2, since: '2026-07-01T00:00:00+08:00' }],
  ['one whose day has not come', next, { kind: 'coming' }],
  ['one whose days are over', festive, { kind: 'over' }],
  ['a book beside the one that prices', beside, { kind: 'aside' }],
] as const)('%s', (_name, each, standing) => expect(bookStanding(each, all, NOW)).toEqual(standing));

test('the first moment counts, the end does not', () => {
  expect(bookStanding(head('MAIN', 5, '2026-11-30'), all, Date.parse('2026-11-30T00:00:00+08:00')).kind).toBe('followed');
  expect(bookStanding(head('MAIN', 6, null, '2026-11-30'), all, Date.parse('2026-11-30T00:00:00+08:00')).kind).toBe('over');
});

test('where no book prices, none is said to be followed', () => {
  expect(bookStanding(first, [first, beside], NOW)).toEqual({ kind: 'aside' });
});
