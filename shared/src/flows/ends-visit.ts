import { compileFlow, edgeOf } from './compile.ts';
import type { FlowAction, FlowDefinition, FlowLine, FlowNode } from './definition.ts';

type SettleAction = Extract<FlowAction, { type: 'settle' }>;

/** A task that whoever holds the order does: the visit 上门. */
export function isVisit(node: FlowNode | undefined): boolean {
  return node?.kind === 'task' && node.assignee.type === 'holder';
}

/**
 * Whether this outcome of the holder's task says that the visit is over: a settle action lies ahead, with nothing but decisions, actions and other
 * people's tasks before it. Giving the order back does not: dispatch comes first.
 */
export function endsVisit(definition: FlowDefinition, nodeKey: string, outcome: string): boolean {
  return ahead(definition, nodeKey, outcome).settled.length > 0;
}

/** Whether this outcome of the holder's task says that the visit came to nothing: all that is settled for it is a fee 上门费, as for 客户不在. */
export function endsInVain(definition: FlowDefinition, nodeKey: string, outcome: string): boolean {
  return feeAhead(definition, nodeKey, outcome) !== null;
}

/** Whether this outcome of the holder's task gives the order back 退回派单: somebody is looked for again, and nothing is settled for who was there. */
export function givesBack(definition: FlowDefinition, nodeKey: string, outcome: string): boolean {
  const { settled, dispatches } = ahead(definition, nodeKey, outcome);
  return dispatches && settled.length === 0;
}

/**
 * Whether this outcome of somebody else's step sends the installer out, as 已约新时段: a visit lies ahead, with nothing but decisions and actions before it.
 * What looks for an installer first, or settles, does not.
 */
export function sendsOut(definition: FlowDefinition, nodeKey: string, outcome: string): boolean {
  const passes = (node: FlowNode) => goesOn(node) && (node.kind === 'decision' || node.kind === 'action');
  return reached(definition, nodeKey, outcome, { isFrom: (from) => !isVisit(from), passes }).some(isVisit);
}

/** The lines of that fee; null where the outcome settles anything else, or nothing. */
export function feeAhead(definition: FlowDefinition, nodeKey: string, outcome: string): readonly FlowLine[] | null {
  const { settled } = ahead(definition, nodeKey, outcome);
  return settled.length > 0 && settled.every(({ scope }) => scope === 'fee') ? (settled[0]!.lines ?? []) : null;
}

/** The settle actions that lie ahead, the first one of each way, and whether a way comes to a dispatch action first. */
function ahead(
  definition: FlowDefinition,
  nodeKey: string,
  outcome: string,
): { readonly settled: readonly SettleAction[]; readonly dispatches: boolean } {
  const nodes = reached(definition, nodeKey, outcome, { isFrom: isVisit, passes: goesOn });
  const actions = nodes.flatMap((node) => (node.kind === 'action' ? [node.action] : []));
  return {
    settled: actions.filter((action): action is SettleAction => action.type === 'settle'),
    dispatches: actions.some(({ type }) => type === 'dispatch'),
  };
}

/** Whether a way is looked at beyond this node: a visit, a settlement and a search for an installer are where it comes to something. */
const goesOn = (node: FlowNode): boolean =>
  !isVisit(node) && !(node.kind === 'action' && (node.action.type === 'settle' || node.action.type === 'dispatch'));

/** The nodes that an outcome leads to, each once, as far as `passes` lets ways go on behind them; none where `isFrom` does not hold of the node itself. */
function reached(
  definition: FlowDefinition,
  nodeKey: string,
  outcome: string,
  { isFrom, passes }: { readonly isFrom: (node: FlowNode) => boolean; readonly passes: (node: FlowNode) => boolean },
): readonly FlowNode[] {
  const flow = compileFlow(definition);
  const from = flow.nodes.get(nodeKey);
  const first = from && isFrom(from) ? edgeOf(flow, from, outcome) : undefined;
  const next = first ? [first.definition.to] : [];
  const seen = new Map<string, FlowNode>();
  while (next.length > 0) {
    const key = next.pop()!;
    const node = flow.nodes.get(key);
    if (!node || seen.has(key)) continue;
    seen.set(key, node);
    if (passes(node)) next.push(...(flow.out.get(key) ?? []).map(({ definition: edge }) => edge.to));
  }
  return [...seen.values()];
}
