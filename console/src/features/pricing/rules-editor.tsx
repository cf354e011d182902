import type { PriceBook } from '@mingdan/shared/pricing/types';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { moved, replaceAt, without } from '../../lib/lists.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Card } from '../../ui/page.tsx';
import { ruleColumns } from './book-section.tsx';
import { t } from './messages.ts';
import { type RuleKind, type RuleLists, RuleSheet } from './rule-sheet.tsx';

type AnyRule = RuleLists[RuleKind];

/** A code that no rule or item has yet: `NEW1`, `NEW2`, … */
function freeCode(book: PriceBook, rules: readonly AnyRule[], wanted: string): string {
  const taken = new Set([...rules, ...book.items, ...(book.fees ?? [])].map((each) => each.code));
  for (let n = 1; ; n++) if (!taken.has(`${wanted}${n}`)) return `${wanted}${n}`;
}

function newRule(book: PriceBook, kind: RuleKind, rules: readonly AnyRule[]): AnyRule {
  const code = freeCode(book, rules, 'NEW');
  if (kind === 'tierRules') return { code, name: '', tier: book.tiers[0]?.code ?? '' };
  if (kind === 'adjustments') return { code, name: t('rule.newName'), phase: 10, sides: ['charge'], op: { multiply: '1' } };
  if (kind === 'fees') return { code, name: t('rule.newName'), per: 'order', amounts: { charge: 0, settle: 0, cost: 0 } };
  return { code, name: '', rate: '0.7' };
}

/** One list of rules in words; a row opens its form. Order counts: it breaks ties. */
export function RulesEditor({
  book,
  kind,
  target,
  onChange,
}: {
  book: PriceBook;
  kind: RuleKind;
  target: { readonly item: number; readonly key: number } | null;
  onChange: (book: PriceBook, tag?: string) => void;
}) {
  const rules: readonly AnyRule[] = book[kind] ?? [];
  const [opened, setOpened] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another finding is asked for
  useEffect(() => {
    if (target !== null && target.item >= 0 && target.item < rules.length) setOpened(target.item);
  }, [target?.key]);
  const put = (next: readonly AnyRule[], tag?: string) => onChange({ ...book, [kind]: next }, tag);
  const act = (index: number, what: 'remove' | 'copy' | 'up' | 'down') => {
    if (what === 'remove') {
      put(without(rules, index));
      setOpened(null);
    } else if (what === 'copy') {
      const copy = { ...rules[index]!, code: freeCode(book, rules, `${rules[index]!.code}-`) };
      put([...rules.slice(0, index + 1), copy, ...rules.slice(index + 1)]);
      setOpened(index + 1);
    } else {
      const to = what === 'up' ? index - 1 : index + 1;
      put(moved(rules, index, to));
      setOpened(to);
    }
  };
  const rows = rules.map((rule, index) => ({ rule, index }));
  return (
    <>
      <Card
        title={t(`section.${kind}`)}
        flush={rules.length > 0}
        extra={
          <Button
            onClick={() => {
              put([...rules, newRule(book, kind, rules)]);
              setOpened(rules.length);
            }}
          >
            {t(`rule.add.${kind}`)}
          </Button>
        }
      >
        {rules.length === 0 ? (
          <span className="muted">{t(`rule.none.${kind}`)}</span>
        ) : (
          <DataTable
            label={t(`section.${kind}`)}
            rows={rows}
            rowKey={({ index }) => String(index)}
            openKey={opened === null ? undefined : String(opened)}
            onOpen={({ index }) => setOpened(index)}
            columns={[
              ...ruleColumns(book, kind).map((column) => ({
                ...column,
                cell: (row: (typeof rows)[number]) => column.cell(row.rule as never),
              })),
              {
                title: t('col.act'),
                align: 'right' as const,
                cell: ({ index }) => (
                  <Button size="small" onClick={() => setOpened(index)}>
                    {t('rule.edit')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Card>
      {opened !== null && (
        <RuleSheet
          key={opened}
          book={book}
          kind={kind}
          index={opened}
          onChange={(rule, field) => put(replaceAt(rules, opened, rule), `${kind}.${opened}.${field}`)}
          onAct={(what) => act(opened, what)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
