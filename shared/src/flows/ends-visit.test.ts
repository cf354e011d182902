import { describe, expect, it } from 'vitest';
import { endsVisit } from './ends-visit.ts';
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
