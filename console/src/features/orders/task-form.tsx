import type { actOnOrder, OpenTask, OrderView } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import type { Json } from '@mingdan/shared/forms/definition';
import { liveForm, type ShownField } from '@mingdan/shared/forms/live-form';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useMe } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { useWrite } from '../../lib/query.ts';
import { AnswerField, canAnswer } from '../../ui/answer-field.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { FieldValue } from './field-value.tsx';
import styles from './order-paths.module.css';
import { type SlotDraft, SlotField } from './slot-field.tsx';
import { blocked } from './task-blocked.ts';
import { t } from './task-messages.ts';

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
  const live = liveForm(task.fields, draft, { node: task.node, role }, now);
  const write = useWrite<typeof actOnOrder>(actOnOrderMeta, {
    onDone: () => {
      void message.success(t('done', { name: task.name }));
      onClose();
    },
  });
  const labels = new Map(live.shown.map(({ definition }) => [definition.key, definition.label]));
  const submit = (outcome: OpenTask['outcomes'][number]) => {
    // a result that needs nothing of the form is not kept back by what the form lacks
    const faults = outcome.partial ? [] : live.errors.map(({ path, message: said }) => `${labels.get(path) ?? path}：${said}`);
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
    });
  };
  const change = (key: string) => (value: Json | undefined) => {
    setProblems([]);
    setDraft((before) => ({ ...before, [key]: value ?? null }));
  };
  const itemName = (code: string) => order.bill.lines.find((line) => line.item === code)?.name ?? code;
  return (
    <Modal open title={`${task.name} · ${order.number}`} footer={null} onCancel={onClose}>
      <div className={styles.stack}>
        {live.shown.length === 0 && <span className="secondary">{t('nothing')}</span>}
        {live.shown.map((field) => (
          <TaskField
            key={field.definition.key}
            field={field}
            value={draft[field.definition.key] ?? (field.value as Json | undefined)}
            itemName={itemName}
            onChange={change(field.definition.key)}
          />
        ))}
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

/** One field of the step: read, filled in here, or a word that it is filled in on the phone. */
function TaskField({
  field: { definition, editable },
  value,
  itemName,
  onChange,
}: {
  field: ShownField;
  value: Json | undefined;
  itemName: (code: string) => string;
  onChange: (value: Json | undefined) => void;
}) {
  if (definition.type === 'heading') return <strong>{definition.label}</strong>;
  if (editable && canAnswer(definition)) return <AnswerField field={definition} value={value ?? undefined} onChange={onChange} />;
  if (editable && definition.type === 'timeslot') {
    const slot = (value ?? { date: '', from: '', to: '' }) as unknown as SlotDraft;
    return <SlotField title={definition.label} slots={definition.slots} value={slot} onChange={(next) => onChange({ ...next })} />;
  }
  return (
    <div>
      <div className="secondary">{definition.label}</div>
      {(value !== null && value !== undefined) || !editable ? (
        <FieldValue type={definition.type} value={value} itemName={itemName} />
      ) : null}
      {editable && <div className="muted">{t('onPhone')}</div>}
    </div>
  );
}
