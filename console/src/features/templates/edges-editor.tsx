import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { outcomesOf } from '@mingdan/shared/flows/compile';
import type { FlowEdge, FlowNode, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { outcomeLabel } from '@mingdan/shared/flows/messages';
import { Button } from 'antd';
import { moved, replaceAt, withKey, without } from '../../lib/lists.ts';
import { ConditionEditor } from '../../ui/condition-editor.tsx';
import { ChoiceField, FieldGrid, FormStack } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Place } from '../../ui/places.tsx';
import { conditionNames } from './condition-names.ts';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { conditionText, namesOf, nodeName } from './words.ts';

/** Ways that leave a node: by outcome, or by condition and in order where a decision is made. */
export function EdgesEditor({
  template,
  node,
  onChange,
}: {
  template: TemplateDefinition;
  node: FlowNode;
  onChange: (template: TemplateDefinition, tag?: string) => void;
}) {
  if (node.kind === 'end') return null;
  const { flow } = template;
  const put = (edges: readonly FlowEdge[], tag?: string) => onChange({ ...template, flow: { ...flow, edges } }, tag);
  const isDecision = node.kind === 'decision';
  const own = flow.edges.map((edge, at) => ({ edge, at })).filter(({ edge }) => edge.from === node.key);
  if (isDecision) own.sort((a, b) => (a.edge.order ?? 0) - (b.edge.order ?? 0));
  const targets = flow.nodes.filter((each) => each.kind !== 'start').map((each) => ({ value: each.key, label: nodeName(each) }));
  const outcomes = node.kind === 'task' || node.kind === 'action' ? outcomesOf(node) : [];
  /** The ways of a decision in a new order, counted from 1. */
  const reorder = (from: number, to: number) => {
    const order = new Map(moved(own, from, to).map(({ at }, index) => [at, index + 1]));
    put(flow.edges.map((edge, at) => (order.has(at) ? { ...edge, order: order.get(at)! } : edge)));
  };
  const add = () => {
    const next: FlowEdge = { from: node.key, to: targets.find(({ value }) => value !== node.key)?.value ?? node.key };
    const free = outcomes.find((outcome) => !own.some(({ edge }) => edge.outcome === outcome));
    const last = Math.max(0, ...own.map(({ edge }) => edge.order ?? 0));
    put([...flow.edges, isDecision ? { ...next, order: last + 1 } : free === undefined ? next : { ...next, outcome: free }]);
  };
  return (
    <Card title={t('flow.next')} extra={<Button onClick={add}>{t('edit.addEdge')}</Button>}>
      <FormStack>
        {own.length === 0 && <span className="muted">{t('edit.noEdge')}</span>}
        {isDecision && own.length > 0 && <span className="muted">{t('edit.decisionHelp')}</span>}
        {own.map(({ edge, at }, index) => (
          <Place key={at} at={`flow.edges.${at}`}>
            <div className={styles.part}>
              <FieldGrid>
                {outcomes.length > 0 && (
                  <ChoiceField
                    title={t('edit.outcome')}
                    at="outcome"
                    clearable
                    placeholder={t('edit.usual')}
                    value={edge.outcome}
                    options={outcomes.map((outcome) => ({
                      value: outcome,
                      label: outcomeLabel(node.kind === 'task' ? node : {}, outcome),
                    }))}
                    onChange={(outcome) => put(replaceAt(flow.edges, at, withKey(edge, 'outcome', outcome)))}
                  />
                )}
                <ChoiceField
                  title={isDecision ? t('edit.toNth', { n: index + 1 }) : t('edit.to')}
                  at="to"
                  value={edge.to}
                  options={targets}
                  onChange={(to) => put(replaceAt(flow.edges, at, { ...edge, to: to ?? edge.to }))}
                />
                <div className={styles.buttons}>
                  {isDecision && (
                    <>
                      <Button
                        icon={<ArrowUpOutlined />}
                        disabled={index === 0}
                        aria-label={t('edit.up')}
                        onClick={() => reorder(index, index - 1)}
                      />
                      <Button
                        icon={<ArrowDownOutlined />}
                        disabled={index === own.length - 1}
                        aria-label={t('edit.down')}
                        onClick={() => reorder(index, index + 1)}
                      />
                    </>
                  )}
                  <Button icon={<DeleteOutlined />} aria-label={t('edit.remove')} onClick={() => put(without(flow.edges, at))} />
                </div>
              </FieldGrid>
              {isDecision && (
                <ConditionEditor
                  title={t('edit.edgeWhen')}
                  at="when"
                  condition={edge.when}
                  names={conditionNames(template)}
                  words={(condition) => conditionText(condition, namesOf(template.form))}
                  onChange={(when) => put(replaceAt(flow.edges, at, withKey(edge, 'when', when as FlowEdge['when'])), `edges.${at}`)}
                />
              )}
            </div>
          </Place>
        ))}
      </FormStack>
    </Card>
  );
}
