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
  const flow = compileFlow(definition);
  const from = flow.nodes.get(nodeKey);
  if (!from || isVisit(from)) return false;
  const first = edgeOf(flow, from, outcome);
  const next = first ? [first.definition.to] : [];
  const seen = new Set<string>();
  while (next.length > 0) {
    const key = next.pop()!;
    const node = flow.nodes.get(key);
    if (!node || seen.has(key)) continue;
    seen.add(key);
    if (isVisit(node)) return true;
    const passes = node.kind === 'decision' || (node.kind === 'action' && node.action.type !== 'dispatch' && node.action.type !== 'settle');
    if (passes) next.push(...(flow.out.get(key) ?? []).map(({ definition: edge }) => edge.to));
  }
  return false;
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
  const flow = compileFlow(definition);
  const from = flow.nodes.get(nodeKey);
  const settled: SettleAction[] = [];
  let dispatches = false;
  if (!from || !isVisit(from)) return { settled, dispatches };
  const first = edgeOf(flow, from, outcome);
  const next = first ? [first.definition.to] : [];
  const seen = new Set<string>();
  while (next.length > 0) {
    const key = next.pop()!;
    const node = flow.nodes.get(key);
    if (!node || seen.has(key) || isVisit(node)) continue;
    seen.add(key);
    if (node.kind === 'action' && node.action.type === 'settle') {
      settled.push(node.action);
      continue;
    }
    if (node.kind === 'action' && node.action.type === 'dispatch') {
      dispatches = true;
      continue;
    }
    next.push(...(flow.out.get(key) ?? []).map(({ definition: edge }) => edge.to));
  }
  return { settled, dispatches };
}
