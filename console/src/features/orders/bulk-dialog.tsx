import type { startDispatchActs, startOrderActs } from '@mingdan/shared/contracts/order-batches';
import { startDispatchActsMeta, startOrderActsMeta } from '@mingdan/shared/contracts/order-batches.meta';
import { Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import { WordsField } from '../../ui/words-field.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { InstallerChoice } from './installer-choice.tsx';
import styles from './list.module.css';
import { t } from './list-messages.ts';
import { t as words } from './messages.ts';
import { type Scope, ScopeLine, useScope } from './scope-line.tsx';

type Steering = 'suspend' | 'resume' | 'cancel' | 'remind';
export type Act = Steering | 'reassign' | 'offer';
const MOST = 500;
/** Acts whose reason must be given; a reminder may have one; the others have none. */
const REASONED: readonly Act[] = ['suspend', 'cancel', 'reassign'];
const UNEXPLAINED: readonly Act[] = ['resume', 'offer'];

const isSteering = (act: Act): act is Steering => act !== 'reassign' && act !== 'offer';

/** What will happen to how many, and why, first; then the progress of the job with what was refused. */
export function BulkDialog({ act, scope: given, onClose }: { act: Act; scope: Scope; onClose: (isDone: boolean) => void }) {
  const [reason, setReason] = useState('');
  const [installerId, setInstaller] = useState<string>();
  const [batchId, setBatchId] = useState<string | null>(null);
  const scope = useScope(given);
  const begun = { onDone: ({ id }: { id: string }) => setBatchId(id) };
  const steer = useWrite<typeof startOrderActs>(startOrderActsMeta, begun);
  const dispatch = useWrite<typeof startDispatchActs>(startDispatchActsMeta, begun);
  const tooMany = (scope.count ?? 0) > MOST;
  const isReady =
    scope.isReady && !tooMany && (!REASONED.includes(act) || reason.trim().length > 1) && (act !== 'reassign' || installerId !== undefined);
  const name = t(`bulk.${act}`);
  const go = () => {
    const which = 'orderIds' in given ? { orderIds: [...given.orderIds] } : { filters: given.filters };
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    if (isSteering(act)) steer.mutate({ kind: act, ...which, ...why });
    else dispatch.mutate({ kind: act, ...which, ...why, ...(installerId === undefined ? {} : { installerId }) });
  };
  const problem = steer.error ?? dispatch.error;
  return (
    <Modal
      open
      title={t('bulk.title', { act: name, count: scope.shown })}
      onCancel={() => onClose(batchId !== null)}
      {...(batchId === null
        ? {
            okText: t('bulk.title', { act: name, count: scope.shown }),
            cancelText: words('act.keep'),
            okButtonProps: { danger: act === 'cancel', disabled: !isReady, loading: steer.isPending || dispatch.isPending },
            onOk: go,
          }
        : { footer: null })}
    >
      {batchId !== null ? (
        <BatchProgress batchId={batchId} onClose={() => onClose(true)} />
      ) : (
        <div className={styles.dialog}>
          <ScopeLine scope={scope} />
          {tooMany && <span role="alert">{t('bulk.tooMany', { count: scope.shown })}</span>}
          <span>{t(`bulk.will.${act}`)}</span>
          <span className="secondary">{t('bulk.note', { act: name })}</span>
          {act === 'reassign' && <InstallerChoice title={t('bulk.installer')} value={installerId} onChange={setInstaller} />}
          {!UNEXPLAINED.includes(act) && (
            <WordsField
              title={words(REASONED.includes(act) ? 'act.reason' : 'act.reasonOptional')}
              hint={words('act.reasonPlaceholder')}
              value={reason}
              onChange={setReason}
            />
          )}
          {problem !== null && <ProblemView error={problem} compact of="write" />}
        </div>
      )}
    </Modal>
  );
}
