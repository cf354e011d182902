import { describe, expect, it } from 'vitest';
import { customersChoice } from './customers-choice.ts';

const SLOT = { date: '2026-12-05', from: '14:00', to: '16:00' };
const entry = (type: string, node: string | null, actorRole = 'staff') => ({ type, node, actorRole });
const field = (type: string, state: 'read' | 'edit') => ({
  definition: { key: 'slot', type, label: '' },
  state,
  required: true,
  value: null,
});
const REBOOK = { node: 'rebook', fields: [field('timeslot', 'edit')] };
const ABSENT = [entry('left', 'install', 'installer'), entry('entered', 'rebook', 'installer')];

describe('hours that the customer chose and waits to hear of', () => {
  it('are those chosen since the step began that agrees on them', () =>
    expect(customersChoice({ slot: SLOT, tasks: [REBOOK], timeline: [...ABSENT, entry('rescheduled', null, 'customer')] })).toEqual(SLOT));

  it.each([
    ['chosen before the visit that came to nothing', { timeline: [entry('rescheduled', null, 'customer'), ...ABSENT] }],
    ['moved by the desk since', { timeline: [...ABSENT, entry('rescheduled', null, 'customer'), entry('rescheduled', null)] }],
    ['not chosen at all', { timeline: ABSENT }],
    ['at a step that does not agree on hours', { tasks: [{ node: 'rebook', fields: [field('timeslot', 'read'), field('text', 'edit')] }] }],
    ['taken away again', { slot: null }],
  ])('are none where they were %s', (_, over) =>
    expect(
      customersChoice({ slot: SLOT, tasks: [REBOOK], timeline: [...ABSENT, entry('rescheduled', null, 'customer')], ...over }),
    ).toBeNull(),
  );
});
