import type { FlowDefinition, FlowEdge, FlowNode } from '@mingdan/shared/flows/definition';

/** Sizes of the drawing, in px. */
export const NODE_WIDTH = 128;
export const NODE_HEIGHT = 48;
/** Room for the words on an edge. */
const GAP_X = 120;
const GAP_Y = 28;
const PAD = 12;

export interface PlacedNode {
  readonly node: FlowNode;
  /** Left upper corner. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly edge: FlowEdge;
  /** SVG path from border to border. */
  readonly path: string;
  /** Middle of the label. */
  readonly labelX: number;
  readonly labelY: number;
  /** True for an edge that leads back: drawn below everything else. */
  readonly back: boolean;
}

export interface FlowDrawing {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** Edges that close a loop, found by a walk from the start in the order of the edges. Edges to unknown nodes are left out altogether. */
function backEdges(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): ReadonlySet<FlowEdge> {
  const back = new Set<FlowEdge>();
  const state = new Map<string, 'open' | 'done'>();
  const visit = (key: string): void => {
    state.set(key, 'open');
    for (const edge of edges) {
      if (edge.from !== key) continue;
      const seen = state.get(edge.to);
      if (seen === 'open') back.add(edge);
      else if (seen === undefined) visit(edge.to);
    }
    state.set(key, 'done');
  };
  const starts = nodes.filter((node) => node.kind === 'start');
  for (const node of [...starts, ...nodes]) if (!state.has(node.key)) visit(node.key);
  return back;
}

/** Column of each node: one behind the furthest node that leads to it. */
function columnsOf(nodes: readonly FlowNode[], forward: readonly FlowEdge[]): ReadonlyMap<string, number> {
  const column = new Map(nodes.map((node) => [node.key, 0]));
  // longest path over a graph without loops: settled after at most as many rounds as there are nodes
  for (let round = 0; round < nodes.length; round++) {
    let moved = false;
    for (const { from, to } of forward) {
      const wanted = (column.get(from) ?? 0) + 1;
      if (wanted > (column.get(to) ?? 0)) {
        column.set(to, wanted);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return column;
}

/** A place in a column: a node, or the point where a long edge passes through. */
interface Slot {
  readonly key: string;
  row: number;
}

/**
 * Draws a flow from left to right: columns by distance from the start, rows so that edges cross little, long edges through free places, edges
 * that lead back below. Pure and stable: the same flow always looks the same.
 */
export function layoutFlow(flow: Pick<FlowDefinition, 'nodes' | 'edges'>): FlowDrawing {
  const known = new Set(flow.nodes.map((node) => node.key));
  const edges = flow.edges.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const back = backEdges(flow.nodes, edges);
  const forward = edges.filter((edge) => !back.has(edge));
  const column = columnsOf(flow.nodes, forward);

  const columns: Slot[][] = [];
  const add = (index: number, key: string) => {
    while (columns.length <= index) columns.push([]);
    const slots = columns[index]!;
    slots.push({ key, row: slots.length });
  };
  for (const node of flow.nodes) add(column.get(node.key) ?? 0, node.key);
  const via = new Map<FlowEdge, string[]>();
  for (const [index, edge] of forward.entries()) {
    const passing: string[] = [];
    for (let at = (column.get(edge.from) ?? 0) + 1; at < (column.get(edge.to) ?? 0); at++) {
      const key = `via ${index} ${at}`;
      add(at, key);
      passing.push(key);
    }
    via.set(edge, passing);
  }

  orderRows(columns, forward, via);
  const tallest = Math.max(1, ...columns.map((slots) => slots.length));
  const place = new Map<string, { x: number; y: number }>();
  columns.forEach((slots, index) => {
    const top = PAD + ((tallest - slots.length) * (NODE_HEIGHT + GAP_Y)) / 2;
    for (const slot of slots) place.set(slot.key, { x: PAD + index * (NODE_WIDTH + GAP_X), y: top + slot.row * (NODE_HEIGHT + GAP_Y) });
  });

  const bottom = PAD + tallest * (NODE_HEIGHT + GAP_Y) - GAP_Y;
  const at = (key: string) => place.get(key) ?? { x: 0, y: 0 };
  let lane = 0;
  const placed = edges.map((edge): PlacedEdge => {
    if (!back.has(edge)) return forwardEdge(edge, [edge.from, ...(via.get(edge) ?? []), edge.to].map(at));
    lane += 1;
    return backEdge(edge, at(edge.from), at(edge.to), bottom + lane * 22);
  });
  return {
    nodes: flow.nodes.map((node) => ({ node, ...at(node.key) })),
    edges: placed,
    width: PAD * 2 + columns.length * (NODE_WIDTH + GAP_X) - GAP_X,
    height: bottom + PAD + (lane === 0 ? 0 : lane * 22 + 14),
  };
}

/** Sorts every column by the mean row of what leads to it, from left to right, a few times over. */
function orderRows(columns: Slot[][], forward: readonly FlowEdge[], via: ReadonlyMap<FlowEdge, readonly string[]>): void {
  const before = new Map<string, string[]>();
  for (const edge of forward) {
    const chain = [edge.from, ...(via.get(edge) ?? []), edge.to];
    for (let index = 1; index < chain.length; index++) before.set(chain[index]!, [...(before.get(chain[index]!) ?? []), chain[index - 1]!]);
  }
  for (let index = 1; index < columns.length; index++) {
    const rows = new Map(columns[index - 1]!.map((slot) => [slot.key, slot.row]));
    const weight = (slot: Slot): number => {
      const found = (before.get(slot.key) ?? []).flatMap((key) => (rows.has(key) ? [rows.get(key)!] : []));
      return found.length === 0 ? slot.row : found.reduce((sum, row) => sum + row, 0) / found.length;
    };
    const slots = columns[index]!;
    const weights = new Map(slots.map((slot) => [slot, weight(slot)]));
    slots.sort((a, b) => weights.get(a)! - weights.get(b)! || a.row - b.row);
    slots.forEach((slot, row) => {
      slot.row = row;
    });
  }
}

function forwardEdge(edge: FlowEdge, points: readonly { x: number; y: number }[]): PlacedEdge {
  const middle = NODE_HEIGHT / 2;
  const first = points[0]!;
  let path = `M${first.x + NODE_WIDTH} ${first.y + middle}`;
  for (let index = 1; index < points.length; index++) {
    const from = points[index - 1]!;
    const to = points[index]!;
    const startX = from.x + NODE_WIDTH;
    const bend = (startX + to.x) / 2;
    path += ` C${bend} ${from.y + middle} ${bend} ${to.y + middle} ${to.x} ${to.y + middle}`;
    // a passing point is crossed straight, at its height
    if (index < points.length - 1) path += ` L${to.x + NODE_WIDTH} ${to.y + middle}`;
  }
  const second = points[1]!;
  return { edge, path, labelX: (first.x + NODE_WIDTH + second.x) / 2, labelY: (first.y + second.y) / 2 + middle - 6, back: false };
}

function backEdge(edge: FlowEdge, from: { x: number; y: number }, to: { x: number; y: number }, laneY: number): PlacedEdge {
  const startX = from.x + NODE_WIDTH / 2 + 10;
  const endX = to.x + NODE_WIDTH / 2 - 10;
  const radius = 8;
  const turn = endX < startX ? -radius : radius;
  const path =
    `M${startX} ${from.y + NODE_HEIGHT} L${startX} ${laneY - radius} Q${startX} ${laneY} ${startX + turn} ${laneY}` +
    ` L${endX - turn} ${laneY} Q${endX} ${laneY} ${endX} ${laneY - radius} L${endX} ${to.y + NODE_HEIGHT}`;
  return { edge, path, labelX: (startX + endX) / 2, labelY: laneY - 4, back: true };
}
