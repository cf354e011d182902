import { leave, moveTo, placeAction } from './advance.ts';
import { mayAct } from './assignees.ts';
import { compileFlow, edgeOf, outcomesOf, successOf } from './compile.ts';
import type { FlowDefinition, FlowNode } from './definition.ts';
import { changeHolder, type Draft, draftOf, finish, newDraft, nextId, refused, replaceToken } from './draft.ts';
import { readEvent } from './events.ts';
import type { FlowContext, FlowEvent, FlowRefusal, FlowStart, FlowState, FlowStep, FlowToken } from './state.ts';
import { cancelTimers, keepToSlot, pauseTimers, resumeTimers } from './timers.ts';

/**
 * Opens an order: leaves the start, whose form the caller has evaluated, and goes to the first node that waits.
 *
 * @param start who opens it and through what; refused where the start node names others
 */
export function startFlow(definition: FlowDefinition, start: FlowStart, context: FlowContext): FlowStep {
  const flow = compileFlow(definition);
  const node = flow.start;
  if (node.channels && !node.channels.includes(start.channel)) return refused('CHANNEL_NOT_ALLOWED', { channel: start.channel });
  if (node.roles && !start.actor.roles.some((role) => node.roles!.includes(role))) return refused('ROLE_NOT_ALLOWED');
  const draft = newDraft(flow, context);
  const token = nextId(draft, 't');
  draft.entered.set(node.key, 1);
  draft.effects.push({ type: 'entered', token, node: node.key, attempt: 1 });
  const edge = edgeOf(flow, node, 'done');
  if (!edge) return refused('FLOW_BROKEN', { node: node.key });
  draft.effects.push({ type: 'left', token, node: node.key, outcome: 'done', actor: start.actor.id });
  return moveTo(draft, edge.definition.to) ?? finish(draft);
}

/**
 * What one event makes of an order's state, and what the caller should do. Nothing happens inside; neither state nor event is changed. An
 * event that does not apply is refused with a code and has no effect. The caller serialises events per order by the order's version.
 *
 * @param event untrusted in shape: anything that is no event is refused as malformed
 */
export function step(definition: FlowDefinition, state: FlowState, event: FlowEvent, context: FlowContext): FlowStep {
  const flow = compileFlow(definition);
  if (state.flow.code !== definition.code || state.flow.version !== definition.version) {
    return refused('OTHER_VERSION', { wanted: state.flow.version, given: definition.version });
  }
  const checked = readEvent(event);
  if (!checked.ok) return checked;
  if (state.status === 'ended') return refused('FLOW_ENDED', { result: state.result });
  const draft = draftOf(flow, state, context);
  return apply(draft, checked.event) ?? finish(draft);
}

/** A refusal, or null when the draft now holds the new state. */
function apply(draft: Draft, event: FlowEvent): FlowRefusal | null {
  switch (event.type) {
    case 'timeout':
      return timeout(draft, event);
    case 'cancel':
      return cancel(draft);
    case 'suspend':
      return suspend(draft, event);
    case 'resume':
      return event.token === undefined ? resume(draft) : retry(draft, event.token);
    case 'redispatch':
      return redispatch(draft);
    case 'appointment':
      for (const token of draft.tokens) keepToSlot(draft, token);
      return null;
    default:
      break;
  }
  if (draft.status === 'suspended') return refused('FLOW_SUSPENDED', { reason: draft.suspendedFor });
  const token = draft.tokens.find(({ id }) => id === event.token);
  if (!token) return refused('TOKEN_UNKNOWN', { token: event.token });
  const node = draft.flow.nodes.get(token.node)!;
  switch (event.type) {
    case 'submit':
      return submit(draft, token, node, event);
    case 'claim':
      return claim(draft, token, node, event);
    case 'transfer':
      return transfer(draft, token, node, event);
    default:
      return answer(draft, token, node, event);
  }
}

type EventOf<T extends FlowEvent['type']> = Extract<FlowEvent, { type: T }>;

function notYours(token: FlowToken): FlowRefusal {
  return token.holder === null
    ? refused('NOT_ASSIGNED', { node: token.node })
    : refused('TAKEN', { node: token.node, holder: token.holder });
}

function submit(draft: Draft, token: FlowToken, node: FlowNode, { outcome, actor }: EventOf<'submit'>): FlowRefusal | null {
  if (node.kind !== 'task') return refused('NOT_A_TASK', { node: node.key });
  if (!mayAct(token, actor)) return notYours(token);
  if (!outcomesOf(node).includes(outcome)) return refused('OUTCOME_UNKNOWN', { node: node.key, outcome });
  return leave(draft, token, outcome, actor.id);
}

