import type { MoneyBlock } from '@mingdan/shared/contracts/common';
import type { OrderSettlementOutput } from '@mingdan/shared/contracts/settlement';
import { text } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { Money } from '../../ui/money.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { ProblemView, Skeleton } from '../../ui/problem-view.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { FIGURES, type Figure } from './figures.ts';
import { LedgerCard } from './ledger.tsx';
import { t } from './messages.ts';
import { settlementQuery } from './operations.ts';
import styles from './settlement.module.css';
import { WhySheet } from './why-sheet.tsx';

/**
 * The money of an order: the figures this person may see, each with its why, then the ledger. `detailed`: whether they may read settlements;
 * else only the figures of the bill are shown.
 */
export function OrderMoney({
  orderId,
  totals,
  kind,
  detailed,
}: {
  orderId: string;
  totals: MoneyBlock;
  kind: 'planned' | 'actual';
  detailed: boolean;
}) {
  const query = useQuery({ ...settlementQuery(orderId), enabled: detailed });
  if (!detailed) return <PlainFigures totals={totals} kind={kind} />;
  if (query.data !== undefined) return <Settlement settlement={query.data} />;
  if (!query.isError) {
    return (
      <Card title={t('money.title')}>
        <Skeleton lines={2} />
      </Card>
    );
  }
  // before there is anything to settle the bill's own figures are all there is
  if (problemOf(query.error).code === 'settlement.not_found')
    return <PlainFigures totals={totals} kind={kind} note={t('money.notSettled')} />;
  return (
    <Card title={t('money.title')}>
      <ProblemView error={query.error} compact onRetry={() => void query.refetch()} />
    </Card>
  );
}

/** The order's postings; shown once there is a settlement. Shares the request of {@link OrderMoney}. */
export function OrderLedger({ orderId }: { orderId: string }) {
  const query = useQuery(settlementQuery(orderId));
  return query.data === undefined ? null : <LedgerCard postings={query.data.postings} />;
}

function PlainFigures({ totals, kind, note }: { totals: MoneyBlock; kind: 'planned' | 'actual'; note?: string }) {
  const seen = FIGURES.filter((figure) => totals[figure] !== null);
  if (seen.length === 0) return null;
  return (
    <Card title={t('money.title')} extra={note ?? t(`money.kind.${kind}`)}>
      <dl className={styles.figures}>
        {seen.map((figure) => (
          <div key={figure} className={styles.figure}>
            <dt>{text(`money.${figure}`)}</dt>
            <dd className={styles.amount}>
              <Money fen={totals[figure]} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Settlement({ settlement }: { settlement: OrderSettlementOutput }) {
  const [figure, setFigure] = useState<Figure | null>(null);
  const seen = FIGURES.filter((name) => settlement.totals[name] !== null);
  return (
    <>
      <Card
        title={t('money.title')}
        extra={
          <span className={styles.kind}>
            <StateTag group="order.settlement" value={settlement.settlementState} /> {t(`money.kind.${settlement.kind}`)}
          </span>
        }
      >
        <div className={styles.figures}>
          {seen.map((name) => (
            <button key={name} type="button" className={`${styles.figure} ${styles.asks}`} onClick={() => setFigure(name)}>
              <span className={styles.name}>{text(`money.${name}`)}</span>
              <span className={styles.amount}>
                <Money fen={settlement.totals[name]} />
              </span>
              <span className={styles.ask}>{t('money.why')}</span>
            </button>
          ))}
        </div>
        <Pins settlement={settlement} />
      </Card>
      <WhySheet settlement={settlement} figure={figure} onClose={() => setFigure(null)} />
    </>
  );
}

function Pins({ settlement }: { settlement: OrderSettlementOutput }) {
  return (
    <div className={styles.pins}>
      <Facts
        items={[
          [t('pins.tier'), `${settlement.tier} · ${settlement.tierName}`],
          [t('pins.rule'), settlement.tierRule ?? t('pins.noRule')],
          [
            t('pins.book'),
            <span key="book" className="mono">
              {settlement.book}
            </span>,
          ],
          ...(settlement.outlet === null ? [] : ([[t('pins.outlet'), <Money key="outlet" fen={settlement.outlet} />]] as const)),
        ]}
      />
    </div>
  );
}
