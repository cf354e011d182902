import type { ProgressStep } from '@mingdan/shared/contracts/orders';
import type { FlowDefinition, FlowNode } from '@mingdan/shared/flows/definition';
import { mainPath } from '@mingdan/shared/flows/path';
import type { FlowState } from '@mingdan/shared/flows/state';

/** One entry of a node: when, and who finished there. */
export interface NodeVisit {
  readonly node: string;
  readonly at: number;
  readonly by: string | null;
}

/** The key of a stop: its node's, with a number from the second entry on, since 客户不在 brings an order to the same node again. */
export function stopKey(node: string, entry: number): string {
  return entry === 1 ? node : `${node}:${entry}`;
}

/**
 * The drawn progress: every entry of a node as it came about, then what lies ahead on the straight way from where work stands to the end.
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
  const entries = new Map<string, number>();
  const enter = (key: string): string => {
    const entry = (entries.get(key) ?? 0) + 1;
    entries.set(key, entry);
    return stopKey(key, entry);
  };
  const stop = (node: string, status: ProgressStep['status'], visit?: NodeVisit) => ({ key: enter(node), node, status, visit });
  const lastEntry = new Map(visits.map(({ node }, index) => [node, index]));

  const stops = visits.map((visit, index) =>
    stop(visit.node, current.has(visit.node) && lastEntry.get(visit.node) === index ? 'current' : 'done', visit),
  );
  const here = state.tokens[0]?.node;
  if (state.status !== 'ended' && here !== undefined) for (const { key } of mainPath(flow, here).slice(1)) stops.push(stop(key, 'ahead'));

  return stops.flatMap(({ key, node: nodeKey, status, visit }) => {
    const node = nodes.get(nodeKey);
    if (!node || !shown(node, audience)) return [];
    return [{ key, label: inTime(labelOf(node, audience), status), status, at: visit?.at ?? null, by: visit?.by ?? null }];
  });
}

/** A label that says what is under way says so only while it is: 正在安排师傅 is 已安排师傅 behind and 安排师傅 ahead. */
function inTime(label: string, status: ProgressStep['status']): string {
  if (status === 'current' || !label.startsWith('正在')) return label;
  return `${status === 'done' ? '已' : ''}${label.slice(2)}`;
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
