import type { FlowDefinition, FlowNode } from '@mingdan/shared/flows/definition';
import { label } from '@mingdan/shared/messages/index';
import { useId, useMemo } from 'react';
import { layoutFlow, NODE_HEIGHT, NODE_WIDTH } from './flow-layout.ts';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { edgeText, type Names, nodeName, shortEdgeText } from './words.ts';

const LONGEST_NAME = 8;

/** The flow as a drawing. The table of nodes below says the same in words; `onOpen` makes the pointer's way to a node shorter. */
export function FlowGraph({ flow, names, onOpen }: { flow: FlowDefinition; names: Names; onOpen?: (index: number) => void }) {
  const drawing = useMemo(() => layoutFlow(flow), [flow]);
  const arrow = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing that scrolls sideways must be reachable by keyboard
    <section className={styles.canvas} aria-label={t('flow.title')} tabIndex={0}>
      <svg
        width={drawing.width}
        height={drawing.height}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="img"
        aria-label={t('flow.title')}
      >
        <defs>
          <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M0 0.5 7.5 4 0 7.5z" className={styles.arrow} />
          </marker>
        </defs>
        {drawing.edges.map(({ edge, path, back }) => (
          <path key={edgeKey(edge)} d={path} className={`${styles.edge} ${back ? styles.backEdge : ''}`} markerEnd={`url(#${arrow})`} />
        ))}
        {drawing.edges.map(({ edge, labelX, labelY }) => {
          const words = edgeText(flow, edge, names);
          return words === null ? null : (
            <text key={edgeKey(edge)} x={labelX} y={labelY} className={styles.edgeLabel}>
              {shortEdgeText(words)}
            </text>
          );
        })}
        {drawing.nodes.map(({ node, x, y }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way; the table below opens every node by keyboard
          <g
            key={node.key}
            transform={`translate(${x} ${y})`}
            className={`${styles.nodeBox} ${styles[`kind-${node.kind}`] ?? ''} ${onOpen ? styles.openable : ''}`}
            onClick={onOpen && (() => onOpen(flow.nodes.indexOf(node)))}
          >
            <title>{`${nodeName(node)} ${node.key}`}</title>
            <Shape node={node} />
            <text x={NODE_WIDTH / 2} y={NODE_HEIGHT / 2 - 3} className={styles.nodeLabel}>
              {shorten(nodeName(node))}
            </text>
            <text x={NODE_WIDTH / 2} y={NODE_HEIGHT / 2 + 14} className={styles.nodeNote}>
              {t(`kind.${node.kind}`)} · {label('order.phase', node.phase)}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}

function Shape({ node }: { node: FlowNode }) {
  if (node.kind !== 'decision')
    return <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={node.kind === 'start' || node.kind === 'end' ? NODE_HEIGHT / 2 : 8} />;
  const cut = 14;
  return (
    <path
      d={`M${cut} 0H${NODE_WIDTH - cut}L${NODE_WIDTH} ${NODE_HEIGHT / 2}L${NODE_WIDTH - cut} ${NODE_HEIGHT}H${cut}L0 ${NODE_HEIGHT / 2}Z`}
    />
  );
}

function shorten(name: string): string {
  return [...name].length <= LONGEST_NAME ? name : `${[...name].slice(0, LONGEST_NAME - 1).join('')}…`;
}

function edgeKey(edge: { from: string; to: string; outcome?: string; order?: number }): string {
  return `${edge.from} ${edge.to} ${edge.outcome ?? ''} ${edge.order ?? ''}`;
}
