import { expect, test } from 'vitest';
import { auditSearch, bookSearch, loginSearch, ordersSearch, peopleSearch } from './search-params.ts';

test('filters of the order list are read, anything else is dropped', () => {
  // what is searched for may be a person's number: it has no place in an address
  expect(ordersSearch({ state: 'open', phase: 'nowhere', q: 13800000021, peek: 'X', evil: '1' })).toEqual({ state: 'open', peek: 'X' });
  expect(ordersSearch({})).toEqual({});
});

test('after logging in one stays on this site', () => {
  expect(loginSearch({ return: '/orders?state=open' })).toEqual({ return: '/orders?state=open' });
  for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    expect(loginSearch({ return: elsewhere }), elsewhere).toEqual({});
  }
});

test('booleans of the address bar are the words of the contract', () => {
  expect(peopleSearch({ active: true, role: 'finance' })).toEqual({ active: 'true', role: 'finance' });
  expect(peopleSearch({ active: 'maybe', role: 'king' })).toEqual({});
});

test('overlong text is dropped', () => {
  expect(auditSearch({ action: 'x'.repeat(201) })).toEqual({});
  expect(bookSearch({ side: 'profit' })).toEqual({});
});
