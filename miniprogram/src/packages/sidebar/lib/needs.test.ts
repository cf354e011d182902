import { expect, test } from 'vitest';
import { needsOf } from './needs.ts';

const order = (id: string, marks: { disputed?: boolean; oddPunch?: boolean; untold?: number } = {}) => ({
  id,
  disputed: false,
  oddPunch: false,
  untold: 0,
  ...marks,
});

test('objections come before questions, whichever order is newer; one order may wait for both', () => {
  const orders = [order('new'), order('old', { disputed: true }), order('done')];
  const needs = needsOf(orders, new Set(['new', 'old']), ['objection', 'question']);
  expect(needs.map(({ kind, order: { id } }) => `${kind} ${id}`)).toEqual(['objection old', 'question new', 'question old']);
});

test('odd punches are asked for by themselves', () => {
  const orders = [order('a', { oddPunch: true, disputed: true }), order('b')];
  expect(needsOf(orders, new Set(['b']), ['punch']).map(({ order: { id } }) => id)).toEqual(['a']);
});

test('who owes and waits for the way to pay comes behind those who wait for a word', () => {
  const orders = [order('owes', { untold: 12_050 }), order('asks'), order('paid')];
  const needs = needsOf(orders, new Set(['asks']), ['objection', 'question', 'untold']);
  expect(needs.map(({ kind, order: { id } }) => `${kind} ${id}`)).toEqual(['question asks', 'untold owes']);
});

test('nothing waits, nothing is listed', () => {
  expect(needsOf([order('a')], new Set(['another customer’s']), ['objection', 'question', 'punch'])).toEqual([]);
});
