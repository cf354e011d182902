import type { ListCashOutput } from '@mingdan/shared/contracts/cash';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { yuan } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { t } from './cash-messages.ts';
import { CashSheet } from './cash-sheet.tsx';
import { cashQuery } from './operations.ts';
import styles from './settlement.module.css';

type Row = ListCashOutput['items'][number];

/** Customers' money in installers' hands: who has how much, what was handed in, and the entry of what is handed in now. */
export function CashPage({ installer, onInstaller }: { installer: string | undefined; onInstaller: (next: string | undefined) => void }) {
  const query = useQuery(cashQuery());
  const now = useNow();
  return (
    <Page
      title={t('title')}
      note={t('note')}
      crumb={
        <Link to="/settlement" search={{}}>
          {t('back')}
        </Link>
      }
    >
      <QueryBoundary query={query}>
        {({ items, inHand }) => (
          <>
            <div className={styles.banner} role="status">
              <span className="secondary">{t('inHandAll')}</span>
              <strong className="num">{yuan(inHand)}</strong>
            </div>
            <Card flush>
              {items.length === 0 ? (
                <Empty>{t('empty')}</Empty>
              ) : (
                <DataTable
                  label={t('title')}
                  columns={columns(now, onInstaller)}
                  rows={items}
                  rowKey={(row) => row.installerId}
                  onOpen={(row) => onInstaller(row.installerId)}
                  openKey={installer}
                />
              )}
            </Card>
          </>
        )}
      </QueryBoundary>
      {installer !== undefined && <CashSheet installerId={installer} onClose={() => onInstaller(undefined)} />}
    </Page>
  );
}

function columns(now: number, onInstaller: (next: string) => void): readonly Column<Row>[] {
  return [
    {
      title: t('col.installer'),
      lead: true,
      cell: (row) => (
        <Button type="link" className={styles.inline ?? ''} onClick={() => onInstaller(row.installerId)}>
          {row.name}
        </Button>
      ),
    },
    { title: t('col.taken'), align: 'right', cell: (row) => <Money fen={row.taken} /> },
    { title: t('col.handedIn'), align: 'right', cell: (row) => <Money fen={row.handedIn} /> },
    { title: t('col.inHand'), align: 'right', cell: (row) => <Money fen={row.inHand} strong /> },
    {
      title: t('col.lastDay'),
      align: 'right',
      cell: (row) => <span className="muted nowrap">{row.lastDay === null ? '—' : formatNearDay(row.lastDay, now)}</span>,
    },
    {
      title: t('col.act'),
      align: 'right',
      cell: (row) => (
        <Button type="link" className={styles.inline ?? ''} onClick={() => onInstaller(row.installerId)}>
          {t('handIn')}
        </Button>
      ),
    },
  ];
}
