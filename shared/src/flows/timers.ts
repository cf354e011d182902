import { type ConditionData, holds } from '../forms/conditions.ts';
import type { CompiledSla } from './compile.ts';
import type { FlowNode, SuspendReason, TaskNode } from './definition.ts';
import { type Draft, nextId, replaceToken } from './draft.ts';
import { parseDuration } from './durations.ts';
import { isVisit } from './ends-visit.ts';
import type { FlowTimer, FlowToken, Instant, SlaClock, TimerKind } from './state.ts';

/** The timers of a task that is being entered, when it is due, and what that was made of. */
export function timersFor(
  draft: Draft,
  node: TaskNode,
  data: () => ConditionData,
): { readonly timers: readonly FlowTimer[]; readonly due: FlowToken['due']; readonly clock: SlaClock | null } {
  const { now } = draft.context;
  const timers: FlowTimer[] = [];
  const add = ({ kind, at, escalation }: Pick<FlowTimer, 'kind' | 'at' | 'escalation'>) => {
    timers.push({ id: nextId(draft, 'm'), kind, escalation, at, left: null });
  };
  let due: FlowToken['due'] = { respond: null, resolve: null };
  let clock: SlaClock | null = null;
  const sla = node.sla === undefined ? undefined : draft.flow.slas.get(node.sla);
  if (sla) {
    const { respond, resolve: length } = timesOf(sla, data);
    const delay = delayBySlot(draft, node, now + length);
    const resolve = now + length + delay;
    clock = { length, delay };
    due = { respond: respond === null ? null : now + respond, resolve };
    if (respond !== null) add({ kind: 'respond', at: now + respond, escalation: null });
    for (const timer of resolveTimers(sla, length, resolve)) add(timer);
  }
  const after = node.expire ? parseDuration(node.expire.after) : null;
  if (after !== null) add({ kind: 'expire', at: now + after, escalation: null });
  return { timers, due, clock };
}

/** What the solution's clock rings for: its warning, its end, its escalations, each as far from the end as the SLA says. */
function resolveTimers(sla: CompiledSla, length: number, end: Instant): readonly Pick<FlowTimer, 'kind' | 'at' | 'escalation'>[] {
  const { warnAt, escalate = [] } = sla.definition;
  const begin = end - length;
  return [
    ...(warnAt === undefined ? [] : [{ kind: 'warn' as const, at: begin + Math.round(warnAt * length), escalation: null }]),
    { kind: 'resolve', at: end, escalation: null },
    ...escalate.map(({ at }, index) => ({ kind: 'escalate' as const, at: begin + Math.round(at * length), escalation: index })),
  ];
}

/** By how much the promised slot puts off the end of a visit's clock: whoever comes when he promised is not late. Steps that are no visit keep their time. */
function delayBySlot(draft: Draft, node: FlowNode | undefined, end: Instant): number {
  const promised = draft.context.promisedUntil ?? null;
  return promised === null || !isVisit(node) || node?.phase !== 'working' ? 0 : Math.max(0, promised - end);
}

/**
 * Makes the running clock of a token follow the slot that is promised now. What has rung and lies ahead again rings once more; stopped clocks follow when they run
 * again.
 */
export function keepToSlot(draft: Draft, token: FlowToken): void {
  const { clock } = token;
  const node = draft.flow.nodes.get(token.node);
  const sla = node?.kind === 'task' && node.sla !== undefined ? draft.flow.slas.get(node.sla) : undefined;
  if (!clock || !sla || token.due.resolve === null || token.timers.some(({ kind, left }) => left !== null && ofSolution(kind))) return;
  const alone = token.due.resolve - clock.delay;
  const delay = delayBySlot(draft, node, alone);
  if (delay === clock.delay) return;
  const end = alone + delay;
  const stands = token.timers.filter(({ kind }) => ofSolution(kind));
  const still = (timer: Pick<FlowTimer, 'kind' | 'escalation'>) =>
    stands.some(({ kind, escalation }) => kind === timer.kind && escalation === timer.escalation);
  const timers = resolveTimers(sla, clock.length, end)
    .filter((timer) => still(timer) || timer.at > draft.context.now)
    .map((timer) => ({ ...timer, id: nextId(draft, 'm'), left: null }));
  const moved = {
    ...token,
    due: { ...token.due, resolve: end },
    clock: { ...clock, delay },
    timers: [...token.timers.filter((timer) => !stands.includes(timer)), ...timers],
  };
  cancelTimers(draft, token, stands);
  replaceToken(draft, moved);
  startTimers(draft, moved, timers);
}

const ofSolution = (kind: TimerKind) => kind === 'warn' || kind === 'resolve' || kind === 'escalate';

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