function claim(draft: Draft, token: FlowToken, node: FlowNode, { actor }: EventOf<'claim'>): FlowRefusal | null {
  if (node.kind !== 'task') return refused('NOT_A_TASK', { node: node.key });
  if (token.holder === actor.id) return refused('ALREADY_CLAIMED', { node: node.key });
  if (token.holder !== null || !mayAct(token, actor)) return notYours(token);
  const answered = token.timers.filter(({ kind }) => kind === 'respond');
  cancelTimers(draft, token, answered);
  replaceToken(draft, { ...token, holder: actor.id, timers: token.timers.filter(({ kind }) => kind !== 'respond') });
  return null;
}

function transfer(draft: Draft, token: FlowToken, node: FlowNode, { to, actor }: EventOf<'transfer'>): FlowRefusal | null {
  if (node.kind === 'action' && node.action.type === 'dispatch') {
    if (actor.supervises !== true) return refused('NOT_ASSIGNED', { node: node.key });
    if (token.parked === null) draft.effects.push({ type: 'cancelAction', token: token.id, node: node.key, action: node.action });
    changeHolder(draft, to);
    return leave(draft, token, 'accepted', actor.id);
  }
  if (node.kind !== 'task') return refused('NOT_A_TASK', { node: node.key });
  if (!mayAct(token, actor)) return notYours(token);
  const people = token.holder === null ? token.assignees : [token.holder];
  if (people.length === 1 && people[0] === to) return refused('SAME_PERSON', { node: node.key });
  draft.effects.push({ type: 'unassign', token: token.id, node: node.key, people });
  // who takes over the holder's task holds the order
  if (token.rule?.type === 'holder' || node.assignee.type === 'holder') changeHolder(draft, to);
  const rule = { type: 'person', person: to } as const;
  draft.effects.push({ type: 'assign', token: token.id, node: node.key, rule, people: [to], role: null });
  replaceToken(draft, { ...token, rule, assignees: [to], role: null, holder: null });
  return null;
}

function answer(draft: Draft, token: FlowToken, node: FlowNode, event: EventOf<'actionDone' | 'actionFailed'>): FlowRefusal | null {
  if (node.kind !== 'action') return refused('NOT_AN_ACTION', { node: node.key });
  if (token.parked !== null) return refused('PARKED', { node: node.key, reason: token.parked });
  const outcome = event.type === 'actionFailed' ? 'failed' : (event.outcome ?? successOf(node));
  // failing is an event of its own
  const known = event.type === 'actionFailed' || (outcome !== 'failed' && outcomesOf(node).includes(outcome));
  if (!known) return refused('OUTCOME_UNKNOWN', { node: node.key, outcome });
  if (event.type === 'actionDone' && outcome === 'accepted') {
    if (event.holder === undefined) return refused('EVENT_MALFORMED', { part: 'holder' });
    changeHolder(draft, event.holder);
  }
  // a fee or a part that was settled leaves the order's account open
  if (node.action.type === 'settle' && (node.action.scope ?? 'all') === 'all' && outcome === 'done') draft.settled = true;
  if (edgeOf(draft.flow, node, outcome)) return leave(draft, token, outcome, null);
  if (outcome === successOf(node)) return refused('FLOW_BROKEN', { node: node.key, outcome });
  const reason = event.type === 'actionFailed' ? event.reason : outcome;
  replaceToken(draft, { ...token, parked: reason });
  draft.effects.push({ type: 'parked', token: token.id, node: node.key, reason });
  return null;
}

function timeout(draft: Draft, { timer: id, outcome }: EventOf<'timeout'>): FlowRefusal | null {
  const token = draft.tokens.find(({ timers }) => timers.some((timer) => timer.id === id));
  const timer = token?.timers.find((candidate) => candidate.id === id);
  if (!token || !timer || timer.left !== null) return refused('TIMER_UNKNOWN', { timer: id });
  if (draft.context.now < timer.at) return refused('TIMER_NOT_DUE', { timer: id, at: timer.at });
  const rest = { ...token, timers: token.timers.filter((other) => other.id !== id) };
  replaceToken(draft, rest);
  const node = draft.flow.nodes.get(token.node)!;
  if (node.kind !== 'task') return refused('FLOW_BROKEN', { node: node.key });
  if (timer.kind === 'expire')
    return leave(draft, rest, outcome !== undefined && outcomesOf(node).includes(outcome) ? outcome : node.expire!.outcome, null);
  const at = { token: token.id, node: node.key };
  const sla = draft.flow.slas.get(node.sla!)!;
  if (timer.kind === 'escalate') {
    const { to } = sla.definition.escalate![timer.escalation!]!;
    draft.effects.push({ type: 'notify', ...at, template: 'sla-escalation', to });
    return null;
  }
  const what = ({ warn: 'warned', respond: 'respondBreached', resolve: 'resolveBreached' } as const)[timer.kind];
  draft.effects.push({ type: 'sla', ...at, sla: sla.definition.key, what });
  return null;
}

