import type { openReturn } from '@mingdan/shared/contracts/order-paths';
import { openReturnMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { startForm } from '@mingdan/shared/contracts/templates';
import { startFormMeta } from '@mingdan/shared/contracts/templates.meta';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { WordsField } from '../../ui/words-field.tsx';
import { AddressDialog } from './address-dialog.tsx';
import styles from './order-paths.module.css';
import { t } from './path-messages.ts';

/** Correcting the address and opening a return visit, where the server says that this person may. */
export function OrderPathActs({ order }: { order: OrderView }) {
  const [act, setAct] = useState<'address' | 'return' | null>(null);
  const close = () => setAct(null);
  return (
    <>
      {order.abilities.includes('correctAddress') && <Button onClick={() => setAct('address')}>{t('address.act')}</Button>}
      {order.abilities.includes('openReturn') && <Button onClick={() => setAct('return')}>{t('return.act')}</Button>}
      {act === 'address' && <AddressDialog order={order} onClose={close} />}
      {act === 'return' && <ReturnDialog order={order} onClose={close} />}
    </>
  );
}

interface Slot {
  readonly from: string;
  readonly to: string;
}

function ReturnDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const form = useQuery(contractQuery<typeof startForm>(startFormMeta, { code: order.templateCode }));
  const [reason, setReason] = useState('');
  const [warranty, setWarranty] = useState(true);
  const [date, setDate] = useState('');
  const [slot, setSlot] = useState<string | null>(null);
  const [item, setItem] = useState<string | null>(null);
  const [quantity, setQuantity] = useState('1');
  const write = useWrite<typeof openReturn>(openReturnMeta, {
    onDone: ({ id, number }) => {
      void message.success(t('return.done', { number }));
      onClose();
      void navigate({ to: '/orders/$orderId', params: { orderId: id } });
    },
  });
  const fields = (form.data?.fields ?? []).map(
    ({ definition }) => definition as unknown as { key: string; type: string; slots?: readonly Slot[] },
  );
  const slotField = fields.find(({ type }) => type === 'timeslot');
  const linesField = fields.find(({ type }) => type === 'service-lines');
  const slots = (slotField?.slots ?? []).map(({ from, to }) => `${from}–${to}`);
  const ready =
    reason.trim() !== '' && item !== null && linesField !== undefined && (slotField === undefined || (date !== '' && slot !== null));
  const submit = () => {
    if (!linesField || item === null) return;
    const [from = '', to = ''] = (slot ?? '').split('–');
    write.mutate({
      orderId: order.id,
      reason: reason.trim(),
      warranty,
      source: 'console',
      values: { [linesField.key]: [{ item, quantity }], ...(slotField ? { [slotField.key]: { date, from, to } } : {}) },
    });
  };
  return (
    <Modal
      open
      title={`${t('return.act')} ${order.number}`}
      okText={t('return.act')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready, loading: write.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <span>{t('return.note')}</span>
        {form.isError && <ProblemView error={form.error} compact onRetry={() => void form.refetch()} />}
        <Radio.Group
          value={warranty}
          onChange={(event) => setWarranty(event.target.value as boolean)}
          options={[
            { value: true, label: t('return.warranty') },
            { value: false, label: t('return.charged') },
          ]}
        />
        <WordsField title={t('reason')} value={reason} onChange={setReason} />
        <Field title={t('return.item')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              loading={form.isPending}
              value={item}
              onChange={setItem}
              options={(form.data?.items ?? [])
                .filter(({ kind }) => kind === 'labour')
                .map(({ code, name, unit }) => ({ value: code, label: `${name} / ${unit}` }))}
            />
          )}
        </Field>
        <Field title={t('return.quantity')}>
          {(id) => <Input id={id} inputMode="decimal" value={quantity} onChange={(event) => setQuantity(event.target.value)} />}
        </Field>
        {slotField && (
          <div className={styles.row}>
            <Field title={t('return.date')}>{(id) => <DateField id={id} value={date} onChange={setDate} />}</Field>
            <Field title={t('return.slot')}>
              {(id) => <Select id={id} value={slot} onChange={setSlot} options={slots.map((value) => ({ value, label: value }))} />}
            </Field>
          </div>
        )}
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}
