import type { Report } from '../forms/report.ts';
import { impliedOutcome, outcomesOf, successOf } from './compile.ts';
import type { FlowDefinition, FlowEdge, FlowNode } from './definition.ts';

/** A way from one node to the next, with the outcome that takes it; null out of decisions. */
export interface Way {
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly outcome: string | null;
}

/** The ways out of every node. The definition has passed the checks of its parts. */
export function waysOf(flow: FlowDefinition): ReadonlyMap<string, readonly Way[]> {
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]));
  const ways = new Map<string, Way[]>(flow.nodes.map((node) => [node.key, []]));
  for (const edge of flow.edges) {
    const from = nodes.get(edge.from)!;
    ways.get(edge.from)!.push({ from, to: nodes.get(edge.to)!, outcome: edge.outcome ?? impliedOutcome(from) });
  }
  return ways;
}

/** Everything that can be reached from these nodes by the ways that `through` allows, themselves included. */
export function reach(
  from: readonly string[],
  ways: ReadonlyMap<string, readonly Way[]>,
  through: (way: Way) => boolean = () => true,
): ReadonlySet<string> {
  const seen = new Set(from);
  const queue = [...from];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const way of ways.get(key) ?? []) {
      if (seen.has(way.to.key) || !through(way)) continue;
      seen.add(way.to.key);
      queue.push(way.to.key);
    }
  }
  return seen;
}

/** How people call a node. */
export function called(node: FlowNode): string {
  return `「${node.name ?? node.key}」`;
}

/** Shape of the graph: everything is reachable, everything leads on, decisions decide, nothing turns in circles without anyone working. */
export function lintGraph(report: Report, flow: FlowDefinition): void {
  const ways = waysOf(flow);
  const start = flow.nodes.find(({ kind }) => kind === 'start')!;
  const reachable = reach([start.key], ways);
  const ends = flow.nodes.flatMap((node) => (node.kind === 'end' ? [node.key] : []));
  flow.nodes.forEach((node, index) => {
    const at = `nodes.${index}`;
    if (!reachable.has(node.key)) {
      report.error('UNREACHABLE', at, `节点${called(node)}永远走不到`, node.key);
      return;
    }
    lintExits(report, node, ways.get(node.key)!, at);
    if (node.kind === 'decision') lintDecision(report, flow, node, at);
    const ahead = reach([node.key], ways);
    if (!ends.some((end) => ahead.has(end))) report.error('NO_END_PATH', at, `从节点${called(node)}出发永远到不了结束`, node.key);
  });
  lintLoops(report, flow, ways);
}

/** A task needs a way for each outcome, an action at least one for success; what else an action may come to parks it. */
function lintExits(report: Report, node: FlowNode, ways: readonly Way[], at: string): void {
  if (node.kind === 'end') return;
  const taken = new Set(ways.map(({ outcome }) => outcome));
  if (node.kind === 'decision') {
    if (ways.length === 0) report.error('DEAD_END', at, `判断${called(node)}没有去处`, node.key);
    return;
  }
  const needed = node.kind === 'action' ? [successOf(node)] : outcomesOf(node);
  for (const outcome of needed) {
    if (!taken.has(outcome)) report.error('DEAD_END', at, `节点${called(node)}的结果「${outcome}」没有去处`, node.key);
  }
}

function lintDecision(report: Report, flow: FlowDefinition, node: FlowNode, at: string): void {
  const edges = flow.edges.filter(({ from }) => from === node.key).sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const last = edges[edges.length - 1];
  if (last && !isAlways(last))
    report.error('DECISION_NO_DEFAULT', at, `判断${called(node)}的最后一条连线不能带条件，否则可能无路可走`, node.key);
  const seen = new Set<string>();
  let closed = false;
  for (const edge of edges) {
    const condition = JSON.stringify(edge.when ?? true);
    if (closed || edge.when === false || seen.has(condition)) {
      report.error('DECISION_UNREACHABLE_EDGE', at, `判断${called(node)}第 ${edge.order} 条连线永远轮不到`, node.key);
    }
    closed ||= isAlways(edge);
    seen.add(condition);
  }
}

function isAlways(edge: FlowEdge): boolean {
  return edge.when === undefined || edge.when === true;
}

/** A circle that nobody's work interrupts would turn for ever. Work: finishing a task, accepting an offer. */
function lintLoops(report: Report, flow: FlowDefinition, ways: ReadonlyMap<string, readonly Way[]>): void {
  const idle = ({ from, outcome }: Way) => from.kind !== 'task' && outcome !== 'accepted';
  const blamed = new Set<string>();
  flow.nodes.forEach((node, index) => {
    if (blamed.has(node.key)) return;
    const next = (ways.get(node.key) ?? []).filter(idle).map(({ to }) => to.key);
    const reached = reach(next, ways, idle);
    if (!reached.has(node.key)) return;
    for (const key of reached) if (reach([key], ways, idle).has(node.key)) blamed.add(key);
    report.error('LOOP_WITHOUT_WORK', `nodes.${index}`, `从节点${called(node)}出发会不停循环，中间没有人处理`, node.key);
  });
}
