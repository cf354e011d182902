/** Flows that the tests of this folder share. */
import type { FormDefinition } from '../forms/definition.ts';
import type { FlowDefinition } from './definition.ts';
import type { FlowActor, FlowContext } from './state.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** 2026-07-30 10:00 in Shanghai. */
export const NOW = 1_785_376_800_000;

export const form: FormDefinition = {
  code: 'visit',
  version: 1,
  name: '上门',
  fields: [
    { key: 'floor', type: 'number', label: '楼层', integer: true },
    { key: 'note', type: 'text', label: '备注' },
  ],
};

/** open → assign → visit → large? → (review →) settle → rate → closed, with a way back and a way out. */
export const flow: FlowDefinition = {
  code: 'visit',
  version: 3,
  name: '上门',
  scene: 'aftersale',
  nodes: [
    { key: 'open', kind: 'start', phase: 'new', roles: ['staff'], channels: ['sidebar'] },
    { key: 'assign', kind: 'action', phase: 'dispatch', action: { type: 'dispatch', mode: 'offer' } },
    {
      key: 'visit',
      kind: 'task',
      phase: 'working',
      assignee: { type: 'holder', fallback: { type: 'role', role: 'dispatcher' } },
      outcomes: ['done', 'return', 'cancel'],
      sla: 'visit',
      onEnter: [{ type: 'notify', template: 'started', to: { type: 'customer' } }],
      onLeave: [{ type: 'notify', template: 'left' }],
    },
    { key: 'large', kind: 'decision', phase: 'settle' },
    { key: 'review', kind: 'task', phase: 'review', assignee: { type: 'role', role: 'dispatcher' }, outcomes: ['done', 'return'] },
    { key: 'settle', kind: 'action', phase: 'settle', action: { type: 'settle' } },
    {
      key: 'rate',
      kind: 'task',
      phase: 'closed',
      assignee: { type: 'role', role: 'customer' },
      outcomes: ['done', 'skipped'],
      expire: { after: 'PT72H', outcome: 'skipped' },
    },
    { key: 'closed', kind: 'end', phase: 'closed', result: 'done' },
    { key: 'dropped', kind: 'end', phase: 'closed', result: 'cancelled' },
  ],
  edges: [
    { from: 'open', to: 'assign' },
    { from: 'assign', to: 'visit', outcome: 'accepted' },
    { from: 'visit', to: 'large', outcome: 'done' },
    { from: 'visit', to: 'assign', outcome: 'return' },
    { from: 'visit', to: 'dropped', outcome: 'cancel' },
    { from: 'large', to: 'settle', order: 2 },
    { from: 'large', to: 'review', order: 1, when: { or: [{ '>': [{ var: '$order.charge' }, 1000] }, { '>': [{ var: 'floor' }, 20] }] } },
    { from: 'review', to: 'settle', outcome: 'done' },
    { from: 'review', to: 'visit', outcome: 'return' },
    { from: 'settle', to: 'rate' },
    { from: 'rate', to: 'closed', outcome: 'done' },
    { from: 'rate', to: 'closed', outcome: 'skipped' },
  ],
  slas: [
    {
      key: 'visit',
      respond: 'PT2H',
      resolve: 'PT24H',
      calendar: 'always',
      warnAt: 0.5,
      pauseIn: ['waiting-part'],
      by: [{ when: { '==': [{ var: '$order.customerLevel' }, 'VIP'] }, respond: 'PT1H', resolve: 'PT8H' }],
      escalate: [{ at: 1.5, do: 'notify', to: { type: 'role', role: 'dispatcher' } }],
    },
  ],
};

export const staff: FlowActor = { id: 'li', roles: ['staff'] };
export const zhang: FlowActor = { id: 'zhang', roles: ['installer'] };
export const wang: FlowActor = { id: 'wang', roles: ['installer'] };
export const dispatcher: FlowActor = { id: 'dora', roles: ['dispatcher'] };
export const boss: FlowActor = { id: 'chief', roles: ['admin'], supervises: true };
export const customer: FlowActor = { id: 'link-1', roles: ['customer'] };

export function at(now: number, rest: Partial<FlowContext> = {}): FlowContext {
  return { now, today: '2026-07-30', form, values: {}, order: { charge: 500 }, ...rest };
}

/** Freezes a value all the way down, so that whoever writes to it throws. */
export function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}
