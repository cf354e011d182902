import type { rejectPunch, verifyPunch } from '@mingdan/shared/contracts/order-paths';
import { rejectPunchMeta, verifyPunchMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { oddPunchTold, rejectionTold } from '@mingdan/shared/orders/punch';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './question-card.module.css';
import { t } from './question-messages.ts';

const LONGEST = 200;

type Punch = OrderView['oddPunches'][number];

/** Punches far from the address or well before their hours 打卡异常, until somebody has looked into each. Nothing where there are none. */
export function PunchCard({ order }: { order: OrderView }) {
  if (order.oddPunches.length === 0) return null;
  return (
    <Card title={text('order.punch.odd')} extra={<Tag tone="bad">{t('punch.open', { count: order.oddPunches.length })}</Tag>}>
      <ul className={styles.questions}>
        {order.oddPunches.map((punch) => (
          <OddPunch key={punch.id} order={order} punch={punch} />
        ))}
      </ul>
    </Card>
  );
}

/** One of them: what is odd, and the two answers that end it, 已核实 with a word, 不属实 with a reason and what it brings about. */
function OddPunch({ order, punch }: { order: OrderView; punch: Punch }) {
  const { message } = App.useApp();
  const now = useNow();
  const [word, setWord] = useState('');
  const [tried, setTried] = useState(false);
  const [rejecting, setRejecting] = useState(false);
  const write = useWrite<typeof verifyPunch>(verifyPunchMeta, { onDone: () => void message.success(t('punch.done')) });
  return (
    <li className={styles.question}>
      <p className={styles.words}>{oddPunchTold(punch, punch.at)}</p>
      <span className="muted">{t('punch.by', { by: punch.by, name: punch.name, when: formatSince(punch.at, now) })}</span>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (word.trim() !== '') write.mutate({ orderId: order.id, punchId: punch.id, word: word.trim() });
        }}
      >
        <Field title={t('punch.word')} help={t('punch.word.note')} problem={tried && word.trim() === '' ? t('punch.word.missing') : null}>
          {(id) => <Input id={id} maxLength={LONGEST} value={word} onChange={(event) => setWord(event.target.value)} />}
        </Field>
        <div className={styles.answers}>
          <Button htmlType="submit" loading={write.isPending}>
            {text('order.punch.verified')}
          </Button>
          {order.abilities.includes('rejectPunch') && (
            <Button htmlType="button" onClick={() => setRejecting(true)}>
              {text('order.punch.rejected')}
            </Button>
          )}
        </div>
      </form>
      {write.isError && <ProblemView error={write.error} compact of="write" />}
      {rejecting && <RejectDialog order={order} punch={punch} begun={word} onClose={() => setRejecting(false)} />}
    </li>
  );
}

/** Asks why, and says what comes of it before it does. `begun`: what was written beside the punch already. */
function RejectDialog({ order, punch, begun, onClose }: { order: OrderView; punch: Punch; begun: string; onClose: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState(begun);
  const write = useWrite<typeof rejectPunch>(rejectPunchMeta, {
    onDone: ({ takenBack }) => {
      void message.success(t(takenBack ? 'punch.rejected.fee' : 'punch.rejected'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={`${text('order.punch.odd')} · ${text('order.punch.rejected')}`}
      okText={t('punch.reject.ok')}
      cancelText={t('punch.reject.keep')}
      okButtonProps={{ danger: punch.fee !== null, disabled: reason.trim() === '', loading: write.isPending }}
      onOk={() => write.mutate({ orderId: order.id, punchId: punch.id, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <p className={styles.words}>{oddPunchTold(punch, punch.at)}</p>
        <ul className={styles.consequences}>
          {rejectionTold(punch.fee).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Field title={t('punch.reject.reason')} help={t('punch.reject.note')}>
          {(id) => (
            <Input.TextArea id={id} rows={2} maxLength={LONGEST} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}
