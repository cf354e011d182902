import type { ProgressStep } from '@mingdan/shared/contracts/orders';
import type { FlowDefinition, FlowNode } from '@mingdan/shared/flows/definition';
import { mainPath } from '@mingdan/shared/flows/path';
import type { FlowState } from '@mingdan/shared/flows/state';

/** When and by whom a node was first entered. */
export interface NodeVisit {
  readonly node: string;
  readonly at: number;
  readonly by: string | null;
}

/**
 * The drawn progress: what was visited in the order of first entry, then what lies ahead on the straight way to the end.
 *
 * @param audience customers see the stops that have a public label, in its words
 */
export function progressOf(
  flow: FlowDefinition,
  state: FlowState,
  visits: readonly NodeVisit[],
  audience: 'staff' | 'customer',
): ProgressStep[] {
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]));
  const current = new Set(state.tokens.map((token) => token.node));
  const seen = new Map<string, NodeVisit>();
  for (const visit of visits) if (!seen.has(visit.node)) seen.set(visit.node, visit);

  const order = [...seen.keys()];
  if (state.status !== 'ended') {
    const way = mainPath(flow).map((node) => node.key);
    const here = way.lastIndexOf(state.tokens[0]?.node ?? '');
    for (const key of way.slice(here + 1)) if (!seen.has(key)) order.push(key);
  }

  return order
    .map((key) => nodes.get(key))
    .filter((node): node is FlowNode => node !== undefined && shown(node, audience))
    .map((node) => {
      const visit = seen.get(node.key);
      // a node that was visited and is to be visited again counts as where work stands
      const status = current.has(node.key) ? 'current' : visit ? 'done' : 'ahead';
      return { key: node.key, label: labelOf(node, audience), status, at: visit?.at ?? null, by: visit?.by ?? null } as const;
    });
}

/** How a node is called on screens of the company. */
export function nodeName(flow: FlowDefinition, key: string | undefined): string {
  const node = flow.nodes.find((candidate) => candidate.key === key);
  return node ? labelOf(node, 'staff') : '';
}

function labelOf(node: FlowNode, audience: 'staff' | 'customer'): string {
  return (audience === 'customer' ? node.public?.label : node.name) ?? node.public?.label ?? node.name ?? node.key;
}

function shown(node: FlowNode, audience: 'staff' | 'customer'): boolean {
  return audience === 'customer' ? node.public !== undefined : node.kind !== 'decision';
}
