import { type ConditionData, holds } from '../forms/conditions.ts';
import type { CompiledSla } from './compile.ts';
import type { SuspendReason, TaskNode } from './definition.ts';
import { type Draft, nextId, replaceToken } from './draft.ts';
import { parseDuration } from './durations.ts';
import type { FlowTimer, FlowToken, Instant, TimerKind } from './state.ts';

/** The timers of a task that is being entered, and when it is due. */
export function timersFor(
  draft: Draft,
  node: TaskNode,
  data: () => ConditionData,
): { readonly timers: readonly FlowTimer[]; readonly due: FlowToken['due'] } {
  const { now } = draft.context;
  const timers: FlowTimer[] = [];
  const add = (kind: TimerKind, at: Instant, escalation: number | null = null) => {
    timers.push({ id: nextId(draft, 'm'), kind, escalation, at, left: null });
  };
  let due: FlowToken['due'] = { respond: null, resolve: null };
  const sla = node.sla === undefined ? undefined : draft.flow.slas.get(node.sla);
  if (sla) {
    const { respond, resolve } = timesOf(sla, data);
    due = { respond: respond === null ? null : now + respond, resolve: now + resolve };
    const { warnAt, escalate = [] } = sla.definition;
    if (respond !== null) add('respond', now + respond);
    if (warnAt !== undefined) add('warn', now + Math.round(warnAt * resolve));
    add('resolve', now + resolve);
    escalate.forEach(({ at }, index) => {
      add('escalate', now + Math.round(at * resolve), index);
    });
  }
  const after = node.expire ? parseDuration(node.expire.after) : null;
  if (after !== null) add('expire', now + after);
  return { timers, due };
}

function timesOf(sla: CompiledSla, data: () => ConditionData): { readonly respond: number | null; readonly resolve: number } {
  const special = sla.by.length > 0 ? sla.by.find(({ when }) => holds(when, data())) : undefined;
  const { respond, resolve } = special ?? sla.definition;
  return { respond: respond === undefined ? null : parseDuration(respond), resolve: parseDuration(resolve) ?? 0 };
}

/** Tells the caller to start those timers of a token that run. */
export function startTimers(draft: Draft, token: FlowToken, timers: readonly FlowTimer[]): void {
  for (const { id, kind, at, left } of timers) {
    if (left === null) draft.effects.push({ type: 'startTimer', timer: id, token: token.id, node: token.node, kind, at });
  }
}

/** Tells the caller to forget those timers that run. */
export function cancelTimers(draft: Draft, token: FlowToken, timers: readonly FlowTimer[]): void {
  for (const { id, left } of timers) if (left === null) draft.effects.push({ type: 'cancelTimer', timer: id, token: token.id });
}

/** Stops the clocks that this reason stops: those of an SLA that names it, and always a task's own expiry. */
export function pauseTimers(draft: Draft, token: FlowToken, reason: SuspendReason): void {
  const node = draft.flow.nodes.get(token.node);
  const sla = node?.kind === 'task' && node.sla !== undefined ? draft.flow.slas.get(node.sla) : undefined;
  const slaStops = sla?.definition.pauseIn?.includes(reason) ?? false;
  const stops = (timer: FlowTimer) => timer.left === null && (timer.kind === 'expire' || slaStops);
  cancelTimers(draft, token, token.timers.filter(stops));
  const { now } = draft.context;
  replaceToken(draft, {
    ...token,
    timers: token.timers.map((timer) => (stops(timer) ? { ...timer, left: Math.max(0, timer.at - now) } : timer)),
  });
}

/** Starts stopped clocks again with what was left, and moves the due instants by as much. */
export function resumeTimers(draft: Draft, token: FlowToken): void {
  const { now } = draft.context;
  const due = { ...token.due };
  const timers = token.timers.map((timer) => {
    if (timer.left === null) return timer;
    const at = now + timer.left;
    if (timer.kind === 'respond') due.respond = at;
    if (timer.kind === 'resolve') due.resolve = at;
    return { ...timer, id: nextId(draft, 'm'), at, left: null };
  });
  const resumed = { ...token, due, timers };
  replaceToken(draft, resumed);
  const before = new Set(token.timers.map(({ id }) => id));
  startTimers(
    draft,
    resumed,
    timers.filter(({ id }) => !before.has(id)),
  );
}
