import type { DispatchCandidatesOutput, rescheduleOrder } from '@mingdan/shared/contracts/dispatch-board';
import { rescheduleOrderMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import { App } from 'antd';
import { useState } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { Consequences } from '../../ui/consequences.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from './messages.ts';
import { MoveEnd } from './move-end.tsx';
import styles from './panel.module.css';
import { usePreview } from './use-preview.ts';

type Slot = NonNullable<DispatchCandidatesOutput['slot']>;

/** Another appointment, with a reason. */
export function RescheduleForm({
  order,
  first,
  onDone,
  onRefresh,
}: {
  order: DispatchCandidatesOutput;
  /** What the fields begin with: the hours that the order was dropped on. */
  first?: Slot | undefined;
  onDone: () => void;
  onRefresh: () => void;
}) {
  const { message } = App.useApp();
  const [slot, setSlot] = useState(first ?? order.slot ?? { date: '', from: '09:00', to: '12:00' });
  const [reason, setReason] = useState('');
  const isSame = order.slot !== null && slot.date === order.slot.date && slot.from === order.slot.from && slot.to === order.slot.to;
  const isWhole = slot.date !== '' && slot.from !== '' && slot.to !== '';
  const isWrong = isWhole && slot.to <= slot.from;
  const preview = usePreview(isWhole && !isSame && !isWrong ? { orderId: order.orderId, slot, how: 'reschedule' } : null);
  const write = useWrite<typeof rescheduleOrder>(rescheduleOrderMeta, {
    onDone: () => {
      void message.success(t('panel.done.reschedule'));
      onDone();
    },
  });
  const fault = problemOf(write.error).fields.find(({ path }) => path === 'slot')?.message;
  const input = (key: 'date' | 'from' | 'to') => (id: string) => (
    <DateField id={id} kind={key === 'date' ? 'date' : 'time'} value={slot[key]} onChange={(value) => setSlot({ ...slot, [key]: value })} />
  );
  return (
    <div className={styles.move}>
      <div className={styles.slot}>
        <Field title={t('slot.date')} problem={fault}>
          {input('date')}
        </Field>
        <Field title={t('slot.from')}>{input('from')}</Field>
        <Field title={t('slot.to')} problem={isWrong ? t('slot.wrong') : undefined}>
          {input('to')}
        </Field>
      </div>
      {preview.data !== undefined && !isSame && <Consequences title={t('panel.consequencesSlot')} preview={preview} />}
      <MoveEnd
        act={t('panel.reschedule')}
        reason={reason}
        isReasonNeeded
        onReason={setReason}
        write={write}
        isReady={isWhole && !isSame && !isWrong}
        onSubmit={() => write.mutate({ orderId: order.orderId, version: order.version, slot, reason: reason.trim() })}
        onRefresh={onRefresh}
      />
    </div>
  );
}
