import { type KeyedDiff, sameJson } from '@mingdan/shared/kernel/keyed-diff';
import { label } from '@mingdan/shared/messages/index';
import { diffBooks, differsBesidePrices, isSameBook, type PriceChange, priceChanges } from '@mingdan/shared/pricing/diff-book';
import {
  type Adjustment,
  type FeeRule,
  type Item,
  type PriceBook,
  SIDES,
  type Split,
  type Tier,
  type TierRule,
} from '@mingdan/shared/pricing/types';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { yuan } from '../../lib/format.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { feePerText, instantText, ladderText, opText, scopeText, shareText, tierText, whenWords } from './words.ts';

const FIRST_ROWS = 50;

/** What is different between two versions, as a finance clerk reads it: prices first, the largest change on top, then rules in words. */
export function BookDiffView({ before, after }: { before: PriceBook; after: PriceBook }) {
  const diff = useMemo(() => diffBooks(before, after), [before, after]);
  const prices = useMemo(() => priceChanges(diff), [diff]);
  if (isSameBook(diff))
    return (
      <Card>
        <Empty>{t('diff.none')}</Empty>
      </Card>
    );
  const tierOf = (code: string) => tierText(code, after.tiers, before.tiers);
  const changedItems = diff.items.changed.filter(({ before: was, after: is }) => differsBesidePrices(was, is));
  return (
    <div className={styles.stack}>
      {diff.facts.length > 0 && (
        <Card title={t('diff.facts')}>
          <ul className={styles.plain}>
            {diff.facts.map(({ fact, before: was, after: is }) => (
              <li key={fact}>
                {t(`diff.fact.${fact}`)} <Turn before={factText(fact, was, tierOf)} after={factText(fact, is, tierOf)} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {prices.length > 0 && <Prices changes={prices} tierOf={tierOf} />}
      <Items
        title={t('diff.itemsAdded', { count: diff.items.added.length })}
        tone="good"
        items={diff.items.added.map(({ value }) => value)}
      />
      <Items
        title={t('diff.itemsRemoved', { count: diff.items.removed.length })}
        tone="bad"
        items={diff.items.removed.map(({ value }) => value)}
      />
      {changedItems.length > 0 && (
        <Card title={t('diff.itemsChanged', { count: changedItems.length })}>
          <ul className={styles.plain}>
            {changedItems.map(({ key, before: was, after: is }) => (
              <li key={key}>
                <Turn before={itemText(was)} after={itemText(is)} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Rules title={t('tiers.title')} diff={diff.tiers} words={(tier: Tier) => [tier.name]} />
      <Rules
        title={t('tiers.rules')}
        diff={diff.tierRules}
        words={(rule: TierRule) => [...nameWords(rule), t('diff.toTier', { tier: tierOf(rule.tier) }), ...ruleWords(rule)]}
      />
      <Rules
        title={t('section.adjustments')}
        diff={diff.adjustments}
        words={(rule: Adjustment) => [
          rule.name,
          opText(rule.op),
          sidesText(rule),
          scopeText(rule, after.items),
          t('diff.phase', { phase: rule.phase }),
          ...(rule.group === undefined ? [] : [t('diff.group', { group: rule.group })]),
          ...ruleWords(rule),
        ]}
      />
      <Rules
        title={t('section.fees')}
        diff={diff.fees}
        words={(fee: FeeRule) => [
          fee.name,
          feePerText(fee),
          ...SIDES.map((side) => `${label('money', side)} ${yuan(fee.amounts[side] ?? 0)}`),
          ...whenWords(fee.when),
        ]}
      />
      <Rules
        title={t('section.splits')}
        diff={diff.splits}
        words={(split: Split) => [...nameWords(split), shareText(split), scopeText(split, after.items), ...ruleWords(split)]}
      />
    </div>
  );
}

const sidesText = (rule: Adjustment): string => rule.sides.map((side) => label('money', side)).join('、');
const nameWords = ({ name }: TierRule | Split): readonly string[] => (name ? [name] : []);
const ruleWords = (rule: TierRule | Adjustment | Split): readonly string[] => [
  ...((rule.priority ?? 0) === 0 ? [] : [t('diff.priority', { priority: rule.priority ?? 0 })]),
  ...(whenWords(rule.when).length === 0 ? [t('rule.always')] : whenWords(rule.when)),
];
const itemText = (item: Item): string =>
  [item.name, item.code, label('item.kind', item.kind), item.unit, ...(item.ladder ? [ladderText(item.ladder)] : [])].join(' · ');

function factText(fact: string, value: string | null, tierOf: (code: string) => string): string {
  if (value === null) return t('diff.nothing');
  if (fact === 'defaultTier') return tierOf(value);
  return fact === 'validFrom' || fact === 'validTo' ? instantText(value) : value;
}

function Turn({ before, after }: { before: ReactNode; after: ReactNode }) {
  return (
    <span>
      <del className="muted">{before}</del> → <ins style={{ textDecoration: 'none' }}>{after}</ins>
    </span>
  );
}

/** `+5%` in words and colour; a price that came or went is a word. */
export function PercentChange({ change }: { change: PriceChange }) {
  if (change.before === null) return <Tag tone="good">{t('diff.came')}</Tag>;
  if (change.after === null) return <Tag tone="bad">{t('diff.went')}</Tag>;
  if (change.percent === null) return <span className="muted">{t('diff.fromZero')}</span>;
  return (
    <span
      className={`num ${change.percent > 0 ? styles.up : styles.down}`}
    >{`${change.percent > 0 ? '+' : '−'}${Math.abs(change.percent)}%`}</span>
  );
}

const priceColumns = (tierOf: (code: string) => string): readonly Column<PriceChange>[] => [
  {
    title: t('items.name'),
    lead: true,
    cell: (change) => (
      <span>
        {change.name} <span className="mono muted">{change.item}</span>
      </span>
    ),
  },
  { title: t('try.tier'), cell: (change) => <span title={change.tier === '*' ? undefined : change.tier}>{tierOf(change.tier)}</span> },
  { title: t('items.side'), cell: (change) => label('money', change.side) },
  {
    title: t('diff.before'),
    align: 'right',
    cell: (change) => (change.before === null ? <span className="muted">—</span> : <Money fen={change.before} />),
  },
  {
    title: t('diff.after'),
    align: 'right',
    cell: (change) => (change.after === null ? <span className="muted">—</span> : <Money fen={change.after} strong />),
  },
  { title: t('diff.percent'), align: 'right', cell: (change) => <PercentChange change={change} /> },
];

function Prices({ changes, tierOf }: { changes: readonly PriceChange[]; tierOf: (code: string) => string }) {
  const [limit, setLimit] = useState(FIRST_ROWS);
  return (
    <Card title={t('diff.prices', { count: changes.length })} extra={t('diff.largestFirst')} flush>
      <DataTable
        compact
        label={t('diff.prices', { count: changes.length })}
        columns={priceColumns(tierOf)}
        rows={changes.slice(0, limit)}
        rowKey={(change) => `${change.item} ${change.tier} ${change.side}`}
      />
      {changes.length > limit && (
        <div className={styles.none}>
          <Button onClick={() => setLimit(limit + 200)}>{t('items.more', { count: Math.min(200, changes.length - limit) })}</Button>
        </div>
      )}
    </Card>
  );
}

function Items({ title, tone, items }: { title: string; tone: 'good' | 'bad'; items: readonly Item[] }) {
  const [limit, setLimit] = useState(FIRST_ROWS);
  if (items.length === 0) return null;
  return (
    <Card title={<Tag tone={tone}>{title}</Tag>}>
      <ul className={styles.plain}>
        {items.slice(0, limit).map((item) => (
          <li key={item.code}>{itemText(item)}</li>
        ))}
      </ul>
      {items.length > limit && <Button onClick={() => setLimit(limit + 200)}>{t('items.more', { count: items.length - limit })}</Button>}
    </Card>
  );
}

function Rules<Rule extends { readonly code: string }>({
  title,
  diff,
  words,
}: {
  title: string;
  diff: KeyedDiff<Rule>;
  words: (rule: Rule) => readonly string[];
}) {
  const { added, removed, changed, order } = diff;
  if (added.length + removed.length + changed.length === 0 && order === null) return null;
  return (
    <Card title={title}>
      <ul className={styles.plain}>
        {added.map(({ key, value }) => (
          <li key={`+${key}`}>
            <Tag tone="good">{t('diff.added')}</Tag> <span className="mono">{value.code}</span> {words(value).join('，')}
          </li>
        ))}
        {removed.map(({ key, value }) => (
          <li key={`-${key}`}>
            <Tag tone="bad">{t('diff.removed')}</Tag> <span className="mono">{value.code}</span>{' '}
            <del className="muted">{words(value).join('，')}</del>
          </li>
        ))}
        {changed.map(({ key, before, after }) => {
          const [was, is] = [words(before), words(after)];
          return (
            <li key={key}>
              <Tag tone="plain">{t('diff.changed')}</Tag> <span className="mono">{after.code}</span>{' '}
              <Turn
                before={was.filter((word) => !is.includes(word)).join('，') || t('diff.nothing')}
                after={is.filter((word) => !was.includes(word)).join('，') || (sameJson(was, is) ? t('diff.otherwise') : t('diff.nothing'))}
              />
            </li>
          );
        })}
        {order !== null && <li className="secondary">{t('diff.order')}</li>}
      </ul>
    </Card>
  );
}
