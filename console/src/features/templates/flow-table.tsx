import type { FlowDefinition, FlowNode } from '@mingdan/shared/flows/definition';
import { label } from '@mingdan/shared/messages/index';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { assigneeText, durationText, edgeText, type Names, nodeName } from './words.ts';

/** The nodes of a flow in words: who, by when, where it goes. */
export function FlowTable({ flow, names }: { flow: FlowDefinition; names: Names }) {
  const columns: readonly Column<FlowNode>[] = [
    {
      title: t('flow.node'),
      lead: true,
      cell: (node) => (
        <span>
          {nodeName(node)} <span className="mono muted">{node.key}</span>
        </span>
      ),
    },
    {
      title: t('flow.kind'),
      cell: (node) => (
        <span className="nowrap">
          {node.kind === 'action' ? `${t('kind.action')} · ${t(`action.${node.action.type}`)}` : t(`kind.${node.kind}`)}
        </span>
      ),
    },
    { title: t('flow.phase'), cell: (node) => label('order.phase', node.phase) },
    { title: t('flow.who'), cell: (node) => (node.kind === 'task' ? assigneeText(node.assignee) : <span className="muted">—</span>) },
    { title: t('flow.sla'), cell: (node) => slaText(flow, node) ?? <span className="muted">—</span> },
    { title: t('flow.public'), cell: (node) => node.public?.label ?? <span className="muted">{t('flow.hidden')}</span> },
    { title: t('flow.next'), cell: (node) => <NextNodes flow={flow} names={names} node={node} /> },
  ];
  return <DataTable label={t('flow.nodes')} columns={columns} rows={flow.nodes} rowKey={(node) => node.key} />;
}

function slaText(flow: FlowDefinition, node: FlowNode): string | null {
  if (node.kind !== 'task' || node.sla === undefined) return null;
  const sla = flow.slas?.find((candidate) => candidate.key === node.sla);
  if (sla === undefined) return node.sla;
  const respond = sla.respond === undefined ? [] : [t('flow.respond', { time: durationText(sla.respond) })];
  return [...respond, t('flow.resolve', { time: durationText(sla.resolve) })].join('，');
}

/** Where a node leads to, and when. */
export function NextNodes({ flow, names, node }: { flow: FlowDefinition; names: Names; node: FlowNode }) {
  const out = flow.edges.filter((edge) => edge.from === node.key);
  if (out.length === 0) return <span className="muted">—</span>;
  return (
    <ul className={styles.plainList}>
      {out.map((edge) => {
        const target = flow.nodes.find((candidate) => candidate.key === edge.to);
        const words = edgeText(flow, edge, names);
        return (
          <li key={`${edge.to} ${edge.outcome ?? ''} ${edge.order ?? ''}`}>
            {words !== null && <span className="secondary">{words} </span>}→ {target === undefined ? edge.to : nodeName(target)}
          </li>
        );
      })}
    </ul>
  );
}
