import type { OrderSettlementOutput } from '@mingdan/shared/contracts/settlement';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from './messages.ts';
import styles from './settlement.module.css';

type Posting = OrderSettlementOutput['postings'][number];
type Entry = Posting['entries'][number];

const COLUMNS: readonly Column<Entry & { index: number }>[] = [
  {
    title: t('ledger.account'),
    lead: true,
    cell: (entry) => entry.accountName,
  },
  { title: t('ledger.party'), cell: (entry) => entry.party ?? <span className="muted">—</span> },
  { title: t('ledger.debit'), align: 'right', cell: (entry) => (entry.debit === 0 ? '' : <Money fen={entry.debit} />) },
  { title: t('ledger.credit'), align: 'right', cell: (entry) => (entry.credit === 0 ? '' : <Money fen={entry.credit} />) },
];

const KINDS: Readonly<Record<string, string>> = {
  completion: t('ledger.kind.completion'),
  fee: t('ledger.kind.fee'),
  supplement: t('ledger.kind.supplement'),
  reversal: t('ledger.kind.reversal'),
  collection: t('ledger.kind.collection'),
  refund: t('ledger.kind.refund'),
  waiver: t('ledger.kind.waiver'),
  void: t('ledger.kind.void'),
};

/** The order's postings in double entry: debit on the left, credit on the right, both sums equal. */
export function LedgerCard({ postings }: { postings: readonly Posting[] }) {
  const now = useNow();
  return (
    <Card title={t('ledger.title')} flush={postings.length > 0}>
      {postings.length === 0 && <span className="muted">{t('ledger.none')}</span>}
      {postings.map((posting) => (
        <div key={posting.id} className={styles.posting}>
          <p className={styles.postingHead}>
            <strong>{KINDS[posting.kind] ?? posting.kind}</strong>
            <span className="muted">
              {t('ledger.day', { day: formatNearDay(posting.businessDay, now) })} · {moment(posting.at, now)}
            </span>
          </p>
          <DataTable
            compact
            label={`${t('ledger.title')} ${posting.id}`}
            columns={COLUMNS}
            rows={posting.entries.map((entry, index) => ({ ...entry, index }))}
            rowKey={(entry) => `${entry.index}`}
            foot={
              <tr>
                <th scope="row">{t('ledger.total')}</th>
                <td data-label="" />
                <td className="right" data-label={t('ledger.debit')}>
                  <Money fen={posting.entries.reduce((sum, entry) => sum + entry.debit, 0)} />
                </td>
                <td className="right" data-label={t('ledger.credit')}>
                  <Money fen={posting.entries.reduce((sum, entry) => sum + entry.credit, 0)} />
                </td>
              </tr>
            }
          />
        </div>
      ))}
    </Card>
  );
}
