import { compileFlow, edgeOf, outcomesOf } from './compile.ts';
import type { FlowDefinition, FlowNode } from './definition.ts';

/**
 * The usual way through a flow, from start or from a node of it to an end: the first outcome of each node, the last edge of each decision. For progress
 * bars; an order may take another way.
 */
export function mainPath(definition: FlowDefinition, from?: string): readonly FlowNode[] {
  const flow = compileFlow(definition);
  const path: FlowNode[] = [];
  let node: FlowNode | undefined = from === undefined ? flow.start : flow.nodes.get(from);
  while (node && !path.includes(node)) {
    path.push(node);
    const edges = flow.out.get(node.key)!;
    const outcome = outcomesOf(node)[0];
    const edge = outcome === undefined ? edges[edges.length - 1] : edgeOf(flow, node, outcome);
    node = edge ? flow.nodes.get(edge.definition.to) : undefined;
  }
  return path;
}
