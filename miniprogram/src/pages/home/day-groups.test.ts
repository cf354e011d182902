import { expect, it } from 'vitest';
import { groupVisits, isAhead } from './day-groups.ts';

const visit = (name: string, date?: string, from = '08:00', earnKind: 'planned' | 'actual' = 'planned') => ({
  name,
  slot: date ? { date, from } : null,
  earnKind,
});

it('keeps today, what is overdue and what has no time together, in the given order; later days follow, each from its morning', () => {
  const { today, later } = groupVisits(
    [
      visit('later pm', '2026-11-24', '14:00'),
      visit('now', '2026-11-22'),
      visit('no time'),
      visit('later am', '2026-11-24', '09:00'),
      visit('next', '2026-11-23'),
      visit('overdue', '2026-11-20'),
    ],
    '2026-11-22',
  );
  expect(today.map(({ name }) => name)).toEqual(['now', 'no time', 'overdue']);
  expect(later.map(({ day, visits }) => [day, ...visits.map(({ name }) => name)])).toEqual([
    ['2026-11-23', 'next'],
    ['2026-11-24', 'later am', 'later pm'],
  ]);
});

it('keeps what was done before its day with today: a day ahead holds only what is still to be done', () => {
  const { today, later } = groupVisits(
    [visit('done early', '2026-11-23', '10:00', 'actual'), visit('next', '2026-11-23'), visit('done', '2026-11-22', '08:00', 'actual')],
    '2026-11-22',
  );
  expect(today.map(({ name }) => name)).toEqual(['done early', 'done']);
  expect(later.map(({ day, visits }) => [day, ...visits.map(({ name }) => name)])).toEqual([['2026-11-23', 'next']]);
});

it.each([
  ['open', 'planned', true],
  ['open', 'actual', false],
  ['done', 'actual', false],
  ['cancelled', 'planned', false],
  ['suspended', 'planned', false],
] as const)('a visit of an order that is %s with what is %s is still to be made: %s', (state, earnKind, ahead) =>
  expect(isAhead({ state, earnKind })).toBe(ahead),
);

it('has no days for nothing', () => expect(groupVisits([], '2026-11-22')).toEqual({ today: [], later: [] }));
