import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { expect, test } from 'vitest';
import { gaveBack } from './gave-back.ts';

const flow = {
  nodes: [
    { key: 'assign', kind: 'action', phase: 'dispatch', action: { type: 'dispatch', mode: 'offer' } },
    { key: 'visit', kind: 'task', phase: 'working', assignee: { type: 'holder' } },
    { key: 'rebook', kind: 'task', phase: 'waiting', assignee: { type: 'role', role: 'staff' } },
  ],
} as unknown as FlowDefinition;
const told = (type: string, node: string | null = null, detail: Record<string, unknown> = {}) => ({ type, node, detail });
const accepted = (installerId: string) => [told('assigned', null, { installerId }), told('left', 'assign'), told('entered', 'visit')];
const byHand = (type: 'assigned' | 'reassigned', ...to: string[]) => told(type, null, { to });
const looking = told('entered', 'assign');

test.each<[string, ReturnType<typeof told>[], string[]]>([
  ['nobody had it', [told('created'), told('left', 'open'), looking], []],
  ['who returns it', [looking, ...accepted('zhang'), told('left', 'visit'), looking], ['zhang']],
  [
    'another is wanted after 客户不在',
    [looking, ...accepted('zhang'), told('left', 'visit'), told('entered', 'rebook'), told('left', 'rebook'), looking],
    ['zhang'],
  ],
  ['who left the company', [looking, ...accepted('zhang'), looking, told('redispatched')], []],
  ['whose place it was not', [looking, ...accepted('zhang'), told('address_corrected'), looking], []],
  [
    'whom a dispatcher relieved, and who had it after him and returned it',
    [looking, ...accepted('zhang'), byHand('reassigned', 'li', 'wang'), told('left', 'visit'), looking],
    ['li'],
  ],
  [
    'who was chosen by hand',
    [looking, told('left', 'assign'), told('entered', 'visit'), byHand('assigned', 'li'), told('left', 'visit'), looking],
    ['li'],
  ],
  [
    'each who did',
    [looking, ...accepted('zhang'), told('left', 'visit'), looking, ...accepted('li'), told('left', 'visit'), looking],
    ['zhang', 'li'],
  ],
])('%s', (_, history, who) => {
  expect([...gaveBack(flow, history)]).toEqual(who);
});
