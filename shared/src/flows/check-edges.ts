import { checkTest } from '../forms/check-form.ts';
import { clipped } from '../forms/json.ts';
import { below, refuseUnknown } from '../forms/report.ts';
import type { FlowScope } from './check-flow.ts';
import { outcomesOf } from './compile.ts';
import type { FlowNode } from './definition.ts';

type Part = { readonly at: string; readonly item: Record<string, unknown> };

/** Checks each edge: its ends, its outcome or order, its condition, and that no outcome has two ways. */
export function checkEdges(scope: FlowScope, nodes: readonly Part[], edges: readonly Part[]): void {
  const byKey = new Map(nodes.map(({ item }) => [item.key, item]));
  const taken = new Set<string>();
  for (const { at, item } of edges) checkEdge(scope, byKey, taken, item, at);
}

function checkEdge(
  scope: FlowScope,
  byKey: ReadonlyMap<unknown, Record<string, unknown>>,
  taken: Set<string>,
  edge: Record<string, unknown>,
  at: string,
): void {
  const { report } = scope;
  refuseUnknown(report, edge, ['from', 'to', 'outcome', 'order', 'when'], at);
  const from = byKey.get(edge.from);
  const to = byKey.get(edge.to);
  if (!from) report.error('EDGE_UNKNOWN_NODE', below(at, 'from'), `连线从不存在的节点「${clipped(edge.from)}」出发`);
  if (!to) report.error('EDGE_UNKNOWN_NODE', below(at, 'to'), `连线通向不存在的节点「${clipped(edge.to)}」`);
  if (!from || !to) return;
  const key = clipped(from.key);
  if (to.kind === 'start') report.error('EDGE_INTO_START', below(at, 'to'), '不能回到开始节点', key);
  if (from.kind === 'end') {
    report.error('EDGE_FROM_END', below(at, 'from'), '结束节点之后不能再有连线', key);
    return;
  }

  if (from.kind === 'decision') {
    if (edge.outcome !== undefined) report.error('OUTCOME_UNKNOWN', below(at, 'outcome'), '判断节点的连线用条件，不用处理结果', key);
    if (typeof edge.order !== 'number' || !Number.isInteger(edge.order)) {
      report.error('MALFORMED', below(at, 'order'), '判断节点的连线需要整数顺序', key);
    } else claim(scope, taken, `${key} ${edge.order}`, below(at, 'order'), `顺序 ${edge.order} 重复`, key);
    checkTest(report, edge.when, below(at, 'when'), scope.fields, key);
    return;
  }
  if (edge.when !== undefined) report.error('CONDITION_INVALID', below(at, 'when'), '只有判断节点的连线可以带条件', key);
  if (edge.order !== undefined) report.error('MALFORMED', below(at, 'order'), '只有判断节点的连线有顺序', key);
  const outcomes = possible(from);
  if (!outcomes) return;
  const outcome = edge.outcome ?? (from.kind === 'task' && outcomes.length > 1 ? undefined : outcomes[0]);
  if (typeof outcome !== 'string' || !outcomes.includes(outcome)) {
    const given = edge.outcome === undefined ? '连线没有说明处理结果' : `节点没有处理结果「${clipped(edge.outcome)}」`;
    report.error('OUTCOME_UNKNOWN', below(at, 'outcome'), `${given}，可用 ${outcomes.map(clipped).join('、')}`, key);
  } else claim(scope, taken, `${key} ${outcome}`, below(at, 'outcome'), `处理结果「${outcome}」有两条连线`, key);
}

/** The outcomes of a node that may itself be malformed; null then. */
function possible(node: Record<string, unknown>): readonly string[] | null {
  if (node.kind === 'action' && (node.action === null || typeof node.action !== 'object')) return null;
  const outcomes: unknown = outcomesOf(node as unknown as FlowNode);
  return Array.isArray(outcomes) && outcomes.length > 0 ? (outcomes as readonly string[]) : null;
}

function claim(scope: FlowScope, taken: Set<string>, name: string, path: string, message: string, node: string): void {
  if (taken.has(name)) scope.report.error('EDGE_DUPLICATE', path, message, node);
  taken.add(name);
}
