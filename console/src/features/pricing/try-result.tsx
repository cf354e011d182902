import { formatQuantity } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import type { Explanation, PriceBook, Quote, QuoteResult } from '@mingdan/shared/pricing/types';
import { bookNames, sideWords, splitWords, tierWords } from '@mingdan/shared/pricing/words';
import { Segmented } from 'antd';
import { useState } from 'react';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { TierText } from '../../ui/pin-text.tsx';
import { WhySteps } from '../../ui/why-tree.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';
import { quoteProblemText } from './quote-problem.ts';

const FIGURES = ['charge', 'settle', 'earn', 'cost'] as const;
type Figure = (typeof FIGURES)[number];
type Line = Quote['lines'][number] & { readonly index: number; readonly name: string; readonly unit: string };

/** The quote of a trial with the why of every figure, or why there is none. */
export function TryResult({ book, quote, explanation }: { book: PriceBook; quote: QuoteResult; explanation: Explanation | null }) {
  if ('error' in quote) {
    return (
      <Card title={t('error.title')}>
        <p role="alert" className={styles.refused}>
          {quoteProblemText(quote.error)}
        </p>
        <span className="mono muted">{quote.error.code}</span>
      </Card>
    );
  }
  const lines = quote.lines.map((line, index): Line => {
    const item = book.items.find((each) => each.code === line.item);
    const fee = book.fees?.find((each) => each.code === line.item);
    return { ...line, index, name: item?.name ?? fee?.name ?? line.item, unit: item?.unit ?? '' };
  });
  const tier = book.tiers.find((each) => each.code === quote.tier);
  return (
    <>
      <Card title={t('try.result')} flush>
        <div className={styles.resultFacts}>
          <Facts
            items={[
              [t('try.tier'), <TierText key="tier" code={quote.tier} name={tier?.name} />],
              [t('try.tierRule'), quote.tierRule === null ? t('try.tierDefault') : bookNames(book).tierRuleName(quote.tierRule)],
              [label('money', 'profit'), <Money key="profit" fen={quote.totals.profit} strong />],
              [label('money', 'outlet'), <Money key="outlet" fen={quote.totals.outlet} />],
              ...Object.entries(quote.totals.installers).map(
                ([name, share]) => [`${t('try.installers')} ${name}`, <Money key={name} fen={share} />] as const,
              ),
            ]}
          />
        </div>
        <DataTable
          label={t('try.result')}
          columns={COLUMNS}
          rows={lines}
          rowKey={(line) => `${line.index}`}
          foot={<Totals quote={quote} />}
        />
      </Card>
      {explanation !== null && <Why book={book} lines={lines} explanation={explanation} tier={quote.tier} />}
    </>
  );
}

const COLUMNS: readonly Column<Line>[] = [
  {
    title: t('try.item'),
    lead: true,
    cell: (line) => (
      <span>
        {line.name}
        <span className={`mono muted ${styles.code}`}>{line.item}</span>
      </span>
    ),
  },
  { title: t('try.quantity'), align: 'right', cell: (line) => <span className="nowrap">{formatQuantity(line.quantity, line.unit)}</span> },
  ...FIGURES.map((figure) => ({
    title: label('money', figure),
    align: 'right' as const,
    cell: (line: Line) => <Money fen={line[figure]} />,
  })),
];

function Totals({ quote }: { quote: Quote }) {
  return (
    <tr>
      <th scope="row">{t('try.total')}</th>
      <td data-label="" />
      {FIGURES.map((figure) => (
        <td key={figure} className="right" data-label={label('money', figure)}>
          <Money fen={quote.totals[figure]} />
        </td>
      ))}
    </tr>
  );
}

function Why({ book, lines, explanation, tier }: { book: PriceBook; lines: readonly Line[]; explanation: Explanation; tier: string }) {
  const names = bookNames(book);
  const [figure, setFigure] = useState<Figure>('charge');
  return (
    <>
      <Card title={t('try.whyTier')}>
        <WhySteps steps={tierWords(explanation, tier, names)} />
      </Card>
      <Card
        title={t('try.why')}
        extra={
          <Segmented
            aria-label={t('try.why')}
            value={figure}
            onChange={setFigure}
            options={FIGURES.map((each) => ({ value: each, label: label('money', each) }))}
          />
        }
      >
        {lines.map((line) => (
          <section key={line.index} className={styles.whyLine}>
            <h3 className={styles.whyHead}>
              <span>
                {line.name} <span className="muted">{formatQuantity(line.quantity, line.unit)}</span>
              </span>
              <Money fen={line[figure]} />
            </h3>
            <WhySteps
              steps={
                figure === 'earn'
                  ? splitWords(explanation, line.index, null, names)
                  : sideWords(explanation, line.index, figure, line.item, names)
              }
            />
          </section>
        ))}
      </Card>
    </>
  );
}
