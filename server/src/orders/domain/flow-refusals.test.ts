import { REFUSALS } from '@mingdan/shared/contracts/refusals';
import { FLOW_REFUSALS } from '@mingdan/shared/flows/state';
import { expect, test } from 'vitest';
import { orderRefusal } from './flow-refusals.ts';

test.each(FLOW_REFUSALS)('%s becomes a registered refusal that is the state of the order, never a server error', (code) => {
  const refusal = orderRefusal({ ok: false, code, detail: { node: 'visit' } });
  expect([403, 409]).toContain(REFUSALS[refusal.code]);
});

test('whoever comes second to a task is told so, and not that it is none of theirs', () => {
  expect(orderRefusal({ ok: false, code: 'TAKEN', detail: { node: 'visit', holder: 'p1' } })).toEqual({
    ok: false,
    code: 'orders.already_taken',
    detail: { node: 'visit' },
  });
  expect(orderRefusal({ ok: false, code: 'NOT_ASSIGNED', detail: {} }).code).toBe('orders.not_assigned');
});
