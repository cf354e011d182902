import type { CancelFee, FlowEdge, FlowNode, SlaDefinition, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { diffTemplates, isSameTemplate, type Preset, type TemplateFact } from '@mingdan/shared/flows/diff-template';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import type { KeyedDiff } from '@mingdan/shared/kernel/keyed-diff';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { durationText, edgeText, fieldRules, linesText, namesOf, nodeName, nodeWords, slaWords } from './words.ts';

/** What is different between two versions of a template, in words: fields, nodes, ways, times, presets. */
export function TemplateDiffView({ before, after }: { before: TemplateDefinition; after: TemplateDefinition }) {
  const diff = diffTemplates(before, after);
  if (isSameTemplate(diff))
    return (
      <Card>
        <Empty>{t('diff.none')}</Empty>
      </Card>
    );
  const names = { ...namesOf(before.form), ...namesOf(after.form) };
  const nameAt = (key: string) => {
    const node = after.flow.nodes.find((each) => each.key === key) ?? before.flow.nodes.find((each) => each.key === key);
    return node ? nodeName(node) : key;
  };
  const preset = ({ field, value }: Preset) => [names[field] ?? field, Array.isArray(value) ? linesText(value as never) : String(value)];
  return (
    <div className={styles.stack}>
      {diff.facts.length > 0 && (
        <Card title={t('edit.basics')}>
          <ul className={styles.plainList}>
            {diff.facts.map(({ fact, before: was, after: is }) => (
              <li key={fact}>
                {t(`diff.fact.${fact}`)}：<Change before={factText(fact, was)} after={factText(fact, is)} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Part
        title={t('form.title')}
        diff={diff.fields}
        words={(field: FieldDefinition) => [
          field.label,
          t(`type.${field.type}`),
          ...fieldRules(field, names),
          ...(field.hint === undefined ? [] : [field.hint]),
        ]}
      />
      <Part title={t('flow.nodes')} diff={diff.nodes} words={(node: FlowNode) => nodeWords(node, names)} />
      <Part
        title={t('flow.next')}
        diff={diff.edges}
        words={(edge: FlowEdge) => [`${nameAt(edge.from)} → ${nameAt(edge.to)}`, edgeText(after.flow, edge, names) ?? '']}
      />
      <Part title={t('flow.sla')} diff={diff.slas} words={(sla: SlaDefinition) => [sla.key, ...slaWords(sla, names)]} />
      {diff.cancelFee !== null && (
        <Card title={t('cancelFee.title')}>
          <Change before={feeText(diff.cancelFee.before)} after={feeText(diff.cancelFee.after)} />
        </Card>
      )}
      <Part title={t('preset.answers')} diff={diff.answers} words={preset} />
      <Part title={t('preset.lines')} diff={diff.lines} words={preset} />
    </div>
  );
}

/** From what to what, side by side where there is room. */
function Change({ before, after }: { before: string; after: string }) {
  return (
    <span className={styles.change}>
      <del className="muted">{before || t('diff.nothing')}</del>
      <span aria-hidden="true">→</span>
      <ins>{after || t('diff.nothing')}</ins>
    </span>
  );
}

function factText(fact: TemplateFact, value: string): string {
  return fact === 'scene' ? t(`scene.${value as 'trade'}`) : value;
}

function feeText(fee: CancelFee | null): string {
  return fee === null ? '' : t('cancelFee.text', { within: durationText(fee.within), lines: linesText(fee.lines) });
}

function Part<T>({ title, diff, words }: { title: string; diff: KeyedDiff<T>; words: (value: T) => readonly string[] }) {
  if (diff.added.length + diff.removed.length + diff.changed.length === 0 && diff.order === null) return null;
  return (
    <Card title={title}>
      <ul className={styles.plainList}>
        {diff.added.map(({ key, value }) => (
          <li key={`+${key}`}>
            <Tag tone="good">{t('diff.added')}</Tag>{' '}
            {words(value)
              .filter((word) => word !== '')
              .join('，')}
          </li>
        ))}
        {diff.removed.map(({ key, value }) => (
          <li key={`-${key}`}>
            <Tag tone="bad">{t('diff.removed')}</Tag>{' '}
            <del className="muted">
              {words(value)
                .filter((word) => word !== '')
                .join('，')}
            </del>
          </li>
        ))}
        {diff.changed.map(({ key, before, after }) => {
          const [was, is] = [words(before), words(after)];
          const gone = was.filter((word) => !is.includes(word)).join('，');
          const come = is.filter((word) => !was.includes(word)).join('，');
          return (
            <li key={key}>
              <Tag tone="plain">{t('diff.changed')}</Tag> {is[0]}：
              {gone === '' && come === '' ? t('diff.otherwise') : <Change before={gone} after={come} />}
            </li>
          );
        })}
        {diff.order !== null && <li className="secondary">{t('diff.order')}</li>}
      </ul>
    </Card>
  );
}
