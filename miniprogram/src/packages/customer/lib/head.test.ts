import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import { describe, expect, test } from 'vitest';
import { headOf } from './head.ts';

type Order = Parameters<typeof headOf>[0];
type Payment = NonNullable<Order['payment']>;

const head = (act: CustomerOrderView['next']['act'], over: Partial<Order> = {}, objected = false) =>
  headOf({ next: { act, text: '', more: null }, signature: null, tasks: [], payment: null, ...over }, objected);
const task = (stars: number | null) =>
  ({
    mine: true,
    fields: [
      { definition: { key: 'rating', type: 'rating' }, required: true, value: stars },
      { definition: { key: 'comment', type: 'text' }, required: false, value: null },
    ],
  }) as unknown as Order['tasks'][number];
const owing = (over: Partial<Payment>) => ({ mode: 'company', left: 5_000, estimated: false, ...over }) as Payment;
const signature = { at: 1, by: 'customer_page' } as const;

describe('the line above the head of a customer’s page', () => {
  test.each<[string, ReturnType<typeof headOf>, ReturnType<typeof headOf>]>([
    ['to sign', head('sign'), 'asked'],
    ['extra lines', head('consent'), 'asked'],
    ['hours to choose', head('slot'), 'asked'],
    ['to rate', head('rate', { signature, tasks: [task(null)] }), 'asked'],
    ['to rate, and something is owed', head('rate', { signature, tasks: [task(null)], payment: owing({}) }), 'asked'],
    ['rated: words are welcome', head('rate', { signature, tasks: [task(5)] }), 'optional'],
    ['rated, and something is owed', head('rate', { signature, tasks: [task(5)], payment: owing({}) }), 'pay'],
    ['signed, and something is owed', head('none', { signature, payment: owing({}) }), 'pay'],
    ['the installer takes it', head('none', { signature, payment: owing({ mode: 'installer' }) }), 'pay'],
    ['prepaid, before the visit', head('wait', { payment: owing({ mode: 'prepaid', estimated: true }) }), 'pay'],
    ['an estimate that is paid later', head('wait', { payment: owing({ estimated: true }) }), 'nothing'],
    ['a cancelled order with a fee', head('none', { payment: owing({}) }), 'pay'],
    ['all is paid', head('none', { signature, payment: owing({ left: 0 }) }), 'nothing'],
    ['money goes back', head('none', { signature, payment: owing({ left: -100 }) }), 'nothing'],
    ['an objection before the signature', head('sign', {}, true), 'answer'],
    ['an objection before the stars', head('rate', { signature, tasks: [task(null)] }, true), 'answer'],
    ['an objection between two visits: hours may be chosen', head('slot', {}, true), 'asked'],
    ['signed, something is owed, and an objection waits: payment rests', head('none', { signature, payment: owing({}) }, true), 'answer'],
    ['on the way', head('wait'), 'nothing'],
  ])('%s', (_, told, expected) => expect(told).toBe(expected));
});
