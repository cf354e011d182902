import type { BatchDetail, cancelOrderBatch } from '@mingdan/shared/contracts/order-batches';
import { cancelOrderBatchMeta } from '@mingdan/shared/contracts/order-batches.meta';
import { refusalText } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { count, moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { useWrite } from '../../lib/query.ts';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import styles from './list.module.css';
import { t } from './list-messages.ts';
import { batchQuery } from './operations.ts';

const LOOK_MS = 700;
const KIB = 1024;

/** How far a background job is, the way to stop it, and in the end what came of it. */
export function BatchProgress({ batchId, onClose }: { batchId: string; onClose: () => void }) {
  const query = useQuery({
    ...batchQuery(batchId),
    refetchInterval: ({ state }) => (state.data?.endedAt === null || state.data === undefined ? LOOK_MS : false),
  });
  const stop = useWrite<typeof cancelOrderBatch>(cancelOrderBatchMeta);
  return (
    <QueryBoundary query={query} compact>
      {(batch) => (
        <div className={styles.dialog} aria-live="polite">
          <Bar batch={batch} />
          {batch.endedAt === null ? <span className="muted">{t('batch.background')}</span> : <Outcome batch={batch} />}
          <div className={styles.dialogButtons}>
            {batch.endedAt === null && (
              <Button loading={stop.isPending} onClick={() => stop.mutate({ batchId })}>
                {t('batch.stop')}
              </Button>
            )}
            <Button type={batch.endedAt === null ? 'default' : 'primary'} onClick={onClose}>
              {t('batch.close')}
            </Button>
          </div>
        </div>
      )}
    </QueryBoundary>
  );
}

function Bar({ batch }: { batch: BatchDetail }) {
  const tried = batch.done + batch.refused;
  return (
    <div className={styles.batchBar}>
      <span>
        {t(`batch.${batch.state}`)}{' '}
        <span className="num">
          {batch.total === null ? t('batch.counting') : t('batch.progress', { done: count(tried), total: count(batch.total) })}
        </span>
      </span>
      <progress aria-label={t(`batch.${batch.state}`)} max={Math.max(1, batch.total ?? 1)} value={batch.total === 0 ? 1 : tried} />
    </div>
  );
}

function Outcome({ batch }: { batch: BatchDetail }) {
  const now = useNow();
  if (batch.kind === 'export') {
    if (batch.problem !== null) return <p role="alert">{refusalText(batch.problem)}</p>;
    if (batch.state === 'cancelled') return null;
    if (batch.file === null || batch.url === null) return <p className="muted">{t('batch.expired')}</p>;
    return (
      <p>
        <a href={batch.url} download={batch.file.name} className={styles.download}>
          {t('batch.download', { name: batch.file.name })}
        </a>
        <span className="muted">
          {' '}
          {t('batch.kept', {
            size: `${count(Math.max(1, Math.round(batch.file.bytes / KIB)))} KB`,
            until: moment(batch.file.keptUntil, now),
          })}
        </span>
      </p>
    );
  }
  const act = t(`bulk.${batch.kind}`);
  return (
    <>
      <p className={styles.outcome}>
        <strong>{t('batch.result', { done: count(batch.done), act })}</strong>
        {batch.refused > 0 && <span>{t('batch.refused', { count: count(batch.refused), act })}</span>}
      </p>
      {batch.refusals.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ul className={styles.refusals} aria-label={t('batch.refusedTitle')} tabIndex={0}>
          {batch.refusals.map((refusal) => (
            <li key={refusal.orderId}>
              {refusal.number === '' ? (
                t('batch.unknown')
              ) : (
                <Link to="/orders/$orderId" params={{ orderId: refusal.orderId }} className="mono">
                  {refusal.number}
                </Link>
              )}
              <span className="secondary">{refusalText(refusal.code, refusal.detail)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
