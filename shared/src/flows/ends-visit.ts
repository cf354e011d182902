import { compileFlow, edgeOf } from './compile.ts';
import type { FlowDefinition, FlowNode, SettleScope } from './definition.ts';

/** A task that whoever holds the order does: the visit 上门. */
export function isVisit(node: FlowNode | undefined): boolean {
  return node?.kind === 'task' && node.assignee.type === 'holder';
}

/**
 * Whether this outcome of the holder's task says that the visit is over: a settle action lies ahead, with nothing but decisions, actions and other
 * people's tasks before it. Giving the order back does not: dispatch comes first.
 */
export function endsVisit(definition: FlowDefinition, nodeKey: string, outcome: string): boolean {
  return settledBy(definition, nodeKey, outcome).size > 0;
}

/** Whether this outcome of the holder's task says that the visit came to nothing: all that is settled for it is a fee 上门费, as for 客户不在. */
export function endsInVain(definition: FlowDefinition, nodeKey: string, outcome: string): boolean {
  const scopes = settledBy(definition, nodeKey, outcome);
  return scopes.size === 1 && scopes.has('fee');
}

/** What the settle actions that lie ahead settle, the first one of each way. */
function settledBy(definition: FlowDefinition, nodeKey: string, outcome: string): ReadonlySet<SettleScope> {
  const flow = compileFlow(definition);
  const from = flow.nodes.get(nodeKey);
  const scopes = new Set<SettleScope>();
  if (!from || !isVisit(from)) return scopes;
  const first = edgeOf(flow, from, outcome);
  const ahead = first ? [first.definition.to] : [];
  const seen = new Set<string>();
  while (ahead.length > 0) {
    const key = ahead.pop()!;
    const node = flow.nodes.get(key);
    if (!node || seen.has(key) || isVisit(node)) continue;
    seen.add(key);
    if (node.kind === 'action' && node.action.type === 'settle') {
      scopes.add(node.action.scope ?? 'all');
      continue;
    }
    if (node.kind === 'action' && node.action.type === 'dispatch') continue;
    ahead.push(...(flow.out.get(key) ?? []).map(({ definition: edge }) => edge.to));
  }
  return scopes;
}