function cancel(draft: Draft): FlowRefusal | null {
  withdrawAll(draft);
  for (const token of draft.tokens) {
    cancelTimers(draft, token, token.timers);
    if (token.rule) draft.effects.push({ type: 'unassign', token: token.id, node: token.node, people: peopleAt(token) });
  }
  draft.tokens = [];
  draft.suspendedFor = null;
  draft.status = 'ended';
  draft.result = 'cancelled';
  const end = draft.flow.definition.nodes.find((node) => node.kind === 'end' && node.result === 'cancelled');
  draft.effects.push({ type: 'orderEnded', result: 'cancelled', node: end?.key ?? null });
  return null;
}

function peopleAt(token: FlowToken): readonly string[] {
  return token.holder === null ? token.assignees : [token.holder];
}

function suspend(draft: Draft, { reason }: EventOf<'suspend'>): FlowRefusal | null {
  if (draft.status === 'suspended') return refused('ALREADY_SUSPENDED', { reason: draft.suspendedFor });
  withdrawAll(draft);
  for (const token of draft.tokens) pauseTimers(draft, token, reason);
  draft.status = 'suspended';
  draft.suspendedFor = reason;
  draft.effects.push({ type: 'orderSuspended', reason });
  return null;
}

/**
 * Takes the order from its holder. Work that only the holder does goes back to the first dispatch; offers that stand are withdrawn and made anew. Work that waits
 * for others stays where it is.
 */
function redispatch(draft: Draft): FlowRefusal | null {
  const dispatch = draft.flow.definition.nodes.find((node) => node.kind === 'action' && node.action.type === 'dispatch');
  if (!dispatch) return refused('NO_DISPATCH');
  if (draft.settled) return refused('ALREADY_SETTLED');
  const taken = draft.tokens.filter((token) => {
    const node = draft.flow.nodes.get(token.node)!;
    return node.kind === 'task'
      ? node.assignee.type === 'holder' || (draft.holder !== null && peopleAt(token).includes(draft.holder))
      : node.kind === 'action' && node.action.type === 'dispatch';
  });
  for (const token of taken) {
    const node = draft.flow.nodes.get(token.node)!;
    if (node.kind === 'action' && token.parked === null && draft.status === 'open')
      draft.effects.push({ type: 'cancelAction', token: token.id, node: node.key, action: node.action });
    cancelTimers(draft, token, token.timers);
    if (token.rule) draft.effects.push({ type: 'unassign', token: token.id, node: token.node, people: peopleAt(token) });
  }
  draft.tokens = draft.tokens.filter((token) => !taken.includes(token));
  changeHolder(draft, null);
  if (taken.length === 0) return null;
  const before = draft.effects.length;
  const refusal = moveTo(draft, dispatch.key);
  // a suspended order asks again when it is resumed
  if (draft.status === 'suspended') {
    const made = draft.effects.splice(before).filter(({ type }) => type !== 'action');
    draft.effects.push(...made);
  }
  return refusal;
}

/** Withdraws what actions have under way. */
function withdrawAll(draft: Draft): void {
  for (const token of draft.tokens) {
    const node = draft.flow.nodes.get(token.node)!;
    if (node.kind === 'action' && token.parked === null) {
      draft.effects.push({ type: 'cancelAction', token: token.id, node: node.key, action: node.action });
    }
  }
}

/** Clocks run on, and actions that were withdrawn are asked for anew. */
function resume(draft: Draft): FlowRefusal | null {
  if (draft.status !== 'suspended') return refused('NOT_SUSPENDED');
  draft.status = 'open';
  draft.suspendedFor = null;
  draft.effects.push({ type: 'orderResumed' });
  for (const token of draft.tokens) {
    const node = draft.flow.nodes.get(token.node)!;
    if (node.kind === 'task') {
      resumeTimers(draft, token);
      // another slot may have been promised meanwhile
      keepToSlot(draft, draft.tokens.find(({ id }) => id === token.id)!);
    } else if (token.parked === null) again(draft, token);
  }
  return null;
}

function retry(draft: Draft, id: string): FlowRefusal | null {
  if (draft.status === 'suspended') return refused('FLOW_SUSPENDED', { reason: draft.suspendedFor });
  const token = draft.tokens.find((candidate) => candidate.id === id);
  if (!token) return refused('TOKEN_UNKNOWN', { token: id });
  if (token.parked === null) return refused('NOT_PARKED', { node: token.node });
  again(draft, token);
  return null;
}

/** Asks for an action again under a new token, so that a late answer to the first asking finds nothing. */
function again(draft: Draft, token: FlowToken): void {
  const node = draft.flow.nodes.get(token.node)!;
  if (node.kind !== 'action') return;
  draft.tokens = draft.tokens.filter((other) => other.id !== token.id);
  placeAction(draft, node, nextId(draft, 't'), token.attempt);
}
