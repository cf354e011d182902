import type { AuditRow } from '@mingdan/shared/contracts/operations';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/access.ts';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { JsonChange } from '../../ui/json-change.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import styles from './audit.module.css';
import { t } from './messages.ts';
import { actionText, subjectText } from './words.ts';

/** One row of the chain: who did what to what, and what the content was before and after. */
export function AuditRowSheet({ row, onClose }: { row: AuditRow | undefined; onClose: () => void }) {
  return (
    <Sheet open={row !== undefined} onClose={onClose} width={640} title={t('row.title')}>
      {row !== undefined && <Body row={row} />}
    </Sheet>
  );
}

function Body({ row }: { row: AuditRow }) {
  const now = useNow();
  const mayOpen = useMay('orders:read');
  const kinds: Readonly<Record<string, string>> = {
    person: t('row.kind.person'),
    customer: t('row.kind.customer'),
    system: t('row.kind.system'),
  };
  return (
    <div className={styles.stack}>
      <Card
        title={actionText(row.action) ?? row.action}
        extra={
          row.subjectType === 'order' &&
          mayOpen && (
            <Link to="/orders/$orderId" params={{ orderId: row.subjectId }}>
              {t('row.openOrder')}
            </Link>
          )
        }
      >
        <Facts
          items={[
            [t('col.seq'), row.seq ?? t('unsealed')],
            [t('col.time'), moment(row.at, now)],
            [
              t('filter.action'),
              <span key="action" className="mono">
                {row.action}
              </span>,
            ],
            [t('col.actor'), row.actorKind === 'system' ? kinds['system'] : `${row.actor} · ${kinds[row.actorKind] ?? row.actorKind}`],
            [t('col.subject'), [subjectText(row.subjectType), row.subjectName, row.subjectId].filter((part) => part !== null).join(' ')],
            [t('col.reason'), row.reason ?? '—'],
            [t('row.request'), <CopyText key="request" value={row.requestId} />],
            [t('row.hash'), row.hash === null ? '—' : <CopyText key="hash" value={row.hash} />],
          ]}
        />
      </Card>
      <Card title={t('row.change')}>
        <JsonChange before={row.before} after={row.after} />
      </Card>
    </div>
  );
}
