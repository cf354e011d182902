import type { Report } from '../forms/report.ts';
import { successOf } from './compile.ts';
import type { AssigneeRule, FlowDefinition } from './definition.ts';
import { called, reach, type Way, waysOf } from './lint-graph.ts';

/** What must have happened before: money settled before a done end, an installer found before the holder's work. */
export function lintPaths(report: Report, flow: FlowDefinition): void {
  const ways = waysOf(flow);
  const start = flow.nodes.find(({ kind }) => kind === 'start')!;

  // a settle action that failed settles nothing, and one for a fee or a part leaves the rest open
  const unsettled = reach([start.key], ways, ({ from, outcome }) => !(settlesAll(from) && outcome === successOf(from)));
  const unheld = reach([start.key], ways, ({ from, outcome }) => !(isAction(from, 'dispatch') && outcome === 'accepted'));
  const released = flow.nodes.filter((node) => isAction(node, 'dispatch')).map(({ key }) => key);
  // entering a dispatch releases the holder, so the ways out of it without acceptance count again
  const withoutHolder = reach(
    [...unheld, ...released],
    ways,
    ({ from, outcome }) => !(isAction(from, 'dispatch') && outcome === 'accepted'),
  );

  flow.nodes.forEach((node, index) => {
    const at = `nodes.${index}`;
    if (node.kind === 'end' && node.result === 'done' && unsettled.has(node.key)) {
      report.error('NEVER_SETTLED', at, `有路径不经过结算就到达结束${called(node)}，这样的工单永远没有收入`, node.key);
    }
    if (node.kind === 'task' && withoutHolder.has(node.key) && endsInHolder(node.assignee)) {
      report.error('ASSIGNEE_EMPTY', `${at}.assignee`, `到达节点${called(node)}时可能还没有师傅接单，需要后备处理人`, node.key);
    }
  });
}

function isAction(node: Way['from'], type: 'dispatch'): node is Way['from'] & { readonly kind: 'action' } {
  return node.kind === 'action' && node.action.type === type;
}

function settlesAll(node: Way['from']): node is Way['from'] & { readonly kind: 'action' } {
  return node.kind === 'action' && node.action.type === 'settle' && (node.action.scope ?? 'all') === 'all';
}

/** Whether a rule may come down to the holder with nobody behind. */
function endsInHolder(rule: AssigneeRule): boolean {
  return rule.fallback ? endsInHolder(rule.fallback) : rule.type === 'holder';
}
