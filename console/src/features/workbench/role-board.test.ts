import { expect, test } from 'vitest';
import { boardOf } from './role-board.ts';

test('every role sees what is its own to deal with', () => {
  expect(boardOf(['dispatcher']).attention[0]).toBe('parked');
  expect(boardOf(['finance'])).toEqual({
    attention: ['disputed', 'punch', 'consent', 'unsigned', 'untold'],
    figures: ['finished', 'charge', 'earn'],
  });
  expect(boardOf(['admin', 'auditor'])).toEqual({ attention: [], figures: [] });
});

test('somebody with two roles sees both, nothing twice', () => {
  const { attention, figures } = boardOf(['dispatcher', 'outlet_manager']);
  expect(new Set(attention).size).toBe(attention.length);
  expect(attention).toContain('parked');
  expect(attention).toContain('unsigned');
  expect(figures).toEqual(['opened', 'finished', 'cancelled', 'earn']);
});
