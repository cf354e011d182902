import { describe, expect, it } from 'vitest';
import { assignTo } from './assignees.ts';
import type { FlowDefinition } from './definition.ts';
import { at, boss, customer, dispatcher, flow, frozen, HOUR, NOW, staff, wang, zhang } from './samples.test-data.ts';
import type { FlowContext, FlowEffect, FlowEvent, FlowState } from './state.ts';
import { startFlow, step } from './step.ts';

frozen(flow);

function opened(definition: FlowDefinition = flow, context = at(NOW)): { state: FlowState; effects: readonly FlowEffect[] } {
  const result = startFlow(definition, { actor: staff, channel: 'sidebar' }, context);
  if (!result.ok) throw new Error(result.code);
  return { state: frozen(result.state), effects: result.effects };
}

function done(state: FlowState, event: FlowEvent, context: FlowContext = at(NOW), definition = flow) {
  const result = step(definition, state, event, context);
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.detail)}`);
  return { state: frozen(result.state), effects: result.effects, types: result.effects.map(({ type }) => type) };
}

function refusal(state: FlowState, event: FlowEvent, context: FlowContext = at(NOW)): string {
  const result = step(flow, state, event, context);
  return result.ok ? 'applied' : result.code;
}

const only = (state: FlowState) => {
  expect(state.tokens).toHaveLength(1);
  return state.tokens[0]!;
};
const here = (state: FlowState) => only(state).id;
const accepted = (state: FlowState, holder = 'zhang'): FlowEvent => ({
  type: 'actionDone',
  token: here(state),
  outcome: 'accepted',
  holder,
});
const finished = (state: FlowState, actor = zhang, outcome = 'done'): FlowEvent => ({ type: 'submit', token: here(state), outcome, actor });
const visiting = (context = at(NOW)) => {
  const { state } = opened();
  return done(state, accepted(state), context);
};

describe('opening', () => {
  it('goes to the first node that waits and says what to do', () => {
    const { state, effects } = opened();
    expect(only(state)).toMatchObject({ node: 'assign', attempt: 1, enteredAt: NOW, parked: null });
    expect(state).toMatchObject({ status: 'open', phase: 'dispatch', holder: null, flow: { code: 'visit', version: 3 } });
    expect(effects).toEqual([
      { type: 'entered', token: 't1', node: 'open', attempt: 1 },
      { type: 'left', token: 't1', node: 'open', outcome: 'done', actor: 'li' },
      { type: 'entered', token: 't2', node: 'assign', attempt: 1 },
      { type: 'action', token: 't2', node: 'assign', attempt: 1, action: { type: 'dispatch', mode: 'offer' } },
      { type: 'phaseChanged', from: null, to: 'dispatch' },
    ]);
  });

  it('is for the roles and channels that the start names', () => {
    expect(startFlow(flow, { actor: zhang, channel: 'sidebar' }, at(NOW))).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
    expect(startFlow(flow, { actor: staff, channel: 'qr' }, at(NOW))).toMatchObject({ ok: false, code: 'CHANNEL_NOT_ALLOWED' });
  });
});

describe('the way through', () => {
  it('dispatch, visit, settle, rating, end', () => {
    const visit = visiting();
    expect(visit.state.holder).toBe('zhang');
    expect(only(visit.state)).toMatchObject({ node: 'visit', assignees: ['zhang'], role: null });
    expect(visit.types).toEqual([
      'holderChanged',
      'left',
      'entered',
      'assign',
      'startTimer',
      'startTimer',
      'startTimer',
      'startTimer',
      'notify',
      'phaseChanged',
    ]);

    const settle = done(visit.state, finished(visit.state));
    expect(only(settle.state).node).toBe('settle');
    expect(settle.types).toEqual([
      'cancelTimer',
      'cancelTimer',
      'cancelTimer',
      'cancelTimer',
      'notify',
      'left',
      'entered',
      'action',
      'phaseChanged',
    ]);
    expect(settle.effects.find(({ type }) => type === 'notify')).toMatchObject({ template: 'left', to: { type: 'assignees' } });
    expect(settle.state.settled).toBe(false);

    const rate = done(settle.state, { type: 'actionDone', token: here(settle.state) });
    expect(rate.state.settled).toBe(true);
    expect(only(rate.state)).toMatchObject({ node: 'rate', role: 'customer' });

    const end = done(rate.state, finished(rate.state, customer));
    expect(end.state).toMatchObject({ status: 'ended', result: 'done', phase: 'closed', tokens: [] });
    expect(end.effects.at(-1)).toEqual({ type: 'orderEnded', result: 'done', node: 'closed' });
    expect(refusal(end.state, { type: 'cancel', actor: boss, reason: '' })).toBe('FLOW_ENDED');
  });

  it.each([
    ['a large charge', { order: { charge: 1001 } }, 'review'],
    ['a charge at the bound', { order: { charge: 1000 } }, 'settle'],
    ['a high floor, compared as a number', { values: { floor: '100' } }, 'review'],
    ['a low floor', { values: { floor: '9' } }, 'settle'],
    ['an unknown charge', { order: {} }, 'settle'],
  ])('decides by %s', (_name, facts, node) => {
    const { state } = visiting();
    expect(only(done(state, finished(state), at(NOW, facts)).state).node).toBe(node);
  });

  it('counts how often a node was entered and makes a new token each time', () => {
    const first = visiting();
    const back = done(first.state, finished(first.state, zhang, 'return'));
    expect(only(back.state)).toMatchObject({ node: 'assign', attempt: 2 });
    expect(back.state.holder).toBeNull();
    const second = done(back.state, accepted(back.state, 'wang'));
    expect(only(second.state)).toMatchObject({ node: 'visit', attempt: 2, assignees: ['wang'] });
    expect(refusal(second.state, finished(first.state, wang))).toBe('TOKEN_UNKNOWN');
    expect(second.state.entered).toMatchObject({ assign: 2, visit: 2 });
  });

  it('ends as the end node says', () => {
    const { state } = visiting();
    expect(done(state, finished(state, zhang, 'cancel')).state).toMatchObject({ status: 'ended', result: 'cancelled' });
  });
});

describe('who may act', () => {
  it('the assigned, whoever took it, supervisors; nobody else', () => {
    const { state } = visiting();
    expect(refusal(state, finished(state, wang))).toBe('NOT_ASSIGNED');
    expect(refusal(state, finished(state, boss))).toBe('applied');
    expect(refusal(state, finished(state, zhang, 'paid'))).toBe('OUTCOME_UNKNOWN');
    expect(refusal(state, { type: 'submit', token: 't99', outcome: 'done', actor: zhang })).toBe('TOKEN_UNKNOWN');
  });

  it('one of a role, and then only the one who took it', () => {
    const visit = visiting();
    const { state } = done(visit.state, finished(visit.state), at(NOW, { order: { charge: 5000 } }));
    expect(refusal(state, finished(state, zhang))).toBe('NOT_ASSIGNED');
    const claimed = done(state, { type: 'claim', token: here(state), actor: dispatcher }).state;
    expect(only(claimed).holder).toBe('dora');
    const other = { id: 'dan', roles: ['dispatcher'] };
    expect(refusal(claimed, { type: 'claim', token: here(claimed), actor: dispatcher })).toBe('ALREADY_CLAIMED');
    expect(step(flow, claimed, { type: 'claim', token: here(claimed), actor: other }, at(NOW))).toEqual({
      ok: false,
      code: 'TAKEN',
      detail: { node: 'review', holder: 'dora' },
    });
    expect(refusal(claimed, finished(claimed, other))).toBe('TAKEN');
    expect(refusal(claimed, finished(claimed, dispatcher))).toBe('applied');
  });

  it('those whom the caller found for the rule', () => {
    const { state } = visiting();
    const found = assignTo(state, here(state), { people: ['wang'] });
    expect(refusal(found, finished(found, wang))).toBe('applied');
    expect(refusal(found, finished(found, zhang))).toBe('NOT_ASSIGNED');
    expect(only(state).assignees).toEqual(['zhang']);
  });

  it('the fallback where nobody holds the order', () => {
    const lonely = { ...flow, edges: [{ from: 'open', to: 'visit' }, ...flow.edges.slice(1)] };
    const { state, effects } = opened(lonely);
    expect(only(state)).toMatchObject({ node: 'visit', role: 'dispatcher', assignees: [] });
    expect(effects.find(({ type }) => type === 'assign')).toMatchObject({
      rule: { type: 'role', role: 'dispatcher' },
      people: [],
      role: 'dispatcher',
    });
  });
});

describe('transfer', () => {
  it('gives the task and the order to another installer', () => {
    const { state } = visiting();
    const event: FlowEvent = { type: 'transfer', token: here(state), to: 'wang', actor: zhang, reason: '车坏了' };
    const { state: next, effects } = done(state, event);
    expect(only(next)).toMatchObject({ assignees: ['wang'], holder: null });
    expect(next.holder).toBe('wang');
    expect(effects).toEqual([
      { type: 'unassign', token: here(state), node: 'visit', people: ['zhang'] },
      { type: 'holderChanged', from: 'zhang', to: 'wang' },
      { type: 'assign', token: here(state), node: 'visit', rule: { type: 'person', person: 'wang' }, people: ['wang'], role: null },
    ]);
    expect(refusal(next, { ...event, to: 'li' })).toBe('NOT_ASSIGNED');
    expect(refusal(state, { ...event, to: 'zhang' })).toBe('SAME_PERSON');
  });

  it('assigns a dispatch by hand, for supervisors', () => {
    const { state } = opened();
    const event: FlowEvent = { type: 'transfer', token: here(state), to: 'wang', actor: boss, reason: '' };
    const next = done(state, event);
    expect(next.types.slice(0, 3)).toEqual(['cancelAction', 'holderChanged', 'left']);
    expect(only(next.state)).toMatchObject({ node: 'visit', assignees: ['wang'] });
    expect(refusal(state, { ...event, actor: dispatcher })).toBe('NOT_ASSIGNED');
  });
});

describe('actions', () => {
  it('park where the flow has no way for their failure, and can be tried again', () => {
    const { state } = opened();
    const parked = done(state, { type: 'actionDone', token: here(state), outcome: 'exhausted' });
    expect(parked.effects).toEqual([{ type: 'parked', token: here(state), node: 'assign', reason: 'exhausted' }]);
    expect(refusal(parked.state, accepted(parked.state))).toBe('PARKED');
    expect(refusal(state, { type: 'resume', actor: boss, token: here(state) })).toBe('NOT_PARKED');
    const again = done(parked.state, { type: 'resume', actor: boss, token: here(parked.state) });
    expect(again.types).toEqual(['action']);
    expect(here(again.state)).not.toBe(here(parked.state));
    expect(refusal(again.state, accepted(parked.state))).toBe('TOKEN_UNKNOWN');
    expect(refusal(again.state, accepted(again.state))).toBe('applied');
  });

  it('go where the flow sends their failure', () => {
    const handled = { ...flow, edges: [...flow.edges, { from: 'settle', to: 'review', outcome: 'failed' }] };
    const visit = visiting();
    const { state } = done(visit.state, finished(visit.state));
    const next = done(state, { type: 'actionFailed', token: here(state), reason: '价格本缺项' }, at(NOW), handled);
    expect(only(next.state).node).toBe('review');
    expect(next.state.settled).toBe(false);
  });

  it('are answered as their kind allows', () => {
    const { state } = opened();
    const token = here(state);
    expect(refusal(state, { type: 'actionDone', token, outcome: 'accepted' })).toBe('EVENT_MALFORMED');
    expect(refusal(state, { type: 'actionDone', token, outcome: 'done' })).toBe('OUTCOME_UNKNOWN');
    expect(refusal(state, { type: 'actionDone', token, outcome: 'failed' })).toBe('OUTCOME_UNKNOWN');
    expect(refusal(state, { type: 'submit', token, outcome: 'accepted', actor: boss })).toBe('NOT_A_TASK');
    expect(refusal(state, { type: 'claim', token, actor: boss })).toBe('NOT_A_TASK');
    const visit = visiting().state;
    expect(refusal(visit, { type: 'actionDone', token: here(visit) })).toBe('NOT_AN_ACTION');
  });
});

describe('timers', () => {
  const timerOf = (state: FlowState, kind: string) => only(state).timers.find((timer) => timer.kind === kind)!;

  it('are due as the SLA says, and earlier for customers whom it favours', () => {
    const { state } = visiting();
    expect(only(state).due).toEqual({ respond: NOW + 2 * HOUR, resolve: NOW + 24 * HOUR });
    expect(only(state).timers.map(({ kind, at: due }) => [kind, (due - NOW) / HOUR])).toEqual([
      ['respond', 2],
      ['warn', 12],
      ['resolve', 24],
      ['escalate', 36],
    ]);
    expect(only(visiting(at(NOW, { order: { customerLevel: 'VIP' } })).state).due).toEqual({
      respond: NOW + HOUR,
      resolve: NOW + 8 * HOUR,
    });
  });

  it('say once what happened, and never before their time', () => {
    const { state } = visiting();
    const timer = timerOf(state, 'respond');
    expect(refusal(state, { type: 'timeout', timer: timer.id }, at(timer.at - 1))).toBe('TIMER_NOT_DUE');
    const late = done(state, { type: 'timeout', timer: timer.id }, at(timer.at));
    expect(late.effects).toEqual([{ type: 'sla', token: here(state), node: 'visit', sla: 'visit', what: 'respondBreached' }]);
    expect(refusal(late.state, { type: 'timeout', timer: timer.id }, at(timer.at))).toBe('TIMER_UNKNOWN');
    const escalated = done(state, { type: 'timeout', timer: timerOf(state, 'escalate').id }, at(NOW + 36 * HOUR));
    expect(escalated.effects).toEqual([
      { type: 'notify', token: here(state), node: 'visit', template: 'sla-escalation', to: { type: 'role', role: 'dispatcher' } },
    ]);
  });

  it('stop waiting for an answer when the task is taken', () => {
    const { state } = visiting();
    const timer = timerOf(state, 'respond');
    const claimed = done(state, { type: 'claim', token: here(state), actor: zhang });
    expect(claimed.effects).toEqual([{ type: 'cancelTimer', timer: timer.id, token: here(state) }]);
    expect(refusal(claimed.state, { type: 'timeout', timer: timer.id }, at(timer.at))).toBe('TIMER_UNKNOWN');
  });

  it('finish a task that nobody answers', () => {
    const visit = visiting();
    const settle = done(visit.state, finished(visit.state));
    const { state } = done(settle.state, { type: 'actionDone', token: here(settle.state) });
    const end = done(state, { type: 'timeout', timer: timerOf(state, 'expire').id }, at(NOW + 72 * HOUR));
    expect(end.state).toMatchObject({ status: 'ended', result: 'done' });
    expect(end.effects).toContainEqual({ type: 'left', token: here(state), node: 'rate', outcome: 'skipped', actor: null });
  });

  it('do not finish a task while the order waits, whatever it waits for', () => {
    const visit = visiting();
    const settle = done(visit.state, finished(visit.state));
    const { state } = done(settle.state, { type: 'actionDone', token: here(settle.state) });
    const waiting = done(state, { type: 'suspend', actor: dispatcher, reason: 'other' }, at(NOW + HOUR));
    expect(refusal(waiting.state, { type: 'timeout', timer: timerOf(state, 'expire').id }, at(NOW + 99 * HOUR))).toBe('TIMER_UNKNOWN');
    const resumed = done(waiting.state, { type: 'resume', actor: dispatcher }, at(NOW + 50 * HOUR));
    expect(timerOf(resumed.state, 'expire').at).toBe(NOW + (50 + 71) * HOUR);
  });

  it('stand still for the reasons that the SLA names and run on for others', () => {
    const { state } = visiting();
    const resolve = timerOf(state, 'resolve');
    const waiting = done(state, { type: 'suspend', actor: dispatcher, reason: 'waiting-part' }, at(NOW + HOUR));
    expect(waiting.state).toMatchObject({ status: 'suspended', suspendedFor: 'waiting-part', phase: 'waiting' });
    expect(waiting.types).toEqual(['cancelTimer', 'cancelTimer', 'cancelTimer', 'cancelTimer', 'orderSuspended', 'phaseChanged']);
    expect(refusal(waiting.state, { type: 'timeout', timer: resolve.id }, at(NOW + 99 * HOUR))).toBe('TIMER_UNKNOWN');

    const later = NOW + 11 * HOUR;
    const resumed = done(waiting.state, { type: 'resume', actor: dispatcher }, at(later));
    expect(only(resumed.state).due).toEqual({ respond: later + HOUR, resolve: later + 23 * HOUR });
    expect(resumed.types.filter((type) => type === 'startTimer')).toHaveLength(4);
    expect(timerOf(resumed.state, 'resolve').id).not.toBe(resolve.id);

    const running = done(state, { type: 'suspend', actor: dispatcher, reason: 'other' }, at(NOW + HOUR));
    expect(running.types).not.toContain('cancelTimer');
    expect(refusal(running.state, { type: 'timeout', timer: resolve.id }, at(resolve.at))).toBe('applied');
  });
});

describe('suspending and cancelling', () => {
  it('holds everything still until resumed, and asks again for what was withdrawn', () => {
    const { state } = opened();
    const suspended = done(state, { type: 'suspend', actor: staff, reason: 'waiting-customer' });
    expect(suspended.types).toEqual(['cancelAction', 'orderSuspended', 'phaseChanged']);
    expect(refusal(suspended.state, accepted(suspended.state))).toBe('FLOW_SUSPENDED');
    expect(refusal(suspended.state, { type: 'suspend', actor: staff, reason: 'other' })).toBe('ALREADY_SUSPENDED');
    expect(refusal(suspended.state, { type: 'resume', actor: staff, token: here(state) })).toBe('FLOW_SUSPENDED');
    expect(refusal(state, { type: 'resume', actor: staff })).toBe('NOT_SUSPENDED');
    const resumed = done(suspended.state, { type: 'resume', actor: staff });
    expect(resumed.types).toEqual(['orderResumed', 'action', 'phaseChanged']);
    expect(refusal(resumed.state, accepted(state))).toBe('TOKEN_UNKNOWN');
  });

  it('cancels from anywhere and leaves nothing running', () => {
    const before = done(opened().state, { type: 'cancel', actor: staff, reason: '客户取消' });
    expect(before.types).toEqual(['cancelAction', 'orderEnded', 'phaseChanged']);
    const { state } = visiting();
    const after = done(state, { type: 'cancel', actor: staff, reason: '客户取消' });
    expect(after.types).toEqual(['cancelTimer', 'cancelTimer', 'cancelTimer', 'cancelTimer', 'unassign', 'orderEnded', 'phaseChanged']);
    expect(after.state).toMatchObject({ status: 'ended', result: 'cancelled', tokens: [] });
    expect(after.effects).toContainEqual({ type: 'orderEnded', result: 'cancelled', node: 'dropped' });
  });
});

describe('what is no event', () => {
  it.each([
    [{ type: 'approve', token: 't2', actor: boss }, 'EVENT_UNSUPPORTED'],
    [{ type: 'childEnded' }, 'EVENT_UNSUPPORTED'],
    [{ type: 'constructor' }, 'EVENT_MALFORMED'],
    [{}, 'EVENT_MALFORMED'],
    [null, 'EVENT_MALFORMED'],
    ['submit', 'EVENT_MALFORMED'],
    [{ type: 'submit', token: 't2', outcome: 'done' }, 'EVENT_MALFORMED'],
    [{ type: 'submit', token: 't2', outcome: 'done', actor: boss, extra: 1 }, 'EVENT_MALFORMED'],
    [{ type: 'submit', token: 't2', outcome: 'done', actor: { id: 'x', roles: 'admin' } }, 'EVENT_MALFORMED'],
    [{ type: 'suspend', actor: boss, reason: 'holiday' }, 'EVENT_MALFORMED'],
    [{ type: 'timeout', timer: 'm1' }, 'TIMER_UNKNOWN'],
  ])('%j: %s', (event, code) => {
    expect(refusal(opened().state, event as unknown as FlowEvent)).toBe(code);
  });

  it('refuses a state that another version made', () => {
    const { state } = opened();
    expect(step({ ...flow, version: 4 }, state, accepted(state), at(NOW))).toMatchObject({ ok: false, code: 'OTHER_VERSION' });
  });

  it('survives a flow that was never checked: loops of decisions and ways to nowhere are refused', () => {
    const turning: FlowDefinition = {
      ...flow,
      nodes: [...flow.nodes, { key: 'a', kind: 'decision', phase: 'new' }, { key: 'b', kind: 'decision', phase: 'new' }],
      edges: [
        { from: 'open', to: 'a' },
        { from: 'a', to: 'b', order: 1 },
        { from: 'b', to: 'a', order: 1 },
      ],
    };
    const start = { actor: staff, channel: 'sidebar' } as const;
    expect(startFlow(turning, start, at(NOW))).toMatchObject({ ok: false, code: 'FLOW_BROKEN' });
    expect(startFlow({ ...turning, edges: [{ from: 'open', to: 'gone' }] }, start, at(NOW))).toMatchObject({
      ok: false,
      code: 'FLOW_BROKEN',
    });
    expect(startFlow({ ...turning, edges: [] }, start, at(NOW))).toMatchObject({ ok: false, code: 'FLOW_BROKEN' });
  });
});

describe('taken from the holder', () => {
  const away: FlowEvent = { type: 'redispatch', reason: '师傅已离职' };

  it('brings his work back to dispatch, with clocks stopped, and asks for another', () => {
    const { state } = visiting();
    const { state: after, effects, types } = done(state, away);
    expect(only(after)).toMatchObject({ node: 'assign', attempt: 2 });
    expect(after).toMatchObject({ holder: null, phase: 'dispatch' });
    expect(types).toContain('cancelTimer');
    expect(effects).toContainEqual({ type: 'holderChanged', from: 'zhang', to: null });
    expect(effects).toContainEqual(expect.objectContaining({ type: 'action', node: 'assign', token: here(after) }));
    expect(refusal(after, finished(state))).toBe('TOKEN_UNKNOWN');
  });

  it('makes offers that stand anew, under a token that no late answer knows', () => {
    const { state } = opened();
    const { state: after, types } = done(state, away);
    expect(types).toContain('cancelAction');
    expect(only(after)).toMatchObject({ node: 'assign' });
    expect(refusal(after, accepted(state))).toBe('TOKEN_UNKNOWN');
  });

  it('asks only when a suspended order is resumed', () => {
    const { state } = visiting();
    const suspended = done(state, { type: 'suspend', actor: dispatcher, reason: 'other' }).state;
    const taken = done(suspended, away);
    expect(taken.types).not.toContain('action');
    expect(taken.state).toMatchObject({ status: 'suspended', holder: null });
    expect(done(taken.state, { type: 'resume', actor: dispatcher }).types).toContain('action');
  });

  it('does nothing to an order that is settled', () => {
    const { state } = visiting();
    const settling = done(state, finished(state)).state;
    const rated = done(settling, { type: 'actionDone', token: here(settling) }).state;
    expect(refusal(rated, away)).toBe('ALREADY_SETTLED');
  });
});
