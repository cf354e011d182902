import { compileForm } from '../forms/compile.ts';
import { type ConditionData, conditionValue, contextData, holds } from '../forms/conditions.ts';
import { own } from '../forms/json.ts';
import { followRule } from './assignees.ts';
import { edgeOf } from './compile.ts';
import type { ActionNode, FlowNode, NotifyAction, TaskNode } from './definition.ts';
import { changeHolder, type Draft, nextId, refused } from './draft.ts';
import type { FlowRefusal, FlowToken } from './state.ts';
import { cancelTimers, startTimers, timersFor } from './timers.ts';

/**
 * Takes a token out of its node by an outcome and brings it to the next place where it waits or ends.
 *
 * @param actor who did it; null for the system
 * @returns a refusal when the flow gives no way on (never for a flow that passed the check), else null
 */
export function leave(draft: Draft, token: FlowToken, outcome: string, actor: string | null): FlowRefusal | null {
  const node = draft.flow.nodes.get(token.node)!;
  const edge = edgeOf(draft.flow, node, outcome);
  if (!edge) return refused('FLOW_BROKEN', { node: node.key, outcome });
  draft.tokens = draft.tokens.filter((other) => other.id !== token.id);
  cancelTimers(draft, token, token.timers);
  if (node.kind === 'task') notifyAll(draft, token, node.onLeave);
  draft.effects.push({ type: 'left', token: token.id, node: node.key, outcome, actor });
  return moveTo(draft, edge.definition.to);
}

/** Goes from `key` through decisions, which cost nothing, to the first node that waits or ends. */
export function moveTo(draft: Draft, key: string): FlowRefusal | null {
  let next = key;
  // a checked flow has no loop of decisions alone: the bound is for one that is not
  for (let hops = 0; hops <= draft.flow.nodes.size; hops++) {
    const node = draft.flow.nodes.get(next);
    if (!node) return refused('FLOW_BROKEN', { node: next });
    const attempt = (draft.entered.get(node.key) ?? 0) + 1;
    draft.entered.set(node.key, attempt);
    if (node.kind !== 'decision') return enter(draft, node, attempt);
    const data = dataAt(draft, node.key, attempt);
    const chosen = draft.flow.out.get(node.key)?.find(({ when }) => holds(when, data));
    if (!chosen) return refused('FLOW_BROKEN', { node: node.key });
    next = chosen.definition.to;
  }
  return refused('FLOW_BROKEN', { node: key });
}

function enter(draft: Draft, node: FlowNode, attempt: number): FlowRefusal | null {
  switch (node.kind) {
    case 'task':
      enterTask(draft, node, attempt);
      return null;
    case 'action':
      enterAction(draft, node, attempt);
      return null;
    case 'end':
      draft.effects.push({ type: 'entered', token: nextId(draft, 't'), node: node.key, attempt });
      if (draft.tokens.length === 0) {
        draft.status = 'ended';
        draft.result = node.result;
        draft.effects.push({ type: 'orderEnded', result: node.result, node: node.key });
      }
      return null;
    default:
      // no edge may lead back to the start
      return refused('FLOW_BROKEN', { node: node.key });
  }
}

function enterTask(draft: Draft, node: TaskNode, attempt: number): void {
  const { now, order } = draft.context;
  const { rule, people, role } = followRule(node.assignee, { holder: draft.holder, followup: order.followup ?? null });
  const id = nextId(draft, 't');
  const { timers, due, clock } = timersFor(draft, node, () => dataAt(draft, node.key, attempt));
  const token: FlowToken = {
    id,
    node: node.key,
    attempt,
    enteredAt: now,
    rule,
    assignees: people,
    role,
    holder: null,
    due,
    ...(clock ? { clock } : {}),
    timers,
    parked: null,
  };
  draft.tokens.push(token);
  draft.effects.push({ type: 'entered', token: id, node: node.key, attempt });
  draft.effects.push({ type: 'assign', token: id, node: node.key, rule, people, role });
  startTimers(draft, token, timers);
  notifyAll(draft, token, node.onEnter);
}

function enterAction(draft: Draft, node: ActionNode, attempt: number): void {
  // looking for an installer means that nobody holds the order
  if (node.action.type === 'dispatch') changeHolder(draft, null);
  const id = nextId(draft, 't');
  draft.effects.push({ type: 'entered', token: id, node: node.key, attempt });
  placeAction(draft, node, id, attempt);
}

/** Puts a token at an action and asks for the action. */
export function placeAction(draft: Draft, node: ActionNode, id: string, attempt: number): void {
  draft.tokens.push({
    id,
    node: node.key,
    attempt,
    enteredAt: draft.context.now,
    rule: null,
    assignees: [],
    role: null,
    holder: null,
    due: { respond: null, resolve: null },
    timers: [],
    parked: null,
  });
  draft.effects.push({ type: 'action', token: id, node: node.key, attempt, action: node.action });
}

function notifyAll(draft: Draft, token: FlowToken, notices: readonly NotifyAction[] = []): void {
  for (const { template, to } of notices) {
    draft.effects.push({ type: 'notify', token: token.id, node: token.node, template, to: to ?? { type: 'assignees' } });
  }
}

/** What the flow's conditions see: stored values, visible or not, and the context with the node that asks. */
function dataAt(draft: Draft, node: string, attempt: number): ConditionData {
  const { context, flow } = draft;
  const { order, today, form, values } = context;
  const data = contextData({ node, role: null, scene: flow.definition.scene, order, attempt, today });
  if (form) for (const [key, { definition }] of compileForm(form).fields) data[key] = conditionValue(definition, own(values, key));
  return data;
}
