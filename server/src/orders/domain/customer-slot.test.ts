import { describe, expect, test } from 'vitest';
import { isCustomersChoice } from './customer-slot.ts';

const event = (type: string, actor_role = 'staff') => ({ type, actor_role });
/** A visit that came to nothing, and the step at which the desk agrees on another one. */
const ABSENT = [event('entered'), event('left', 'installer'), event('entered', 'installer')];

describe('hours that the customer chose and waits to hear of', () => {
  test('are those chosen since the order began to wait', () =>
    expect(isCustomersChoice('waiting', [...ABSENT, event('rescheduled', 'customer')])).toBe(true));

  test.each([
    ['chosen before the visit that came to nothing', 'waiting', [event('rescheduled', 'customer'), ...ABSENT]],
    ['moved by the desk since', 'waiting', [...ABSENT, event('rescheduled', 'customer'), event('rescheduled')]],
    ['not chosen at all', 'waiting', ABSENT],
    ['chosen while somebody is on the way', 'working', [...ABSENT, event('rescheduled', 'customer')]],
  ])('are none where they were %s', (_, phase, events) => expect(isCustomersChoice(phase, events)).toBe(false));
});
