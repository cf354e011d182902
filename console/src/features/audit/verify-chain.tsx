import type { verifyAudit } from '@mingdan/shared/contracts/operations';
import { verifyAuditMeta } from '@mingdan/shared/contracts/operations.meta';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { count } from '../../lib/format.ts';
import { contractQuery } from '../../lib/query.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './audit.module.css';
import { t } from './messages.ts';

/** Walks the whole chain on the server and says whether every row still fits the one before. */
export function VerifyChain() {
  const mayVerify = useMay('audit:verify');
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...contractQuery<typeof verifyAudit>(verifyAuditMeta, {}), enabled: false, gcTime: 0 });
  if (!mayVerify) return null;
  const verify = () => {
    void query.refetch().then(() => setOpen(true));
  };
  const result = query.data;
  return (
    <>
      <Button onClick={verify} loading={query.isFetching}>
        {t('verify')}
      </Button>
      <Modal open={open} title={t('verify')} onCancel={() => setOpen(false)} footer={null}>
        {query.isError && <ProblemView error={query.error} compact onRetry={verify} />}
        {result !== undefined && !query.isError && (
          <div className={styles.stack}>
            {result.problem === null ? (
              <span>
                <Tag tone="good">{t('verify.ok', { rows: count(result.rows) })}</Tag>
              </span>
            ) : (
              <div className={styles.broken} role="alert">
                <strong>{t('verify.bad', { seq: result.problem.seq, what: result.problem.what })}</strong>
                <span>{t('verify.badNote')}</span>
              </div>
            )}
            {result.unsealed > 0 && <span className="secondary">{t('verify.unsealed', { count: count(result.unsealed) })}</span>}
            {result.head !== null && (
              <span className="muted">
                {t('verify.head')} <CopyText value={result.head} />
              </span>
            )}
          </div>
        )}
      </Modal>
    </>
  );
}
