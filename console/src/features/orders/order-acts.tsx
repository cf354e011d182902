import type { previewCancel } from '@mingdan/shared/contracts/order-paths';
import { previewCancelMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { actOnOrder, OrderView } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Consequences } from '../../ui/consequences.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { WordsField } from '../../ui/words-field.tsx';
import { t } from './messages.ts';
import styles from './orders.module.css';

type Act = 'cancel' | 'suspend' | 'resume';
const ACTS: readonly Act[] = ['suspend', 'resume', 'cancel'];

/** Acts on the order as a whole, as far as the server says that this person may do them now. Each states its consequence and asks for a reason. */
export function OrderActs({ order }: { order: OrderView }) {
  const [act, setAct] = useState<Act | null>(null);
  return (
    <>
      {ACTS.filter((name) => order.abilities.includes(name)).map((name) => (
        <Button key={name} danger={name === 'cancel'} onClick={() => setAct(name)}>
          {t(`act.${name}`)}
        </Button>
      ))}
      {act !== null && <ActDialog order={order} act={act} onClose={() => setAct(null)} />}
    </>
  );
}

function ActDialog({ order, act, onClose }: { order: OrderView; act: Act; onClose: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const write = useWrite<typeof actOnOrder>(actOnOrderMeta, {
    onDone: () => {
      void message.success(t('act.done', { act: t(`act.${act}`) }));
      onClose();
    },
  });
  const needsReason = act !== 'resume';
  const text = reason.trim();
  // what cancelling costs is as of now, whatever the page behind has read
  const cost = useQuery({
    ...contractQuery<typeof previewCancel>(previewCancelMeta, { orderId: order.id }),
    enabled: act === 'cancel',
    staleTime: 0,
    gcTime: 0,
  });
  const version = (act === 'cancel' ? cost.data?.version : undefined) ?? order.version;
  const isTold = act !== 'cancel' || cost.data !== undefined;
  const submit = () => write.mutate({ orderId: order.id, version, event: act, ...(text === '' ? {} : { reason: text }) });
  return (
    <Modal
      open
      title={`${t(`act.${act}`)} ${order.number}`}
      okText={t(`act.${act}`)}
      cancelText={t('act.keep')}
      okButtonProps={{ danger: act === 'cancel', disabled: (needsReason && text === '') || !isTold, loading: write.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <span>{t(`act.${act}Note`)}</span>
        {act === 'cancel' && <Consequences title={t('act.consequences')} preview={cost} />}
        <WordsField title={t('act.reason')} hint={t('act.reasonPlaceholder')} value={reason} onChange={setReason} />
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}
