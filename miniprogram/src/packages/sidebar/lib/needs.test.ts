import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { expect, test } from 'vitest';
import { needsOf } from './needs.ts';

type Marks = Partial<Pick<OrderSummary, 'state' | 'phase' | 'disputed' | 'oddPunch' | 'untold'>>;
const order = (id: string, marks: Marks = {}) => ({
  id,
  state: 'open' as const,
  phase: 'working' as const,
  disputed: false,
  oddPunch: false,
  untold: 0,
  ...marks,
});

const asked = (questions: readonly string[], choices: readonly string[] = []) => ({
  questions: new Set(questions),
  choices: new Set(choices),
});

test('objections come before questions, whichever order is newer; one order may wait for both', () => {
  const orders = [order('new'), order('old', { disputed: true }), order('done')];
  const needs = needsOf(orders, asked(['new', 'old']), ['objection', 'question']);
  expect(needs.map(({ kind, order: { id } }) => `${kind} ${id}`)).toEqual(['objection old', 'question new', 'question old']);
});

test('odd punches are asked for by themselves', () => {
  const orders = [order('a', { oddPunch: true, disputed: true }), order('b')];
  expect(needsOf(orders, asked(['b']), ['punch']).map(({ order: { id } }) => id)).toEqual(['a']);
});

test('who owes and waits for the way to pay comes behind those who wait for a word', () => {
  const orders = [order('owes', { untold: 12_050 }), order('asks'), order('paid')];
  const needs = needsOf(orders, asked(['asks']), ['objection', 'question', 'choice', 'untold']);
  expect(needs.map(({ kind, order: { id } }) => `${kind} ${id}`)).toEqual(['question asks', 'untold owes']);
});

test('hours that the customer chose wait for a yes, behind questions and before money', () => {
  const orders = [order('owes', { untold: 1 }), order('chose'), order('asks')];
  const needs = needsOf(orders, asked(['asks'], ['chose']), ['objection', 'question', 'choice', 'untold']);
  expect(needs.map(({ kind, order: { id } }) => `${kind} ${id}`)).toEqual(['question asks', 'choice chose', 'untold owes']);
});

test('an order between two visits waits for hours, unless the customer chose some or it rests', () => {
  const orders = [
    order('again', { phase: 'waiting' }),
    order('chose', { phase: 'waiting' }),
    order('rests', { phase: 'waiting', state: 'suspended' }),
  ];
  const needs = needsOf(orders, asked([], ['chose']), ['objection', 'question', 'choice', 'rebook', 'untold']);
  expect(needs.map(({ kind, order: { id } }) => `${kind} ${id}`)).toEqual(['choice chose', 'rebook again']);
});

test('nothing waits, nothing is listed', () => {
  expect(needsOf([order('a')], asked(['another customer’s'], ['another']), ['objection', 'question', 'punch'])).toEqual([]);
});
