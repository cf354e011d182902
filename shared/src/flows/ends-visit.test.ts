import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from './definition.ts';
import { endsInVain, endsVisit, feeAhead, givesBack, sendsOut } from './ends-visit.ts';
import { flow } from './samples.test-data.ts';

describe('whether an outcome says that the visit is over', () => {
  it.each([
    ['done: settled at once, or after somebody else has looked at it', 'visit', 'done', true],
    ['given back: dispatch comes first', 'visit', 'return', false],
    ['cancelled: nothing is settled', 'visit', 'cancel', false],
    ['an outcome that the task does not have', 'visit', 'teleport', false],
    ["another person's task", 'review', 'done', false],
    ['a node that is not there', 'nowhere', 'done', false],
  ])('%s', (_, node, outcome, over) => expect(endsVisit(flow, node, outcome)).toBe(over));

  it('a settle that lies behind the next visit belongs to that one', () => {
    const again = {
      ...flow,
      edges: flow.edges.map((edge) => (edge.from === 'visit' && edge.outcome === 'cancel' ? { ...edge, to: 'visit' } : edge)),
    };
    expect(endsVisit(again, 'visit', 'cancel')).toBe(false);
  });
});

describe('whether the order is given back', () => {
  it.each([
    ['somebody is looked for again', 'visit', 'return', true],
    ['done', 'visit', 'done', false],
    ['cancelled', 'visit', 'cancel', false],
    ["another person's task that sends it back to the visit", 'review', 'return', false],
  ])('%s', (_, node, outcome, back) => expect(givesBack(flow, node, outcome)).toBe(back));
});

describe("whether somebody else's step sends the installer out", () => {
  const rebooked: FlowDefinition = {
    ...flow,
    nodes: [
      ...flow.nodes,
      {
        key: 'rebook',
        kind: 'task',
        name: '重约',
        phase: 'waiting',
        assignee: { type: 'role', role: 'staff' },
        outcomes: ['again', 'other', 'paid', 'gone'],
      },
      {
        key: 'tell',
        kind: 'action',
        name: '告知',
        phase: 'waiting',
        action: { type: 'notify', template: 'visit-again', to: { type: 'customer' } },
      },
      { key: 'pay', kind: 'action', name: '结算', phase: 'settle', action: { type: 'settle', scope: 'partly' } },
    ],
    edges: [
      ...flow.edges,
      { from: 'rebook', to: 'tell', outcome: 'again' },
      { from: 'tell', to: 'visit', outcome: 'done' },
      { from: 'rebook', to: 'assign', outcome: 'other' },
      { from: 'rebook', to: 'pay', outcome: 'paid' },
      { from: 'pay', to: 'visit', outcome: 'done' },
      { from: 'rebook', to: 'cancelled', outcome: 'gone' },
    ],
  } as FlowDefinition;

  it.each([
    ['a visit lies ahead, behind a notice', 'rebook', 'again', true],
    ['somebody is looked for first', 'rebook', 'other', false],
    ['something is settled first', 'rebook', 'paid', false],
    ['given up', 'rebook', 'gone', false],
    ["the installer's own step", 'visit', 'return', false],
    ['an outcome that the task does not have', 'rebook', 'teleport', false],
  ])('%s', (_, node, outcome, sends) => expect(sendsOut(rebooked, node, outcome)).toBe(sends));
});

describe('whether a visit came to nothing', () => {
  const absent = (scope: 'fee' | 'partly' | undefined): FlowDefinition => ({
    ...flow,
    nodes: [
      ...flow.nodes,
      { key: 'fee', kind: 'action', name: '上门费', phase: 'settle', action: { type: 'settle', ...(scope ? { scope } : {}) } },
    ],
    edges: [
      ...flow.edges.map((edge) => (edge.from === 'visit' && edge.outcome === 'cancel' ? { ...edge, to: 'fee' } : edge)),
      { from: 'fee', to: 'visit', outcome: 'done' },
    ],
  });

  it('names the lines of its fee, and none where work is settled', () => {
    const lines = [{ item: 'VISIT', quantity: '1' }];
    const withLines = (scope: 'fee' | 'partly') => ({
      ...absent(scope),
      nodes: absent(scope).nodes.map((node) => (node.key === 'fee' ? { ...node, action: { type: 'settle', scope, lines } } : node)),
    });
    expect(feeAhead(withLines('fee') as FlowDefinition, 'visit', 'cancel')).toEqual(lines);
    expect(feeAhead(withLines('partly') as FlowDefinition, 'visit', 'cancel')).toBeNull();
    expect(feeAhead(flow, 'visit', 'return')).toBeNull();
  });

  it('says so where a fee is all that is settled', () => expect(endsInVain(absent('fee'), 'visit', 'cancel')).toBe(true));

  it.each([
    ['a part of it was done', absent('partly'), 'cancel'],
    ['all of it was done', absent(undefined), 'cancel'],
    ['done', flow, 'done'],
    ['given back', flow, 'return'],
  ])('does not where %s', (_, given, outcome) => expect(endsInVain(given, 'visit', outcome)).toBe(false));
});
