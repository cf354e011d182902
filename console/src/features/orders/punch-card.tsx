import type { verifyPunch } from '@mingdan/shared/contracts/order-paths';
import { verifyPunchMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { oddPunchTold } from '@mingdan/shared/orders/punch';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { useWrite } from '../../lib/query.ts';
import { FormField } from '../../ui/form-field.tsx';
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
          <OddPunch key={punch.id} orderId={order.id} punch={punch} />
        ))}
      </ul>
    </Card>
  );
}

/** One of them: what is odd, and the word that ends it. */
function OddPunch({ orderId, punch }: { orderId: string; punch: Punch }) {
  const { message } = App.useApp();
  const now = useNow();
  const [word, setWord] = useState('');
  const write = useWrite<typeof verifyPunch>(verifyPunchMeta, { onDone: () => void message.success(t('punch.done')) });
  return (
    <li className={styles.question}>
      <p className={styles.words}>{oddPunchTold(punch, punch.at)}</p>
      <span className="muted">{t('punch.by', { by: punch.by, name: punch.name, when: formatSince(punch.at, now) })}</span>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate({ orderId, punchId: punch.id, word: word.trim() });
        }}
      >
        <FormField title={t('punch.word')} note={t('punch.word.note')}>
          {(id) => <Input id={id} maxLength={LONGEST} value={word} onChange={(event) => setWord(event.target.value)} />}
        </FormField>
        <div>
          <Button htmlType="submit" disabled={word.trim() === ''} loading={write.isPending}>
            {t('punch.verify')}
          </Button>
        </div>
      </form>
      {write.isError && <ProblemView error={write.error} compact of="write" />}
    </li>
  );
}
