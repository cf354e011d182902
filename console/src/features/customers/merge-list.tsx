import type { CustomerMerges, customerMerges, undoMerge } from '@mingdan/shared/contracts/customer-merge';
import { customerMergesMeta, undoMergeMeta } from '@mingdan/shared/contracts/customer-merge.meta';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './customers.module.css';
import { movesWords } from './merge-words.ts';
import { t } from './messages.ts';

export const mergesQuery = (customerId: string) => contractQuery<typeof customerMerges>(customerMergesMeta, { customerId });

/** What was merged into a customer, and the way back while there is one. Nothing where nothing was. */
export function MergeList({ customerId, mayUndo }: { customerId: string; mayUndo: boolean }) {
  const query = useQuery(mergesQuery(customerId));
  if (query.isError) {
    return (
      <Card title={t('merge.list')}>
        <ProblemView error={query.error} compact onRetry={() => void query.refetch()} />
      </Card>
    );
  }
  if (query.data === undefined || query.data.merges.length === 0) return null;
  return (
    <Card title={t('merge.list')}>
      <ul className={styles.merges}>
        {query.data.merges.map((merge) => (
          <Merged key={merge.id} customerId={customerId} merge={merge} mayUndo={mayUndo} />
        ))}
      </ul>
    </Card>
  );
}

function Merged({ customerId, merge, mayUndo }: { customerId: string; merge: CustomerMerges['merges'][number]; mayUndo: boolean }) {
  const { message } = App.useApp();
  const now = useNow();
  const undo = useWrite<typeof undoMerge>(undoMergeMeta, { onDone: () => void message.success(t('merge.undoDone')) });
  const isOpen = merge.undone === null && now < merge.undoUntil;
  return (
    <li>
      <span>
        <strong>{merge.name}</strong> <span className="num">{merge.phoneMasked}</span>
      </span>
      <span className="secondary">{movesWords(merge.moved)}</span>
      <span className="secondary">{merge.reason}</span>
      <span className="muted">{t('merge.by', { by: merge.by, at: moment(merge.at, now) })}</span>
      <span className="muted">
        {merge.undone !== null
          ? t('merge.undone', { by: merge.undone.by, at: moment(merge.undone.at, now) })
          : isOpen
            ? t('merge.until', { at: moment(merge.undoUntil, now) })
            : t('merge.over')}
      </span>
      {isOpen && mayUndo && (
        <span>
          <Popconfirm
            title={t('merge.undo')}
            description={t('merge.undoAsk')}
            okText={t('merge.undo')}
            cancelText={t('merge.cancel')}
            onConfirm={() => undo.mutate({ customerId, mergeId: merge.id })}
          >
            <Button size="small" loading={undo.isPending}>
              {t('merge.undo')}
            </Button>
          </Popconfirm>
        </span>
      )}
      {undo.isError && <ProblemView error={undo.error} compact of="write" />}
    </li>
  );
}
