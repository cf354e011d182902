import type { ProgressStep } from '@mingdan/shared/contracts/orders';
import type { FlowDefinition, FlowNode } from '@mingdan/shared/flows/definition';
import { endsInVain, givesBack, isVisit } from '@mingdan/shared/flows/ends-visit';
import { mainPath } from '@mingdan/shared/flows/path';
import type { FlowState } from '@mingdan/shared/flows/state';
import { epochMs, formatMoment } from '@mingdan/shared/kernel/time';
import { label, text } from '@mingdan/shared/messages/index';

/** One entry of a node: when, who finished there, and how; `left` is null while work stands there, and where it never ended. */
export interface NodeVisit {
  readonly node: string;
  readonly at: number;
  readonly by: string | null;
  readonly left: { readonly outcome: string; readonly at: number } | null;
}

/** How an order ended without having been done. */
export interface Cancelled {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** Who looks, and what they are told beside the stops themselves. */
export interface Reader {
  /** Customers see the stops that have a public label, in its words. */
  readonly audience: 'staff' | 'customer';
  /** Set on a cancelled order. */
  readonly cancelled?: Cancelled | null;
  /** Which of the visits that came to nothing were found not to be true 打卡不属实, by their order: nobody is told then that nobody was at home. */
  readonly untrue?: readonly boolean[];
  /** What is told of the visits that came to nothing, by their order. */
  readonly vainNotes?: readonly string[];
  /** What is told of the settlement 结算 that closed the order's account. */
  readonly settledNote?: string | null;
  /** What is told of the visit under way, in place of when the order came to it: the appointment, or since when somebody has been there. */
  readonly visitNote?: string | null;
  /** The same of another step under way, by its node: stars that a customer gave and may still change. */
  readonly stepNote?: { readonly node: string; readonly text: string } | null;
}

/** A visit that came to nothing but its fee, as 客户不在. */
export type VainVisit = NodeVisit & { readonly left: NonNullable<NodeVisit['left']> };

/** Those of an order, oldest first. */
export function vainVisits(flow: FlowDefinition, visits: readonly NodeVisit[]): readonly VainVisit[] {
  return visits.filter((visit): visit is VainVisit => isVain(flow, visit));
}

const isVain = (flow: FlowDefinition, { node, left }: NodeVisit): boolean => left !== null && endsInVain(flow, node, left.outcome);

/** The outcome of a closed door, as templates of ours name it: the only one whose words for a customer are known. */
const ABSENT = 'absent';

/** Why a visit came to nothing, in a word. */
export function vainWord(flow: FlowDefinition, { node, left }: VainVisit, audience: Reader['audience']): string {
  if (audience === 'customer' && left.outcome === ABSENT) return text('order.absent.why');
  return outcomeWord(flow, { node, left });
}

/** An outcome as its template names it. */
function outcomeWord(flow: FlowDefinition, { node, left }: Pick<NodeVisit, 'node' | 'left'>): string {
  const found = flow.nodes.find(({ key }) => key === node);
  const outcome = left?.outcome ?? '';
  return (found?.kind === 'task' ? found.outcomeLabels?.[outcome] : undefined) ?? outcome;
}

/** The key of a stop: its node's, with a number from the second entry on, since 客户不在 brings an order to the same node again. */
export function stopKey(node: string, entry: number): string {
  return entry === 1 ? node : `${node}:${entry}`;
}

/**
 * The drawn progress: every entry of a node as it came about, then what lies ahead on the straight way from where work stands to the end. What a
 * cancelled order was waiting for is left out: it ends with 已取消.
 */
export function progressOf(flow: FlowDefinition, state: FlowState, visits: readonly NodeVisit[], reader: Reader): ProgressStep[] {
  const { audience, cancelled = null, untrue = [], vainNotes = [], settledNote = null, visitNote = null, stepNote = null } = reader;
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]));
  const current = new Set(state.tokens.map((token) => token.node));
  const entries = new Map<string, number>();
  const enter = (key: string): string => {
    const entry = (entries.get(key) ?? 0) + 1;
    entries.set(key, entry);
    return stopKey(key, entry);
  };
  const lastEntry = new Map(visits.map(({ node }, index) => [node, index]));
  const isHere = (index: number): boolean => current.has(visits[index]!.node) && lastEntry.get(visits[index]!.node) === index;
  const isGivenBack = ({ node, left }: NodeVisit): boolean => left !== null && givesBack(flow, node, left.outcome);
  // for the customer nobody has been there who gave the order back; the company reads that he did
  const story = visits.map((visit) => (audience === 'customer' && isGivenBack(visit) ? { ...visit, left: null } : visit));
  const overtaken = overtakenBy(nodes, story, isHere);
  const vain = vainVisits(flow, visits);
  const isCancelledEnd = (node: FlowNode | undefined) => node?.kind === 'end' && node.result === 'cancelled';

  const behind = visits.flatMap((visit, index): ProgressStep[] => {
    const key = enter(visit.node);
    const node = nodes.get(visit.node);
    if (!node || !shown(node, audience) || overtaken.has(index)) return [];
    // whoever was asked and did not come has not been arranged
    if (audience === 'customer' && isDispatch(node) && visit.left !== null && visit.left.outcome !== 'accepted') return [];
    if (cancelled && visit.left === null && node.kind !== 'end') return [];
    const nth = vain.indexOf(visit as VainVisit);
    if (nth >= 0)
      return [{ key, ...vainStop(flow, node, vain[nth]!, audience, untrue[nth] ?? false), by: visit.by, note: vainNotes[nth] ?? null }];
    if (isGivenBack(visit))
      return [
        { key, label: `${labelOf(node, audience)}：${outcomeWord(flow, visit)}`, status: 'vain', at: visit.at, by: visit.by, note: null },
      ];
    const status = isCancelledEnd(node) ? 'vain' : isHere(index) ? 'current' : 'done';
    const closes = status === 'done' && node.kind === 'action' && node.action.type === 'settle' && (node.action.scope ?? 'all') === 'all';
    const note = closes ? settledNote : isCancelledEnd(node) ? (cancelled?.reason ?? null) : null;
    const words = { key, label: inTime(labelOf(node, audience), status), status } as const;
    if (status === 'current' && visitNote !== null && isVisit(node)) return [{ ...words, at: null, by: null, note: visitNote }];
    if (status === 'current' && stepNote?.node === node.key) return [{ ...words, at: null, by: null, note: stepNote.text }];
    // beside the name of who ended a step stands when that was, not since when it waited
    const at = status === 'done' && visit.left !== null ? visit.left.at : visit.at;
    return [{ ...words, at, by: visit.by, note }];
  });
  const last = cancelled && !visits.some(({ node }) => isCancelledEnd(nodes.get(node))) ? [cancelledStop(cancelled)] : [];

  const here = state.tokens[0]?.node;
  const path = state.status !== 'ended' && here !== undefined ? mainPath(flow, here).slice(1) : [];
  const ahead = path.flatMap((node): ProgressStep[] => {
    const key = enter(node.key);
    if (!shown(node, audience)) return [];
    return [{ key, label: inTime(labelOf(node, audience), 'ahead'), status: 'ahead', at: null, by: null, note: null }];
  });
  return [...behind, ...last, ...ahead];
}

