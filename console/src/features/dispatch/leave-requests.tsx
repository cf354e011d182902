import type { decideLeave, LeaveRequestsOutput, leaveRequests } from '@mingdan/shared/contracts/leave';
import { decideLeaveMeta, leaveRequestsMeta } from '@mingdan/shared/contracts/leave.meta';
import { spanWords } from '@mingdan/shared/kernel/half-days';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { problemOf } from '../../lib/problem.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { WordsField } from '../../ui/words-field.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';

type Request = LeaveRequestsOutput['items'][number];

/** How often new requests are asked for, ms. */
const NEWS_MS = 30_000;

/** Leave that installers asked for and nobody decided yet, each with what it would fall upon. Nothing while none waits. */
export function LeaveRequests() {
  const query = useQuery({ ...contractQuery<typeof leaveRequests>(leaveRequestsMeta, {}), refetchInterval: NEWS_MS });
  const mayDecide = useMay('roster:write');
  const now = useNow();
  const [deciding, setDeciding] = useState<{ request: Request; approve: boolean }>();
  const items = query.data?.items ?? [];
  if (query.isError) return <ProblemView error={query.error} compact onRetry={() => void query.refetch()} />;
  if (items.length === 0) return null;
  return (
    <Card title={t('request.title', { count: items.length })}>
      <ul className={styles.list}>
        {items.map((request) => (
          <li key={request.id} className={styles.entry}>
            <span className={styles.entryText}>
              <strong>{request.name}</strong> {spanWords(request.from, request.to)} · {label('leave.kind', request.kind)}
              <span className={styles.small}>
                {[request.outletName ?? '', request.reason, t('request.since', { when: formatSince(request.createdAt, now) })]
                  .filter((words) => words !== '')
                  .join(' · ')}
              </span>
              <Touched request={request} now={now} />
            </span>
            {mayDecide && (
              <span className={styles.decide}>
                <Button size="small" type="primary" onClick={() => setDeciding({ request, approve: true })}>
                  {t('request.approve')}
                  <span className="sr-only"> {request.name}</span>
                </Button>
                <Button size="small" onClick={() => setDeciding({ request, approve: false })}>
                  {t('request.refuse')}
                  <span className="sr-only"> {request.name}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {deciding && <Decision key={deciding.request.id} {...deciding} now={now} onClose={() => setDeciding(undefined)} />}
    </Card>
  );
}

/** What the leave would fall upon, in words; visits lead to the board of their day. */
function Touched({ request, now }: { request: Request; now: number }) {
  const { visits, offers } = request;
  if (visits.length === 0 && offers.length === 0) return <span className={styles.small}>{t('request.untouched')}</span>;
  return (
    <>
      {visits.map((visit) => (
        <span key={visit.orderId} className={styles.touched}>
          {t('request.visit', { slot: formatSlot(visit.slot, now), what: visit.templateName, where: visit.regionName })}{' '}
          <Link to="/dispatch" search={{ day: visit.slot.date, order: visit.orderId }}>
            {t('request.move')}
            <span className="sr-only"> {visit.number}</span>
          </Link>
        </span>
      ))}
      {offers.map((offer) => (
        <span key={offer.orderId} className={styles.small}>
          {t('request.offer', { slot: formatSlot(offer.slot, now), number: offer.number })}
        </span>
      ))}
    </>
  );
}

function Decision({ request, approve, now, onClose }: { request: Request; approve: boolean; now: number; onClose: () => void }) {
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const write = useWrite<typeof decideLeave>(decideLeaveMeta, {
    onDone: () => {
      void message.success(t(approve ? 'request.approved' : 'request.refused', { name: request.name }));
      onClose();
    },
  });
  const fault = problemOf(write.error).fields.find(({ path }) => path === 'words')?.message;
  return (
    <Modal
      open
      title={t(approve ? 'request.approveTitle' : 'request.refuseTitle', { name: request.name })}
      okText={t(approve ? 'request.approve' : 'request.refuse')}
      cancelText={t('request.cancel')}
      okButtonProps={{ danger: !approve, disabled: !approve && words.trim() === '', loading: write.isPending }}
      onOk={() => write.mutate({ requestId: request.id, approve, words: words.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <span>
          {spanWords(request.from, request.to)} · {label('leave.kind', request.kind)}
        </span>
        {approve && (
          <>
            <Touched request={request} now={now} />
            {request.visits.length > 0 && <span>{t('request.visitsStay', { count: request.visits.length })}</span>}
            {request.offers.length > 0 && <span>{t('request.offersGo', { count: request.offers.length })}</span>}
          </>
        )}
        <WordsField
          title={t(approve ? 'request.words' : 'request.wordsNeeded')}
          note={t('request.wordsHint')}
          problem={fault}
          value={words}
          onChange={setWords}
        />
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}
