import type { trialBalance } from '@mingdan/shared/contracts/settlement';
import { trialBalanceMeta } from '@mingdan/shared/contracts/settlement.meta';
import { text } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count, yuan } from '../../lib/format.ts';
import { contractQuery } from '../../lib/query.ts';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './workbench.module.css';

/** What the ledger holds, account by account, and whether it balances. */
export function LedgerNumbers() {
  const query = useQuery(contractQuery<typeof trialBalance>(trialBalanceMeta, {}));
  return (
    <Card
      title={t('numbers')}
      extra={
        query.data !== undefined &&
        (query.data.balanced ? (
          <Tag tone="good">{t('numbers.balanced')}</Tag>
        ) : (
          <Link to="/settlement/balance" className={styles.unbalanced}>
            {t('numbers.unbalanced')} {yuan(query.data.debit - query.data.credit)}
          </Link>
        ))
      }
    >
      <QueryBoundary query={query} compact>
        {(balance) => (
          <>
            <dl className={styles.numbers}>
              {balance.accounts.map((account) => (
                <div key={account.account}>
                  <dt>{account.name}</dt>
                  <dd>
                    {account.balance !== 0 && (
                      <span className={styles.sideOf}>{t(account.balance > 0 ? 'numbers.debitSide' : 'numbers.creditSide')} </span>
                    )}
                    <Money fen={Math.abs(account.balance)} />
                  </dd>
                </div>
              ))}
            </dl>
            <dl className={styles.sums}>
              {(
                [
                  ['debit', balance.debit],
                  ['credit', balance.credit],
                  ['difference', balance.debit - balance.credit],
                ] as const
              ).map(([key, fen]) => (
                <div key={key}>
                  <dt>{t(`numbers.${key}`)}</dt>
                  <dd>
                    <Money fen={fen} />
                  </dd>
                </div>
              ))}
            </dl>
            {balance.accounts.some(({ account, balance: left }) => account === 'clearing:parts' && left < 0) && (
              <p className={styles.postings}>{text('ledger.partsNote')}</p>
            )}
            <p className={styles.postings}>{t('numbers.postings', { count: count(balance.postings) })}</p>
          </>
        )}
      </QueryBoundary>
    </Card>
  );
}
