import { label } from '@mingdan/shared/messages/index';
import type { Adjustment, FeeRule, PriceBook, Side, Split, TierRule, When } from '@mingdan/shared/pricing/types';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { ItemMatrix } from './item-matrix.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { feePerText, opText, scopeText, shareText, whenWords } from './words.ts';

export type BookSectionKey = 'tiers' | 'items' | 'adjustments' | 'fees' | 'splits';
export const BOOK_SECTIONS: readonly BookSectionKey[] = ['tiers', 'items', 'adjustments', 'fees', 'splits'];
const SIDES: readonly Side[] = ['charge', 'settle', 'cost'];

/** One section of a price book as tables. */
export function BookSection({ book, section, side }: { book: PriceBook; section: BookSectionKey; side: Side }) {
  if (section === 'items') return <ItemMatrix book={book} side={side} />;
  if (section === 'adjustments') {
    return <RuleTable title={t('section.adjustments')} rows={book.adjustments ?? []} columns={adjustmentColumns(book)} />;
  }
  if (section === 'fees') return <RuleTable title={t('section.fees')} rows={book.fees ?? []} columns={FEE_COLUMNS} />;
  if (section === 'splits') {
    return <RuleTable title={t('section.splits')} note={t('splits.note')} rows={book.splits ?? []} columns={splitColumns(book)} />;
  }
  return <Tiers book={book} />;
}

function RuleTable<Row extends { readonly code: string }>({
  title,
  note,
  rows,
  columns,
}: {
  title: string;
  note?: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
}) {
  return (
    <Card title={title} extra={note} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <span className="muted">{t('none')}</span>
      ) : (
        <DataTable label={title} columns={columns} rows={rows} rowKey={(row) => row.code} />
      )}
    </Card>
  );
}

function Tiers({ book }: { book: PriceBook }) {
  return (
    <>
      <Card
        title={t('tiers.title')}
        extra={book.defaultTier == null ? t('tiers.noDefault') : `${t('tiers.default')} ${tierName(book, book.defaultTier)}`}
      >
        <ol className={styles.tiers}>
          {book.tiers.map((tier) => (
            <li key={tier.code} className={tier.code === book.defaultTier ? styles.defaultTier : undefined}>
              {tier.name} <span className="mono muted">{tier.code}</span>
            </li>
          ))}
        </ol>
      </Card>
      <RuleTable title={t('tiers.rules')} note={t('tiers.rulesNote')} rows={book.tierRules ?? []} columns={tierRuleColumns(book)} />
    </>
  );
}

function tierName(book: PriceBook, code: string): string {
  return book.tiers.find((tier) => tier.code === code)?.name ?? code;
}

function tierRuleColumns(book: PriceBook): readonly Column<TierRule>[] {
  return [
    { title: t('adjust.name'), lead: true, cell: (rule) => <RuleName {...rule} /> },
    { title: t('rule.tier'), cell: (rule) => <span className="nowrap">{tierName(book, rule.tier)}</span> },
    { title: t('rule.when'), cell: (rule) => <Conditions when={rule.when} /> },
    { title: t('rule.priority'), align: 'right', cell: (rule) => rule.priority ?? 0 },
  ];
}

/** The columns in which rules of a kind are read. */
export function ruleColumns(book: PriceBook, kind: 'tierRules' | 'adjustments' | 'fees' | 'splits'): readonly Column<never>[] {
  if (kind === 'tierRules') return tierRuleColumns(book);
  if (kind === 'adjustments') return adjustmentColumns(book);
  return kind === 'fees' ? FEE_COLUMNS : splitColumns(book);
}

/** When a rule holds, one phrase per line. */
export function Conditions({ when }: { when: When | undefined }) {
  const words = whenWords(when);
  if (words.length === 0) return <span className="muted">{t('rule.always')}</span>;
  return (
    <ul className={styles.conditions}>
      {words.map((phrase) => (
        <li key={phrase}>
          <Folded phrase={phrase} />
        </li>
      ))}
    </ul>
  );
}

/** Entries of a list that are read before the rest is asked for: hundreds of counties say nothing at a glance. */
const READ_AT_ONCE = 12;

function Folded({ phrase }: { phrase: string }) {
  const entries = phrase.split('、');
  if (entries.length <= READ_AT_ONCE * 2) return phrase;
  return (
    <details>
      <summary>{t('when.andMore', { list: entries.slice(0, READ_AT_ONCE).join('、'), count: entries.length })}</summary>
      {entries.slice(READ_AT_ONCE).join('、')}
    </details>
  );
}

/** A rule by its name with its code below; one without a name by its code. */
function RuleName({ code, name }: { code: string; name?: string }) {
  if (!name) return <span className="mono nowrap">{code}</span>;
  return (
    <span className={styles.ruleName}>
      {name}
      <span className={`mono muted ${styles.code}`}>{code}</span>
    </span>
  );
}

function sidesText(sides: readonly Side[]): string {
  return sides.map((side) => label('money', side)).join('、');
}

function adjustmentColumns(book: PriceBook): readonly Column<Adjustment>[] {
  return [
    { title: t('adjust.name'), lead: true, cell: (rule) => <RuleName {...rule} /> },
    { title: t('adjust.op'), cell: (rule) => <strong className="num nowrap">{opText(rule.op)}</strong> },
    { title: t('adjust.sides'), cell: (rule) => sidesText(rule.sides) },
    { title: t('adjust.scope'), cell: (rule) => scopeText(rule, book.items) },
    { title: t('rule.when'), cell: (rule) => <Conditions when={rule.when} /> },
    { title: t('adjust.group'), cell: (rule) => <span className="mono nowrap">{rule.group ?? '—'}</span> },
    { title: t('adjust.phase'), align: 'right', cell: (rule) => rule.phase },
    { title: t('rule.priority'), align: 'right', cell: (rule) => rule.priority ?? 0 },
  ];
}

const FEE_COLUMNS: readonly Column<FeeRule>[] = [
  { title: t('fees.name'), lead: true, cell: (fee) => <RuleName {...fee} /> },
  { title: t('fees.per'), cell: (fee) => feePerText(fee) },
  ...SIDES.map((side) => ({
    title: label('money', side),
    align: 'right' as const,
    cell: (fee: FeeRule) => <Money fen={fee.amounts[side] ?? 0} />,
  })),
  { title: t('rule.when'), cell: (fee) => <Conditions when={fee.when} /> },
];

function splitColumns(book: PriceBook): readonly Column<Split>[] {
  return [
    { title: t('adjust.name'), lead: true, cell: (split) => <RuleName {...split} /> },
    { title: t('splits.share'), cell: (split) => <strong className="num">{shareText(split)}</strong> },
    { title: t('adjust.scope'), cell: (split) => scopeText(split, book.items) },
    { title: t('rule.when'), cell: (split) => <Conditions when={split.when} /> },
    { title: t('rule.priority'), align: 'right', cell: (split) => split.priority ?? 0 },
  ];
}
