import { type FlowNode, NODE_KINDS, type NodeKind, SCENES, type TemplateDefinition } from '@mingdan/shared/flows/definition';
import { Button, Dropdown } from 'antd';
import { useEffect, useState } from 'react';
import { DataTable } from '../../ui/data-table.tsx';
import { ChoiceField, FieldGrid } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { CancelFeeEditor } from './cancel-fee.tsx';
import { FlowGraph } from './flow-graph.tsx';
import { NextNodes } from './flow-table.tsx';
import type { PartProps } from './form-editor.tsx';
import { t } from './messages.ts';
import { NodeSheet } from './node-sheet.tsx';
import { SlaSheet } from './sla-sheet.tsx';
import styles from './templates.module.css';
import { assigneeText, namesOf, nodeName, slaWords } from './words.ts';

function newNode(kind: NodeKind, key: string, code: string): FlowNode {
  if (kind === 'start') return { key, kind, phase: 'new', form: { code } };
  if (kind === 'task')
    return { key, kind, name: t('edit.newNode'), phase: 'working', assignee: { type: 'role', role: 'dispatcher' }, outcomes: ['done'] };
  if (kind === 'action') return { key, kind, phase: 'working', action: { type: 'quote' } };
  if (kind === 'end') return { key, kind, phase: 'closed', result: 'done' };
  return { key, kind, phase: 'working' };
}

/** The flow: drawn as it stands, its nodes as a list that opens each, and the times that tasks are held to. */
export function FlowEditor({ template, target, onChange }: PartProps) {
  const { flow } = template;
  const names = namesOf(template.form);
  const [opened, setOpened] = useState<number | null>(null);
  const [sla, setSla] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another finding is asked for
  useEffect(() => {
    if (target === null) return;
    const time = /^flow\.slas\.(\d+)/.exec(target.path)?.[1];
    if (time !== undefined) setSla(Number(time));
    else if (target.item >= 0 && target.item < flow.nodes.length) setOpened(target.item);
  }, [target?.key]);
  const add = (kind: NodeKind) => {
    let n = 1;
    while (flow.nodes.some((node) => node.key === `${kind}-${n}`)) n += 1;
    onChange({ ...template, flow: { ...flow, nodes: [...flow.nodes, newNode(kind, `${kind}-${n}`, template.code)] } });
    setOpened(flow.nodes.length);
  };
  const rows = flow.nodes.map((node, index) => ({ node, index }));
  return (
    <>
      <Card title={t('flow.title')} flush>
        <FlowGraph flow={flow} names={names} onOpen={setOpened} />
      </Card>
      <Card
        title={t('flow.nodes')}
        flush
        extra={
          <Dropdown
            trigger={['click']}
            menu={{ items: NODE_KINDS.map((kind) => ({ key: kind, label: t(`kind.${kind}`), onClick: () => add(kind) })) }}
          >
            <Button>{t('edit.addNode')}</Button>
          </Dropdown>
        }
      >
        <DataTable
          label={t('flow.nodes')}
          rows={rows}
          rowKey={({ index }) => String(index)}
          openKey={opened === null ? undefined : String(opened)}
          onOpen={({ index }) => setOpened(index)}
          columns={[
            {
              title: t('flow.node'),
              lead: true,
              cell: ({ node }) => (
                <span>
                  {nodeName(node)} <span className="mono muted">{node.key}</span>
                </span>
              ),
            },
            {
              title: t('flow.kind'),
              cell: ({ node }) => (
                <span className="nowrap">{node.kind === 'action' ? t(`action.${node.action.type}`) : t(`kind.${node.kind}`)}</span>
              ),
            },
            {
              title: t('flow.who'),
              cell: ({ node }) => (node.kind === 'task' ? assigneeText(node.assignee) : <span className="muted">—</span>),
            },
            {
              title: t('flow.next'),
              cell: ({ node }) => <NextNodes flow={flow} names={names} node={node} />,
            },
            {
              title: t('edit.act'),
              align: 'right',
              cell: ({ node, index }) => (
                <Button size="small" aria-label={t('edit.editOf', { name: nodeName(node) })} onClick={() => setOpened(index)}>
                  {t('edit.edit')}
                </Button>
              ),
            },
          ]}
        />
      </Card>
      <Card title={t('edit.scene')}>
        <FieldGrid>
          <ChoiceField
            title={t('col.scene')}
            value={flow.scene}
            options={SCENES.map((scene) => ({ value: scene, label: t(`scene.${scene}`) }))}
            onChange={(scene) => onChange({ ...template, flow: { ...flow, scene: scene ?? flow.scene } })}
          />
        </FieldGrid>
      </Card>
      <Slas template={template} onChange={onChange} onOpen={setSla} />
      <CancelFeeEditor template={template} onChange={onChange} />
      {sla !== null && <SlaSheet key={`sla${sla}`} template={template} index={sla} onChange={onChange} onClose={() => setSla(null)} />}
      {opened !== null && <NodeSheet key={opened} template={template} index={opened} onChange={onChange} onClose={() => setOpened(null)} />}
    </>
  );
}

/** The times that tasks are held to, in words; each opens its sheet. */
function Slas({
  template,
  onChange,
  onOpen,
}: {
  template: TemplateDefinition;
  onChange: PartProps['onChange'];
  onOpen: (index: number) => void;
}) {
  const { flow } = template;
  const slas = flow.slas ?? [];
  const names = namesOf(template.form);
  const add = () => {
    let n = slas.length + 1;
    while (slas.some((sla) => sla.key === `sla-${n}`)) n += 1;
    onChange({ ...template, flow: { ...flow, slas: [...slas, { key: `sla-${n}`, resolve: 'PT24H', calendar: 'always' }] } });
    onOpen(slas.length);
  };
  return (
    <Card title={t('flow.sla')} extra={<Button onClick={add}>{t('edit.addSla')}</Button>} flush={slas.length > 0}>
      {slas.length === 0 ? (
        <span className="muted">{t('edit.noSla')}</span>
      ) : (
        <DataTable
          label={t('flow.sla')}
          rows={slas.map((sla, index) => ({ sla, index }))}
          rowKey={({ index }) => String(index)}
          onOpen={({ index }) => onOpen(index)}
          columns={[
            { title: t('col.code'), lead: true, cell: ({ sla }) => <span className="mono">{sla.key}</span> },
            {
              title: t('sla.words'),
              cell: ({ sla }) => (
                <ul className={styles.plainList}>
                  {slaWords(sla, names).map((words) => (
                    <li key={words}>{words}</li>
                  ))}
                </ul>
              ),
            },
            {
              title: t('edit.act'),
              align: 'right',
              cell: ({ sla, index }) => (
                <Button size="small" aria-label={t('edit.editOf', { name: sla.key })} onClick={() => onOpen(index)}>
                  {t('edit.edit')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
