import type { CompiledFlow } from './compile.ts';
import { type FlowResult, PHASES, type Phase, type SuspendReason } from './definition.ts';
import type { FlowContext, FlowEffect, FlowRefusal, FlowRefusalCode, FlowState, FlowToken } from './state.ts';

/** A step in the making: a copy of the state that may be written, and the effects so far. Thrown away when the step is refused. */
export interface Draft {
  readonly flow: CompiledFlow;
  readonly context: FlowContext;
  readonly effects: FlowEffect[];
  status: FlowState['status'];
  suspendedFor: SuspendReason | null;
  result: FlowResult | null;
  holder: string | null;
  phase: Phase | null;
  settled: boolean;
  tokens: FlowToken[];
  readonly entered: Map<string, number>;
  serial: number;
}

/** A draft of an order that has not begun. */
export function newDraft(flow: CompiledFlow, context: FlowContext): Draft {
  return {
    flow,
    context,
    effects: [],
    status: 'open',
    suspendedFor: null,
    result: null,
    holder: null,
    phase: null,
    settled: false,
    tokens: [],
    entered: new Map(),
    serial: 0,
  };
}

/** A draft that starts from a state, which stays as it is. */
export function draftOf(flow: CompiledFlow, state: FlowState, context: FlowContext): Draft {
  const { status, suspendedFor, result, holder, phase, settled, serial } = state;
  return {
    flow,
    context,
    effects: [],
    status,
    suspendedFor,
    result,
    holder,
    phase,
    settled,
    tokens: [...state.tokens],
    entered: new Map(Object.entries(state.entered)),
    serial,
  };
}

/** The finished state; tells when the phase is another one. */
export function finish(draft: Draft): { readonly ok: true; readonly state: FlowState; readonly effects: readonly FlowEffect[] } {
  const phase = phaseOf(draft);
  if (phase !== draft.phase) draft.effects.push({ type: 'phaseChanged', from: draft.phase, to: phase });
  const { status, suspendedFor, result, holder, settled, tokens, serial } = draft;
  const { code, version } = draft.flow.definition;
  const entered = Object.fromEntries(draft.entered);
  const state = { flow: { code, version }, status, suspendedFor, result, holder, phase, settled, tokens, entered, serial };
  return { ok: true, state, effects: draft.effects };
}

/** The phase of an order: waiting while suspended, else that of its token least far along; what the last one was when none is left. */
function phaseOf(draft: Draft): Phase {
  if (draft.status === 'suspended') return 'waiting';
  if (draft.status === 'ended') return 'closed';
  const phases = draft.tokens.map((token) => draft.flow.nodes.get(token.node)?.phase ?? 'new');
  return PHASES.find((phase) => phases.includes(phase)) ?? draft.phase ?? 'new';
}

/** Ids are counted per order: `t` tokens, `m` timers. */
export function nextId(draft: Draft, prefix: 't' | 'm'): string {
  draft.serial += 1;
  return `${prefix}${draft.serial}`;
}

/** Puts a changed token in the place of the one with its id. */
export function replaceToken(draft: Draft, token: FlowToken): void {
  draft.tokens = draft.tokens.map((other) => (other.id === token.id ? token : other));
}

/** Says who holds the order from now on; nothing when it is the same. */
export function changeHolder(draft: Draft, to: string | null): void {
  if (draft.holder === to) return;
  draft.effects.push({ type: 'holderChanged', from: draft.holder, to });
  draft.holder = to;
}

/** A refusal with what its sentence may name. */
export function refused(code: FlowRefusalCode, detail: Readonly<Record<string, string | number | null>> = {}): FlowRefusal {
  return { ok: false, code, detail };
}
