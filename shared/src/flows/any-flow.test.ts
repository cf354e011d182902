import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFlow } from './check-flow.ts';
import { outcomesOf } from './compile.ts';
import type { FlowDefinition, FlowEdge, FlowNode } from './definition.ts';
import { at, boss, frozen, HOUR, NOW } from './samples.test-data.ts';
import type { FlowEffect, FlowEvent, FlowState, FlowStep } from './state.ts';
import { startFlow, step } from './step.ts';

const CHARGES = [0, 15, 25, 35];
const kinds = fc.constantFrom('task', 'task', 'decision', 'dispatch', 'settle', 'quote');
const plan = fc.record({
  kinds: fc.array(kinds, { minLength: 1, maxLength: 7 }),
  targets: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
  expiring: fc.boolean(),
});

/** Draws a flow from a plan: whatever has an outcome gets a way to some node; nodes that nothing reaches are left out. */
function draw({
  kinds: drawn,
  targets,
  expiring,
}: {
  kinds: readonly string[];
  targets: readonly number[];
  expiring: boolean;
}): FlowDefinition {
  let used = 0;
  const nodes: FlowNode[] = [
    { key: 'start', kind: 'start', phase: 'new' },
    ...drawn.map((kind, index): FlowNode => {
      const key = `n${index}`;
      if (kind === 'task') {
        const task = {
          key,
          kind,
          phase: 'working',
          assignee: { type: 'holder', fallback: { type: 'role', role: 'staff' } },
          outcomes: ['done', 'other'],
          sla: 'day',
        } as const;
        return expiring ? { ...task, expire: { after: 'PT30H', outcome: 'other' } } : task;
      }
      if (kind === 'decision') return { key, kind, phase: 'working' };
      if (kind === 'dispatch') return { key, kind: 'action', phase: 'dispatch', action: { type: 'dispatch', mode: 'offer' } };
      return { key, kind: 'action', phase: 'settle', action: { type: kind as 'settle' | 'quote' } };
    }),
    { key: 'paid', kind: 'end', phase: 'closed', result: 'done' },
    { key: 'gone', kind: 'end', phase: 'closed', result: 'cancelled' },
  ];
  const target = () => nodes[1 + (targets[used++ % targets.length]! % (nodes.length - 1))]!.key;
  const edges = nodes.flatMap((node): FlowEdge[] => {
    if (node.kind === 'decision') {
      return [
        { from: node.key, to: target(), order: 1, when: { '>': [{ var: '$order.charge' }, 30] } },
        { from: node.key, to: target(), order: 2, when: { '>': [{ var: '$order.charge' }, 20] } },
        { from: node.key, to: target(), order: 3 },
      ];
    }
    return outcomesOf(node).flatMap((outcome) => (outcome === 'failed' ? [] : [{ from: node.key, to: target(), outcome }]));
  });
  const reached = new Set(['start']);
  for (const key of reached) for (const edge of edges) if (edge.from === key) reached.add(edge.to);
  return {
    code: 'any',
    version: 1,
    name: '任意',
    scene: 'aftersale',
    nodes: nodes.filter(({ key }) => reached.has(key)),
    edges: edges.filter(({ from }) => reached.has(from)),
    slas: [{ key: 'day', respond: 'PT1H', resolve: 'P1D', calendar: 'always', warnAt: 0.5, pauseIn: ['waiting-part'] }],
  };
}

const anyFlow = plan.map(draw);
/** Every drawn flow that may be published. */
const linted = anyFlow.filter((flow) => checkFlow(flow).every(({ severity }) => severity !== 'error')).map(frozen);

/** All sound events that the present tokens could be given, and a few that never apply. */
function eventsAt(flow: FlowDefinition, state: FlowState): FlowEvent[] {
  const events: FlowEvent[] = [
    { type: 'suspend', actor: boss, reason: 'waiting-part' },
    { type: 'resume', actor: boss },
    { type: 'appointment' },
    { type: 'timeout', timer: 'm0' },
    { type: 'submit', token: 't0', outcome: 'done', actor: boss },
  ];
  for (const { id, node: key, timers } of state.tokens) {
    const node = flow.nodes.find((each) => each.key === key)!;
    for (const outcome of outcomesOf(node)) {
      if (node.kind === 'task') events.push({ type: 'submit', token: id, outcome, actor: boss });
      else if (outcome === 'failed') events.push({ type: 'actionFailed', token: id, reason: 'x' });
      else events.push({ type: 'actionDone', token: id, outcome, holder: 'zhang' });
    }
    events.push({ type: 'claim', token: id, actor: boss }, { type: 'resume', token: id, actor: boss });
    events.push({ type: 'transfer', token: id, to: 'wang', actor: boss, reason: '' });
    for (const timer of timers) events.push({ type: 'timeout', timer: timer.id });
  }
  return events;
}

/** Clocks as a caller keeps them, from effects alone. */
function keepClocks(clocks: Set<string>, effects: readonly FlowEffect[]): void {
  for (const effect of effects) {
    if (effect.type === 'startTimer') {
      expect(clocks.has(effect.timer)).toBe(false);
      clocks.add(effect.timer);
    }
    if (effect.type === 'cancelTimer') expect(clocks.delete(effect.timer)).toBe(true);
  }
}

