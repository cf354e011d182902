import type { listSettlements } from '@mingdan/shared/contracts/settlement';
import { text } from '@mingdan/shared/messages/index';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import type { RowOf } from '../../lib/query.ts';
import { type Column, PagedTable } from '../../ui/data-table.tsx';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { Money } from '../../ui/money.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { BookText } from '../../ui/pin-text.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { StateTag, Tag } from '../../ui/tag.tsx';
import { FIGURES } from './figures.ts';
import { t } from './messages.ts';
import { type SettlementState, settlementPages } from './operations.ts';
import styles from './settlement.module.css';

type Row = RowOf<typeof listSettlements>;
/** 已结算 and 已支付 have their tabs once months are closed: until then no order can stand there. */
const STATES: readonly (SettlementState | undefined)[] = [undefined, 'pending', 'disputed', 'unverified', 'eligible'];

/** Finished orders by where their settlement stands, with the figures this person may see. */
export function SettlementListPage({
  state,
  onOpen,
  exporting,
}: {
  state: SettlementState | undefined;
  onOpen: (orderId: string) => void;
  /** The dialog that writes what is listed into a file. */
  exporting: (onClose: () => void) => ReactNode;
}) {
  const pages = useInfiniteQuery({ ...settlementPages(state), placeholderData: keepPreviousData });
  const now = useNow();
  const mayBalance = useMay('ledger:read');
  const mayCash = useMay('cash:read');
  const mayExport = useMay('orders:export');
  const [isExporting, setExporting] = useState(false);
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t('list.title')}
      note={t('list.note')}
      actions={
        <>
          {mayCash && (
            <Link to="/settlement/cash" search={{}}>
              <Button tabIndex={-1}>{t('list.cash')}</Button>
            </Link>
          )}
          {mayBalance && (
            <Link to="/settlement/balance">
              <Button tabIndex={-1}>{t('list.balance')}</Button>
            </Link>
          )}
          {mayExport && <Button onClick={() => setExporting(true)}>{t('list.export')}</Button>}
        </>
      }
    >
      <LinkTabs label={t('list.tabs')}>
        {STATES.map((tab) => (
          <Link
            key={tab ?? 'all'}
            to="/settlement"
            search={tab === undefined ? {} : { state: tab }}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === state ? 'page' : undefined}
          >
            {tab === undefined ? t('list.all') : text(`order.settlement.${tab}`)}
          </Link>
        ))}
      </LinkTabs>
      <Card flush>
        <PagedTable
          pages={pages}
          label={t('list.title')}
          columns={columns(now, rows)}
          rowKey={(row) => row.orderId}
          onOpen={(row) => onOpen(row.orderId)}
          empty={<Empty>{t(`list.empty.${state === undefined || state === 'estimated' ? 'all' : state}`)}</Empty>}
        />
      </Card>
      {isExporting && exporting(() => setExporting(false))}
    </Page>
  );
}

function columns(now: number, rows: readonly Row[]): readonly Column<Row>[] {
  const seen = FIGURES.filter((figure) => rows.some((row) => row.totals[figure] !== null));
  return [
    {
      title: t('col.number'),
      lead: true,
      cell: (row) => (
        <>
          <Link to="/orders/$orderId" params={{ orderId: row.orderId }} className="mono nowrap">
            {row.number}
          </Link>
          <span className={`muted ${styles.under}`}>{row.templateName}</span>
        </>
      ),
    },
    {
      title: t('col.region'),
      cell: (row) => (
        <span className="nowrap">
          {row.regionName}
          <span className={`muted ${styles.under}`}>{row.tierName}</span>
        </span>
      ),
    },
    { title: t('col.installer'), cell: (row) => <span className="nowrap">{row.installerName ?? <span className="muted">—</span>}</span> },
    ...seen.map((figure) => ({
      title: text(`money.${figure}`),
      align: 'right' as const,
      cell: (row: Row) => <Money fen={row.totals[figure]} />,
    })),
    {
      title: t('col.book'),
      cell: (row) => (
        <span className="nowrap secondary">
          <BookText pin={row.book} />
        </span>
      ),
    },
    {
      title: t('col.state'),
      cell: (row) => (
        <span className={styles.tags}>
          <StateTag group="order.settlement" value={row.settlementState} />
          <Tag tone={row.posted ? 'good' : 'waiting'}>{t(row.posted ? 'posted.yes' : 'posted.no')}</Tag>
        </span>
      ),
    },
    { title: t('col.finished'), align: 'right', cell: (row) => <span className="muted nowrap">{moment(row.finishedAt, now)}</span> },
  ];
}
