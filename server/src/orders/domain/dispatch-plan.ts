import type { DispatchAction, FlowDefinition, TaskNode } from '@mingdan/shared/flows/definition';
import { parseDuration } from '@mingdan/shared/flows/durations';
import type { FlowState, FlowToken } from '@mingdan/shared/flows/state';

/** How the flow wants an installer to be found. */
export interface DispatchPlan {
  readonly mode: DispatchAction['mode'];
  readonly timeBoxMs: number;
  readonly rounds: number;
  /** Weights of the crew, the leader's first. */
  readonly crew: readonly number[];
  readonly certificates: readonly string[];
}

/** Wall time an offer stands, and how many candidates are asked, where the flow does not say. */
const OFFER_TIME_BOX_MS = 10 * 60_000;
const OFFER_ROUNDS = 5;

export function planOf(action: DispatchAction): DispatchPlan {
  return {
    mode: action.mode,
    timeBoxMs: (action.timeBox ? parseDuration(action.timeBox) : null) ?? OFFER_TIME_BOX_MS,
    rounds: action.rounds ?? OFFER_ROUNDS,
    crew: action.crew ?? [1],
    certificates: action.certificates ?? [],
  };
}

/** Where an order stands for a dispatcher. */
export type DispatchStage =
  /** It looks for an installer: at this token, perhaps parked there. */
  | { readonly stage: 'looking'; readonly token: FlowToken; readonly plan: DispatchPlan }
  /** Somebody has it and has not finished. `plan`: how the flow would find somebody else. */
  | { readonly stage: 'held'; readonly token: FlowToken; readonly plan: DispatchPlan | null }
  /** Nothing to dispatch: before, between or after visits. */
  | { readonly stage: 'fixed'; readonly token: null; readonly plan: DispatchPlan | null };

/** Reads the stage from the flow's state: a dispatch action waits, or a task is in the holder's hands. */
export function stageOf(flow: FlowDefinition, state: FlowState): DispatchStage {
  const at = (token: FlowToken) => flow.nodes.find((node) => node.key === token.node);
  const any = flow.nodes.flatMap((node) => (node.kind === 'action' && node.action.type === 'dispatch' ? [planOf(node.action)] : []))[0];
  const plan = any ?? null;
  if (state.status === 'ended') return { stage: 'fixed', token: null, plan };
  for (const token of state.tokens) {
    const node = at(token);
    if (node?.kind === 'action' && node.action.type === 'dispatch') return { stage: 'looking', token, plan: planOf(node.action) };
  }
  const held = state.settled ? undefined : state.tokens.find((token) => isHolders(at(token)) && state.holder !== null);
  return held ? { stage: 'held', token: held, plan } : { stage: 'fixed', token: null, plan };
}

function isHolders(node: FlowDefinition['nodes'][number] | undefined): node is TaskNode {
  return node?.kind === 'task' && node.assignee.type === 'holder';
}
