import type { OrderOffersOutput, orderOffers } from '@mingdan/shared/contracts/dispatch';
import { orderOffersMeta } from '@mingdan/shared/contracts/dispatch.meta';
import { kmText } from '@mingdan/shared/kernel/metres';
import { formatSince } from '@mingdan/shared/messages/format';
import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { StateTag } from '../../ui/tag.tsx';
import styles from './dispatch.module.css';
import { t } from './messages.ts';

type Offer = OrderOffersOutput['items'][number];

/** Who was asked to take an order, in what order, for how much, and what they said. */
export function OffersOfOrder({ orderId }: { orderId: string }) {
  const query = useQuery(contractQuery<typeof orderOffers>(orderOffersMeta, { orderId }));
  const now = useNow();
  return (
    <Card title={t('title')} flush>
      <QueryBoundary query={query} compact>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('empty')}</Empty>
          ) : (
            <DataTable
              label={t('title')}
              columns={columns(now, items)}
              rows={items}
              rowKey={(offer) => offer.id}
              isFaded={(offer) => offer.status === 'expired'}
            />
          )
        }
      </QueryBoundary>
    </Card>
  );
}

function columns(now: number, offers: readonly Offer[]): readonly Column<Offer>[] {
  const isPaySeen = offers.some((offer) => offer.pay !== null);
  return [
    {
      title: t('col.installer'),
      lead: true,
      cell: (offer) => (
        <>
          <strong>{offer.installerName}</strong>
          {(offer.mode !== 'offer' || offer.role === 'helper') && (
            <span className={styles.second}>
              {[offer.role === 'helper' ? t('role.helper') : '', offer.mode === 'offer' ? '' : t(`mode.${offer.mode}`)]
                .filter((words) => words !== '')
                .join(' · ')}
            </span>
          )}
        </>
      ),
    },
    {
      title: t('col.status'),
      cell: (offer) => (
        <>
          <StateTag group="offer.status" value={offer.status} />
          {offer.refusal !== null && <span className={styles.second}>{t('refusal', { reason: offer.refusal })}</span>}
        </>
      ),
    },
    ...(isPaySeen ? [{ title: t('col.pay'), align: 'right' as const, cell: (offer: Offer) => <Money fen={offer.pay} /> }] : []),
    {
      title: t('col.distance'),
      align: 'right',
      cell: (offer) => (offer.distanceKm === null ? '—' : <span className="nowrap">{kmText(offer.distanceKm)}</span>),
    },
    { title: t('col.score'), align: 'right', cell: (offer) => <span className="num">{offer.score}</span> },
    {
      title: t('col.reasons'),
      cell: (offer) => (
        <ul className={styles.reasons}>
          {offer.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ),
    },
    {
      title: t('col.time'),
      align: 'right',
      cell: (offer) => (
        <span className="muted nowrap">
          {formatSince(offer.createdAt, now)}
          {offer.answeredAt !== null && (
            <span className={styles.second}>{t('answered', { when: formatSince(offer.answeredAt, now) })}</span>
          )}
        </span>
      ),
    },
  ];
}
