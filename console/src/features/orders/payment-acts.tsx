import type {
  CollectionView,
  PayMode,
  PaymentView,
  recordCollection,
  setPayMode,
  voidCollection,
} from '@mingdan/shared/contracts/collections';
import { recordCollectionMeta, setPayModeMeta, voidCollectionMeta } from '@mingdan/shared/contracts/collections.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { fen, parseYuan, plainYuan } from '@mingdan/shared/kernel/money';
import { label } from '@mingdan/shared/messages/index';
import { App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { VoidDialog } from '../../ui/void-dialog.tsx';
import styles from './order-paths.module.css';
import { t } from './path-messages.ts';
import { WaiveAct } from './waivers.tsx';

const MODES: readonly PayMode[] = ['prepaid', 'company', 'installer'];
const METHODS = ['cash', 'code', 'transfer', 'card', 'platform'] as const;
const LONGEST = 200;

/** What may be done about an order's payment, as far as the server says that this person may: record, pay back, waive. */
export function PaymentActs({ order, payment }: { order: OrderView; payment: PaymentView }) {
  const [kind, setKind] = useState<'collect' | 'refund' | null>(null);
  const collects = order.abilities.includes('collect');
  if (!collects && payment.mayWaive <= 0) return null;
  return (
    <div className={styles.bar}>
      {/* a fee that is looked into is asked for by nobody; what a customer pays of it all the same is recorded */}
      {collects && payment.left + payment.unverified > 0 && <Button onClick={() => setKind('collect')}>{t('pay.record')}</Button>}
      {collects && payment.collected > 0 && <Button onClick={() => setKind('refund')}>{t('pay.refund')}</Button>}
      <WaiveAct order={order} payment={payment} />
      {kind !== null && <RecordDialog order={order} payment={payment} kind={kind} onClose={() => setKind(null)} />}
    </div>
  );
}

/** Who collects, to be changed by whoever may. */
export function PayModeValue({ order, mode }: { order: OrderView; mode: PayMode }) {
  const { message } = App.useApp();
  const write = useWrite<typeof setPayMode>(setPayModeMeta, { onDone: () => void message.success(t('pay.modeDone')) });
  if (!order.abilities.includes('setPayMode')) return label('pay.mode', mode);
  return (
    <>
      <Select
        className={styles.choice ?? ''}
        aria-label={t('pay.mode')}
        value={mode}
        loading={write.isPending}
        disabled={write.isPending}
        options={MODES.map((value) => ({ value, label: label('pay.mode', value) }))}
        onChange={(value: PayMode) => write.mutate({ orderId: order.id, mode: value })}
      />
      {write.isError && <ProblemView error={write.error} compact of="write" />}
    </>
  );
}

/** Voids one entry, with a reason; nothing for entries that are void and for people who may not. */
export function VoidEntry({ order, entry }: { order: OrderView; entry: CollectionView }) {
  const [open, setOpen] = useState(false);
  if (entry.voided !== null || !order.abilities.includes('voidCollection')) return null;
  return (
    <>
      <Button type="link" danger className={styles.inline ?? ''} onClick={() => setOpen(true)}>
        {t('pay.void')}
      </Button>
      {open && <VoidCollection order={order} entry={entry} onClose={() => setOpen(false)} />}
    </>
  );
}

function RecordDialog({
  order,
  payment,
  kind,
  onClose,
}: {
  order: OrderView;
  payment: PaymentView;
  kind: 'collect' | 'refund';
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const most = kind === 'collect' ? Math.max(0, payment.left) : Math.max(0, payment.left < 0 ? -payment.left : payment.collected);
  const [amount, setAmount] = useState(plainYuan(fen(most)));
  const [method, setMethod] = useState<(typeof METHODS)[number]>('transfer');
  const [note, setNote] = useState('');
  const write = useWrite<typeof recordCollection>(recordCollectionMeta, {
    onDone: () => {
      void message.success(t('pay.done'));
      onClose();
    },
  });
  const parsed = parseYuan(amount.trim());
  const good = parsed !== null && parsed > 0;
  const title = t(kind === 'collect' ? 'pay.record' : 'pay.refund');
  return (
    <Modal
      open
      title={`${title} ${order.number}`}
      okText={title}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !good, loading: write.isPending }}
      onOk={() => good && write.mutate({ orderId: order.id, kind, method, amount: parsed, note: note.trim() })}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <Field title={t('pay.amountYuan')} problem={good ? undefined : t('pay.badAmount')}>
          {(id) => <Input id={id} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}
        </Field>
        <Field title={t('pay.method')}>
          {(id) => (
            <Select
              id={id}
              value={method}
              onChange={setMethod}
              options={METHODS.map((value) => ({ value, label: label('pay.method', value) }))}
            />
          )}
        </Field>
        <Field title={t('pay.note')}>
          {(id) => <Input id={id} maxLength={LONGEST} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}

function VoidCollection({ order, entry, onClose }: { order: OrderView; entry: CollectionView; onClose: () => void }) {
  const { message } = App.useApp();
  const write = useWrite<typeof voidCollection>(voidCollectionMeta, {
    onDone: () => {
      void message.success(t('pay.voidDone'));
      onClose();
    },
  });
  return (
    <VoidDialog
      words={{
        title: t('pay.voidTitle', { kind: label('pay.kind', entry.kind) }),
        ok: t('pay.void'),
        cancel: t('cancel'),
        reason: t('reason'),
        note: t('pay.voidNote'),
      }}
      write={write}
      onVoid={(reason) => write.mutate({ orderId: order.id, collectionId: entry.id, reason })}
      onClose={onClose}
    >
      {label('pay.method', entry.method)} <Money fen={entry.amount} strong />
    </VoidDialog>
  );
}