function begin(flow: FlowDefinition): Extract<FlowStep, { ok: true }> {
  const result = startFlow(flow, { actor: boss, channel: 'console' }, at(NOW));
  if (!result.ok) throw new Error(result.code);
  return result;
}

/** Holds after every step of every linted flow. */
function expectSound(state: FlowState): void {
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  expect(state.tokens).toHaveLength(state.status === 'ended' ? 0 : 1);
  expect(state.result === null).toBe(state.status !== 'ended');
  if (state.result === 'done') expect(state.settled).toBe(true);
}

describe('any flow that may be published', () => {
  it('never breaks, never changes what it was given, keeps its clocks, and never ends done without being settled', () => {
    fc.assert(
      fc.property(linted, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...CHARGES)), { maxLength: 40 }), (flow, choices) => {
        const clocks = new Set<string>();
        const opened = begin(flow);
        keepClocks(clocks, opened.effects);
        let state = frozen(opened.state);
        let now = NOW;
        for (const [choice, charge] of choices) {
          const events = eventsAt(flow, state);
          const event = frozen(events[choice % events.length]!);
          now += 7 * HOUR;
          const result = step(
            flow,
            state,
            event,
            frozen(at(now, { order: { charge }, promisedUntil: now + ((choice % 5) - 1) * 17 * HOUR })),
          );
          if (!result.ok) {
            expect(result.code).not.toBe('FLOW_BROKEN');
            expect(Object.keys(result).sort()).toEqual(['code', 'detail', 'ok']);
            continue;
          }
          if (event.type === 'timeout') expect(clocks.delete(event.timer)).toBe(true);
          keepClocks(clocks, result.effects);
          state = frozen(result.state);
          expectSound(state);
          const running = state.tokens.flatMap(({ timers }) => timers.filter(({ left }) => left === null).map(({ id }) => id));
          expect([...clocks].sort()).toEqual(running.sort());
          expect(result.effects.filter(({ type }) => type === 'orderEnded')).toHaveLength(state.status === 'ended' ? 1 : 0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same answer to the same event', () => {
    fc.assert(
      fc.property(linted, fc.nat(), (flow, choice) => {
        const { state } = begin(flow);
        const events = eventsAt(flow, state);
        const event = events[choice % events.length]!;
        expect(step(flow, state, event, at(NOW))).toEqual(step(flow, state, event, at(NOW)));
      }),
      { numRuns: 200 },
    );
  });

  it('can be brought to an end from wherever it stands', () => {
    fc.assert(
      fc.property(linted, fc.array(fc.nat(), { maxLength: 10 }), (flow, wandering) => {
        let state = begin(flow).state;
        for (const choice of wandering) {
          const events = eventsAt(flow, state).filter(({ type }) => type === 'submit' || type === 'actionDone');
          const result = step(flow, state, events[choice % events.length]!, at(NOW));
          if (result.ok) state = result.state;
        }
        // breadth first over nodes: each step may choose event and charge
        const seen = new Set(state.tokens.map(({ node }) => node));
        let frontier = [state];
        while (frontier.length > 0 && frontier.every(({ status }) => status !== 'ended')) {
          frontier = frontier.flatMap((from) =>
            eventsAt(flow, from).flatMap((event) =>
              CHARGES.flatMap((charge) => {
                if (event.type === 'suspend') return [];
                const result = step(flow, from, event, at(NOW, { order: { charge } }));
                if (!result.ok) return [];
                const node = result.state.tokens[0]?.node ?? 'end';
                if (seen.has(node)) return [];
                seen.add(node);
                return [result.state];
              }),
            ),
          );
        }
        expect(frontier.some(({ status }) => status === 'ended')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('lint against a plain search', () => {
  /** Whether a walk from the start to a done end exists that never leaves a settle action by its success. */
  function endsUnsettled(flow: FlowDefinition): boolean {
    const walk = (key: string, path: ReadonlySet<string>): boolean => {
      const node = flow.nodes.find((each) => each.key === key)!;
      if (node.kind === 'end') return node.result === 'done';
      if (path.has(key)) return false;
      return flow.edges.some((edge) => {
        const settles = node.kind === 'action' && node.action.type === 'settle' && edge.outcome !== 'failed';
        return edge.from === key && !settles && walk(edge.to, new Set([...path, key]));
      });
    };
    return walk('start', new Set());
  }

  it('says NEVER_SETTLED exactly where a done end can be reached unsettled', () => {
    let said = 0;
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const never = checkFlow(flow).some(({ code }) => code === 'NEVER_SETTLED');
        if (never) said += 1;
        expect(never).toBe(endsUnsettled(flow));
      }),
      { numRuns: 500 },
    );
    expect(said).toBeGreaterThan(20);
  });

  it('says NEVER_SETTLED for every flow that could be published, once its settle actions only quote', () => {
    fc.assert(
      fc.property(linted, (flow) => {
        const quoting = flow.nodes.map((node) =>
          node.kind === 'action' && node.action.type === 'settle' ? { ...node, action: { type: 'quote' } as const } : node,
        );
        const codes = checkFlow({ ...flow, nodes: quoting }).map(({ code }) => code);
        expect(codes.includes('NEVER_SETTLED')).toBe(flow.nodes.some(({ key }) => key === 'paid'));
      }),
      { numRuns: 150 },
    );
  });
});
