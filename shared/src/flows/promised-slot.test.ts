import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from './definition.ts';
import { at, dispatcher, flow, frozen, HOUR, NOW, staff, zhang } from './samples.test-data.ts';
import type { FlowEvent, FlowState } from './state.ts';
import { startFlow, step } from './step.ts';

/** 24 hours to resolve, warned at half of it, escalated at one and a half; the clock stops for parts. */
const SLA_END = NOW + 24 * HOUR;

function visiting(promisedUntil: number | null, definition: FlowDefinition = flow): FlowState {
  const opened = startFlow(definition, { actor: staff, channel: 'sidebar' }, at(NOW));
  if (!opened.ok) throw new Error(opened.code);
  const token = opened.state.tokens[0]!.id;
  return after(opened.state, { type: 'actionDone', token, outcome: 'accepted', holder: 'zhang' }, NOW, promisedUntil, definition).state;
}

function after(state: FlowState, event: FlowEvent, now: number, promisedUntil: number | null, definition: FlowDefinition = flow) {
  const result = step(definition, frozen(state), event, at(now, { promisedUntil }));
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.detail)}`);
  return result;
}

const hours = (state: FlowState) =>
  Object.fromEntries(state.tokens[0]!.timers.map(({ kind, at: due, left }) => [kind, ((left ?? due - NOW) as number) / HOUR]));
const due = (state: FlowState) => (state.tokens[0]!.due.resolve! - NOW) / HOUR;

describe('a visit with a promised slot', () => {
  it('has until the slot is over, and is warned and escalated as long before and after as ever; answering counts from now', () => {
    const state = visiting(NOW + 100 * HOUR);
    expect(due(state)).toBe(100);
    expect(hours(state)).toEqual({ respond: 2, warn: 88, resolve: 100, escalate: 112 });
  });

  it('has the time of its SLA where the slot is earlier, past, or not promised', () => {
    for (const slot of [NOW + 4 * HOUR, NOW - HOUR, SLA_END, null]) {
      expect(hours(visiting(slot))).toEqual({ respond: 2, warn: 12, resolve: 24, escalate: 36 });
    }
  });

  it('follows the slot, never to before the end of the SLA', () => {
    const state = visiting(NOW + 100 * HOUR);
    const moved = after(state, { type: 'appointment' }, NOW + HOUR, NOW + 50 * HOUR);
    expect(due(moved.state)).toBe(50);
    expect(hours(moved.state)).toEqual({ respond: 2, warn: 38, resolve: 50, escalate: 62 });
    const gone = state.tokens[0]!.timers.filter(({ kind }) => kind !== 'respond').map(({ id }) => id);
    expect(moved.effects.flatMap((effect) => (effect.type === 'cancelTimer' ? [effect.timer] : []))).toEqual(gone);
    expect(moved.effects.flatMap((effect) => (effect.type === 'startTimer' ? [[effect.kind, (effect.at - NOW) / HOUR]] : []))).toEqual([
      ['warn', 38],
      ['resolve', 50],
      ['escalate', 62],
    ]);
    const early = after(moved.state, { type: 'appointment' }, NOW + 2 * HOUR, NOW + 5 * HOUR);
    expect(due(early.state)).toBe(24);
    expect(after(early.state, { type: 'appointment' }, NOW + 2 * HOUR, NOW + 6 * HOUR).effects).toEqual([]);
  });

  it('that was late and got another day is in time again, and late again when that has passed', () => {
    let state = visiting(null);
    for (const kind of ['respond', 'warn', 'resolve']) {
      const timer = state.tokens[0]!.timers.find((each) => each.kind === kind)!;
      state = after(state, { type: 'timeout', timer: timer.id }, timer.at, null).state;
    }
    expect(hours(state)).toEqual({ escalate: 36 });
    state = after(state, { type: 'appointment' }, NOW + 30 * HOUR, NOW + 60 * HOUR).state;
    expect(hours(state)).toEqual({ warn: 48, resolve: 60, escalate: 72 });
    const again = state.tokens[0]!.timers.find(({ kind }) => kind === 'resolve')!;
    expect(after(state, { type: 'timeout', timer: again.id }, again.at, NOW + 60 * HOUR).effects).toMatchObject([
      { type: 'sla', what: 'resolveBreached' },
    ]);
  });

  it('keeps what was left of a stopped clock, or the slot where that is later', () => {
    const state = visiting(NOW + 100 * HOUR);
    const waiting = after(state, { type: 'suspend', actor: dispatcher, reason: 'waiting-part' }, NOW + HOUR, NOW + 100 * HOUR).state;
    // stopped clocks follow when they run again
    const moved = after(waiting, { type: 'appointment' }, NOW + 5 * HOUR, NOW + 40 * HOUR);
    expect(moved.effects).toEqual([]);
    // 10 hours of stopping: the SLA alone would end at 34
    expect(due(after(moved.state, { type: 'resume', actor: dispatcher }, NOW + 11 * HOUR, NOW + 40 * HOUR).state)).toBe(40);
    expect(due(after(moved.state, { type: 'resume', actor: dispatcher }, NOW + 11 * HOUR, NOW + 20 * HOUR).state)).toBe(34);
  });

  it('begins anew at each visit, after 客户不在 too', () => {
    const state = visiting(NOW + 10 * HOUR);
    const back = after(
      state,
      { type: 'submit', token: state.tokens[0]!.id, outcome: 'return', actor: zhang },
      NOW + 9 * HOUR,
      NOW + 90 * HOUR,
    ).state;
    const again = after(
      back,
      { type: 'actionDone', token: back.tokens[0]!.id, outcome: 'accepted', holder: 'wang' },
      NOW + 20 * HOUR,
      NOW + 90 * HOUR,
    ).state;
    expect(due(again)).toBe(90);
  });
});

it('a step that is no visit keeps its time, whatever slot is promised', () => {
  const asOther = (change: object): FlowDefinition =>
    frozen({ ...flow, nodes: flow.nodes.map((node) => (node.key === 'visit' ? ({ ...node, ...change } as typeof node) : node)) });
  for (const other of [asOther({ assignee: { type: 'role', role: 'dispatcher' } }), asOther({ phase: 'waiting' })]) {
    const state = visiting(NOW + 100 * HOUR, other);
    expect(due(state)).toBe(24);
    expect(after(state, { type: 'appointment' }, NOW, NOW + 200 * HOUR, other).effects).toEqual([]);
  }
});

it('a state from before clocks were kept stays as it is', () => {
  const { clock: _, ...token } = visiting(null).tokens[0]!;
  const state = { ...visiting(null), tokens: [token] };
  expect(after(state, { type: 'appointment' }, NOW, NOW + 100 * HOUR)).toEqual({ ok: true, state, effects: [] });
});