/**
 * Entries that nothing came of: a step that was taken from whoever was at it 改派, and the search before it that had to begin anew, as after a corrected
 * address. The history tells of them; on the way that the order goes they are no stops.
 */
function overtakenBy(
  nodes: ReadonlyMap<string, FlowNode>,
  visits: readonly NodeVisit[],
  isHere: (index: number) => boolean,
): ReadonlySet<number> {
  const left = visits.flatMap(({ node, left: how }, index) => {
    const isOver = how !== null || isHere(index) || index === visits.length - 1 || nodes.get(node)?.kind === 'end';
    return isOver ? [index] : [];
  });
  const kept = left.filter((index, nth) => {
    const next = left[nth + 1];
    return next === undefined || visits[next]?.node !== visits[index]?.node || !isDispatch(nodes.get(visits[index]!.node));
  });
  return new Set(visits.flatMap((_, index) => (kept.includes(index) ? [] : [index])));
}

const isDispatch = (node: FlowNode | undefined): boolean => node?.kind === 'action' && node.action.type === 'dispatch';

/** A visit that came to nothing is told as such. The customer reads when somebody was there; for the desk that stands beside the name as everywhere. */
function vainStop(
  flow: FlowDefinition,
  node: FlowNode,
  visit: VainVisit,
  audience: Reader['audience'],
  isUntrue: boolean,
): Pick<ProgressStep, 'label' | 'status' | 'at'> {
  const { at, outcome } = visit.left;
  if (audience === 'customer' && isUntrue) return { label: `${labelOf(node, audience)}：${text('order.step.vain')}`, status: 'vain', at };
  if (audience === 'customer' && outcome === ABSENT)
    return { label: text('order.absent.step', { when: formatMoment(epochMs(at)) }), status: 'vain', at: null };
  return { label: `${labelOf(node, audience)}：${vainWord(flow, visit, audience)}`, status: 'vain', at };
}

function cancelledStop({ at, by, reason }: Cancelled): ProgressStep {
  return { key: 'cancelled', label: label('order.state', 'cancelled'), status: 'vain', at, by, note: reason === '' ? null : reason };
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
