import type { PaymentView, WaiverView } from '@mingdan/shared/contracts/collections';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { recordWaiver, voidWaiver } from '@mingdan/shared/contracts/waivers';
import { recordWaiverMeta, voidWaiverMeta } from '@mingdan/shared/contracts/waivers.meta';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { useWrite } from '../../lib/query.ts';
import { Money } from '../../ui/money.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { VoidDialog } from '../../ui/void-dialog.tsx';
import paths from './order-paths.module.css';
import styles from './orders.module.css';
import { NO_WAIVER, WaiverFields, waiverOf } from './waiver-fields.tsx';
import { t } from './waiver-messages.ts';

/** Items of a list: what the company waived of the bill 减免, with the reason that the customer reads; those taken back are struck out. */
export function Waivers({ order, waivers }: { order: OrderView; waivers: readonly WaiverView[] }) {
  const now = useNow();
  return waivers.map((waiver) => (
    <li key={waiver.id}>
      <span className={waiver.voided ? styles.struck : undefined}>
        {t('act')} <Money fen={-waiver.amount} /> · {waiver.reason}
      </span>
      <span className="secondary">{t('by', { by: waiver.by, when: moment(waiver.at, now) })}</span>
      {waiver.voided && <span className="secondary">{t('taken', { reason: waiver.voided.reason })}</span>}
      <TakeBack order={order} waiver={waiver} />
    </li>
  ));
}

/** Waives an amount beside any objection; nothing for whoever may not. */
export function WaiveAct({ order, payment }: { order: OrderView; payment: PaymentView }) {
  const [open, setOpen] = useState(false);
  if (payment.mayWaive <= 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('act')}</Button>
      {open && <WaiveDialog order={order} most={payment.mayWaive} onClose={() => setOpen(false)} />}
    </>
  );
}

function WaiveDialog({ order, most, onClose }: { order: OrderView; most: number; onClose: () => void }) {
  const { message } = App.useApp();
  const [draft, setDraft] = useState(NO_WAIVER);
  const write = useWrite<typeof recordWaiver>(recordWaiverMeta, {
    onDone: () => {
      void message.success(t('done'));
      onClose();
    },
  });
  const waiver = waiverOf(draft, most);
  return (
    <Modal
      open
      title={t('title', { number: order.number })}
      okText={t('act')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: waiver === null, loading: write.isPending }}
      onOk={() => waiver && write.mutate({ orderId: order.id, ...waiver })}
      onCancel={onClose}
    >
      <div className={paths.stack}>
        <WaiverFields draft={draft} most={most} onChange={setDraft} />
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}

function TakeBack({ order, waiver }: { order: OrderView; waiver: WaiverView }) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const write = useWrite<typeof voidWaiver>(voidWaiverMeta, {
    onDone: () => {
      void message.success(t('backDone'));
      setOpen(false);
    },
  });
  if (waiver.voided !== null || !order.abilities.includes('voidWaiver')) return null;
  return (
    <>
      <Button type="link" danger className={paths.inline ?? ''} onClick={() => setOpen(true)}>
        {t('back')}
      </Button>
      {open && (
        <VoidDialog
          words={{ title: t('backTitle'), ok: t('back'), cancel: t('cancel'), reason: t('backReason'), note: t('backNote') }}
          write={write}
          onVoid={(reason) => write.mutate({ orderId: order.id, waiverId: waiver.id, reason })}
          onClose={() => setOpen(false)}
        >
          {t('act')} <Money fen={-waiver.amount} strong /> · {waiver.reason}
        </VoidDialog>
      )}
    </>
  );
}
