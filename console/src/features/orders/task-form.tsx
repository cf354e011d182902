import type { actOnOrder, OpenTask, OrderView, orderItems } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta, orderItemsMeta } from '@mingdan/shared/contracts/orders.meta';
import type { Json } from '@mingdan/shared/forms/definition';
import { liveForm } from '@mingdan/shared/forms/live-form';
import { keysOf } from '@mingdan/shared/orders/asked';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useMe } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { ApiProblem } from '../../lib/problem.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './order-paths.module.css';
import { StepBill } from './step-bill.tsx';
import { blocked, faultsOf } from './task-blocked.ts';
import { TaskField } from './task-field.tsx';
import { t } from './task-messages.ts';
import { useLiveBill } from './use-live-bill.ts';

/** A step that waits for this person, to be filled in at the desk. */
export function TaskAct({ order, task }: { order: OrderView; task: OpenTask }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('act')}</Button>
      {open && <TaskDialog order={order} task={task} onClose={() => setOpen(false)} />}
    </>
  );
}

function TaskDialog({ order, task, onClose }: { order: OrderView; task: OpenTask; onClose: () => void }) {
  const { message } = App.useApp();
  const now = useNow();
  const [role = 'staff'] = useMe().roles;
  const [draft, setDraft] = useState<Readonly<Record<string, Json>>>({});
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [uploads, setUploads] = useState<ReadonlySet<string>>(new Set());
  const facts = { state: order.state, region: order.region, customerLevel: order.customer.level };
  const live = liveForm(task.fields, draft, { node: task.node, role, order: facts }, now);
  const hasLines = live.shown.some(({ definition, editable }) => editable && definition.type.endsWith('-lines'));
  const items = useQuery({ ...contractQuery<typeof orderItems>(orderItemsMeta, { orderId: order.id }), enabled: hasLines });
  const bill = useLiveBill(order, live, hasLines);
  const write = useWrite<typeof actOnOrder>(actOnOrderMeta, {
    onDone: () => {
      void message.success(t('done', { name: task.name }));
      onClose();
    },
  });
  const submit = (outcome: OpenTask['outcomes'][number]) => {
    const faults = faultsOf(live, outcome);
    setProblems(faults);
    if (faults.length > 0) return;
    // what nobody touched here is not sent: it stands as it is
    const values = Object.fromEntries(Object.entries(live.values).filter(([key]) => key in draft)) as Parameters<
      typeof write.mutate
    >[0]['values'];
    write.mutate({
      orderId: order.id,
      version: order.version,
      event: 'submit',
      token: task.token,
      outcome: outcome.key,
      ...(values ? { values } : {}),
      // whoever reads what the server asks about the device and submits again stands by it
      ...(write.error instanceof ApiProblem ? { confirmed: [...keysOf(write.error.problem.detail)] } : {}),
    });
  };
  const change = (key: string) => (value: Json | undefined) => {
    setProblems([]);
    setDraft((before) => ({ ...before, [key]: value ?? null }));
  };
  const itemName = (code: string) =>
    order.bill.lines.find(({ item }) => item === code)?.name ?? items.data?.items.find((item) => item.code === code)?.name ?? code;
  const busy = (key: string) => (isBusy: boolean) =>
    setUploads((before) => new Set(isBusy ? [...before, key] : [...before].filter((other) => other !== key)));
  return (
    <Modal open title={`${task.name} · ${order.number}`} width={hasLines ? 640 : 520} footer={null} onCancel={onClose}>
      <div className={styles.stack}>
        {live.shown.length === 0 && <span className="secondary">{t('nothing')}</span>}
        {items.isError && <ProblemView error={items.error} compact onRetry={() => void items.refetch()} />}
        {live.shown.map((field) => (
          <TaskField
            key={field.definition.key}
            field={field}
            // what is typed, right or wrong; an emptied field stays empty
            value={field.definition.key in draft ? draft[field.definition.key] : (field.value as Json | undefined)}
            itemName={itemName}
            items={items.data?.items ?? []}
            isLoading={items.isFetching}
            bill={bill}
            onBusy={busy(field.definition.key)}
            onChange={change(field.definition.key)}
          />
        ))}
        {hasLines && <StepBill bill={bill} />}
        {problems.length > 0 && (
          <div role="alert" className={styles.faults}>
            {t('missing')}
            {problems.join('；')}
          </div>
        )}
        {write.isError && <ProblemView error={write.error} compact of="write" />}
        <div className={styles.bar}>
          {task.outcomes.map((outcome, index) => {
            const fields = blocked(live.shown, outcome);
            return fields.length > 0 ? (
              <span key={outcome.key} className="secondary">
                {t('phoneFirst', { outcome: outcome.label, fields: fields.join('、') })}
              </span>
            ) : (
              <Button
                key={outcome.key}
                type={index === 0 ? 'primary' : 'default'}
                disabled={uploads.size > 0}
                loading={write.isPending}
                onClick={() => submit(outcome)}
              >
                {outcome.label}
              </Button>
            );
          })}
        </div>
      </div>
    </Modal>
  );
}
