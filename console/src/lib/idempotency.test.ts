import { isUlid } from '@mingdan/shared/kernel/ids';
import { expect, test } from 'vitest';
import { idempotencyKey, type KeyStore, newUlid } from './idempotency.ts';

function memory(): KeyStore & { readonly size: () => number } {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    size: () => kept.size,
  };
}

test('the key is stored before anything is sent, and the same unanswered write gets it again', () => {
  const store = memory();
  const first = idempotencyKey(store, 'orders.act', { orderId: 'A', version: 1 });
  expect(store.size()).toBe(1);
  expect(idempotencyKey(store, 'orders.act', { orderId: 'A', version: 1 }).key).toBe(first.key);
});

test('an answered write is forgotten: doing it again is another write', () => {
  const store = memory();
  const first = idempotencyKey(store, 'orders.act', { orderId: 'A' });
  first.settled();
  expect(store.size()).toBe(0);
  expect(idempotencyKey(store, 'orders.act', { orderId: 'A' }).key).not.toBe(first.key);
});

test('another body or another operation never shares a key', () => {
  const store = memory();
  const keys = [
    idempotencyKey(store, 'orders.act', { orderId: 'A' }),
    idempotencyKey(store, 'orders.act', { orderId: 'B' }),
    idempotencyKey(store, 'people.save', { orderId: 'A' }),
  ].map(({ key }) => key);
  expect(new Set(keys).size).toBe(3);
});

test('keys are ULIDs', () => {
  expect(isUlid(newUlid())).toBe(true);
});
