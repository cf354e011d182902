import type { MoneyBlock } from '@mingdan/shared/contracts/common';
import type { BillSettlement, OrderSettlementOutput } from '@mingdan/shared/contracts/settlement';
import { label, text } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { problemOf } from '../../lib/problem.ts';
import { isNobodysYet, Money, NobodysYet } from '../../ui/money.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { BookText, TierText } from '../../ui/pin-text.tsx';
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
 * else only the figures of the bill are shown. `isVoid`: the order was cancelled before anything was billed, and what was estimated is nobody's money.
 */
export function OrderMoney({
  orderId,
  totals,
  kind,
  detailed,
  isVoid,
}: {
  orderId: string;
  totals: MoneyBlock;
  kind: 'planned' | 'actual';
  detailed: boolean;
  isVoid: boolean;
}) {
  const query = useQuery({ ...settlementQuery(orderId), enabled: detailed && !isVoid });
  if (isVoid)
    return (
      <Card title={t('money.title')}>
        <span className="secondary">{t('money.void')}</span>
      </Card>
    );
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
              {figure === 'earn' && isNobodysYet({ kind, totals }) ? <NobodysYet /> : <Money fen={totals[figure]} />}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** The visit under way first, then what earlier visits left: each bill with its own state and the why of each figure. */
function Settlement({ settlement }: { settlement: OrderSettlementOutput }) {
  const bills = [settlement, ...settlement.earlier.toReversed()];
  return (
    <>
      {bills.map((bill) => (
        <BillMoney key={bill.visit} bill={bill} isOnly={bills.length === 1} />
      ))}
      <Waived settlement={settlement} />
    </>
  );
}

/** What the company waived of the bills 减免, and what is left of the figures. */
function Waived({ settlement: { waivers, net } }: { settlement: OrderSettlementOutput }) {
  const now = useNow();
  if (waivers.length === 0) return null;
  return (
    <Card title={t('waived.title')}>
      <dl className={styles.figures}>
        {FIGURES.filter((name) => net[name] !== null).map((name) => (
          <div key={name} className={styles.figure}>
            <dt>{text(`money.${name}`)}</dt>
            <dd className={styles.amount}>
              <Money fen={net[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <ul className={styles.waivers}>
        {waivers.map((waiver) => (
          <li key={waiver.id}>
            <span className={waiver.voided ? styles.struck : undefined}>
              {t('waived.act')} <Money fen={-waiver.amount} /> · {waiver.reason}
            </span>
            <span className="secondary">
              {t('waived.by', { by: waiver.by, when: moment(waiver.at, now) })}
              {waiver.voided && ` · ${t('waived.taken', { reason: waiver.voided.reason })}`}
            </span>
          </li>
        ))}
      </ul>
      <p className={`muted ${styles.note}`}>{t('waived.note')}</p>
    </Card>
  );
}

/** States of settlement 结算 in which a bill waits, and each says for what. */
const HELD = ['pending', 'eligible', 'disputed', 'unverified'] as const;
type Held = (typeof HELD)[number];

function BillMoney({ bill, isOnly }: { bill: BillSettlement; isOnly: boolean }) {
  const [figure, setFigure] = useState<Figure | null>(null);
  const seen = FIGURES.filter((name) => bill.totals[name] !== null);
  const scope = bill.scope === null ? '' : ` · ${label('order.bill.scope', bill.scope)}`;
  return (
    <>
      <Card
        title={isOnly ? t('money.title') : `${t('money.visit', { visit: bill.visit })}${scope}`}
        extra={
          <span className={styles.kind}>
            <StateTag group="order.settlement" value={bill.state} /> {t(`money.kind.${bill.kind}`)}
          </span>
        }
      >
        <div className={styles.figures}>
          {seen.map((name) => (
            <button key={name} type="button" className={`${styles.figure} ${styles.asks}`} onClick={() => setFigure(name)}>
              <span className={styles.name}>{text(`money.${name}`)}</span>
              <span className={styles.amount}>
                {name === 'earn' && isNobodysYet(bill) ? <NobodysYet /> : <Money fen={bill.totals[name]} />}
              </span>
              <span className={styles.ask}>{t('money.why')}</span>
            </button>
          ))}
        </div>
        {bill.takenBack !== null && <p className={`secondary ${styles.note}`}>{t('money.takenBack', { reason: bill.takenBack })}</p>}
        {bill.kind === 'actual' && bill.takenBack === null && HELD.includes(bill.state as Held) && (
          <p className={`muted ${styles.note}`}>
            {t(bill.scope === 'fee' && bill.state === 'pending' ? 'money.state.pendingFee' : `money.state.${bill.state as Held}`)}
          </p>
        )}
        <Pins bill={bill} />
      </Card>
      <WhySheet bill={bill} figure={figure} onClose={() => setFigure(null)} />
    </>
  );
}

function Pins({ bill }: { bill: BillSettlement }) {
  return (
    <div className={styles.pins}>
      <Facts
        items={[
          [t('pins.tier'), <TierText key="tier" code={bill.tier} name={bill.tierName} />],
          [t('pins.rule'), bill.tierRuleName ?? t('pins.noRule')],
          [t('pins.book'), <BookText key="book" pin={bill.book} />],
          ...(bill.outlet === null || isNobodysYet(bill) ? [] : ([[t('pins.outlet'), <Money key="outlet" fen={bill.outlet} />]] as const)),
        ]}
      />
    </div>
  );
}
