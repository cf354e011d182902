import type { TrialBalanceOutput } from '@mingdan/shared/contracts/settlement';
import { text } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count, yuan } from '../../lib/format.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import { trialBalanceQuery } from './operations.ts';
import styles from './settlement.module.css';

type Account = TrialBalanceOutput['accounts'][number];

const COLUMNS: readonly Column<Account>[] = [
  {
    title: t('balance.account'),
    lead: true,
    cell: (account) => account.name,
  },
  { title: t('balance.debit'), align: 'right', cell: (account) => <Money fen={account.debit} /> },
  { title: t('balance.credit'), align: 'right', cell: (account) => <Money fen={account.credit} /> },
  {
    title: t('balance.balance'),
    align: 'right',
    cell: (account) => (
      <span className="nowrap">
        <span className="muted">{account.balance === 0 ? '' : t(account.balance > 0 ? 'balance.debitSide' : 'balance.creditSide')} </span>
        <Money fen={Math.abs(account.balance)} />
      </span>
    ),
  },
];

/** Debits and credits of every account. If their sums ever differ, that is the one thing this page shouts. */
export function TrialBalancePage() {
  const query = useQuery(trialBalanceQuery());
  return (
    <Page
      title={t('balance.title')}
      crumb={
        <Link to="/settlement" search={{}}>
          {t('balance.back')}
        </Link>
      }
    >
      <QueryBoundary query={query}>{(balance) => <Balance balance={balance} />}</QueryBoundary>
    </Page>
  );
}

function Balance({ balance }: { balance: TrialBalanceOutput }) {
  return (
    <>
      <div className={`${styles.banner} ${balance.balanced ? '' : styles.orange}`} role="status">
        {balance.balanced ? (
          <Tag tone="good">{t('balance.balanced')}</Tag>
        ) : (
          <strong>
            {t('balance.unbalanced')} · {t('balance.difference', { amount: yuan(balance.debit - balance.credit) })}
          </strong>
        )}
        <span className="secondary">{t('balance.postings', { count: count(balance.postings) })}</span>
      </div>
      <Card flush>
        {balance.accounts.length === 0 ? (
          <Empty>{t('balance.empty')}</Empty>
        ) : (
          <DataTable
            label={t('balance.title')}
            columns={COLUMNS}
            rows={balance.accounts}
            rowKey={(account) => account.account}
            foot={
              <tr>
                <th scope="row">{t('ledger.total')}</th>
                <td className="right" data-label={t('balance.debit')}>
                  <Money fen={balance.debit} />
                </td>
                <td className="right" data-label={t('balance.credit')}>
                  <Money fen={balance.credit} />
                </td>
                <td className="right" data-label={t('balance.balance')}>
                  <Money fen={balance.debit - balance.credit} />
                </td>
              </tr>
            }
          />
        )}
      </Card>
      {balance.accounts.some(({ account, balance: left }) => account === 'clearing:parts' && left < 0) && (
        <p className={styles.note}>{text('ledger.partsNote')}</p>
      )}
    </>
  );
}
