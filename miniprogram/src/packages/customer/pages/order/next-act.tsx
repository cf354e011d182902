import type { CustomerOrderView, customerAct, signBill } from '@mingdan/shared/contracts/customer-page';
import { customerActMeta, signBillMeta } from '@mingdan/shared/contracts/customer-page.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { chargeLines } from '../../../../components/bill.tsx';
import { BillSigning } from '../../../../components/bill-signing.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import { errorsByField, useForm } from '../../../../forms/use-form.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/index.ts';

type Task = CustomerOrderView['tasks'][number];

function TaskForm({ order, task, onChanged }: { order: CustomerOrderView; task: Task; onChanged: () => Promise<void> }) {
  const draft = useDraft(`customer:${order.id}:${task.node}`);
  const form = useForm(task.fields, draft.values, task.node, 'customer');
  const act = useAction<typeof customerAct>(customerActMeta, order.id, 'customer');
  const [tried, setTried] = useState(false);
  const [outcome] = task.outcomes;
  const rates = form.shown.some(({ definition }) => definition.type === 'rating');

  const submit = async () => {
    setTried(true);
    if (!outcome || form.errors.length > 0) return;
    const done = await act.run({ version: order.version, token: task.token, outcome: outcome.key, values: form.values as never });
    if (!done) return;
    draft.discard();
    toast(t(rates ? 'customer.rated' : 'order.submitted'));
    await onChanged();
  };

  return (
    <View>
      <FormFields
        // what happened so far stands below, on the page itself
        fields={form.shown.filter(({ editable }) => editable)}
        errors={{ ...(tried ? errorsByField(form.errors) : {}), ...errorsByField(act.problem?.fields ?? []) }}
        host={{ face: 'customer', items: [], onSite: true }}
        onChange={(key, value) => {
          act.clear();
          draft.set(key, value);
        }}
      />
      <ProblemNotice problem={act.problem} act={t('state.reload')} onAct={() => void onChanged().then(act.clear)} />
      <View className="gap-top-wide">
        <Press wide pending={act.pending} onPress={() => void submit()}>
          {rates ? t('customer.rateSubmit') : (outcome?.label ?? t('customer.rateSubmit'))}
        </Press>
      </View>
    </View>
  );
}

/** The thing that the customer should do now, on top of the page: sign, rate, or nothing. */
export function NextAct({ order, onChanged }: { order: CustomerOrderView; onChanged: () => Promise<void> }) {
  const now = useNow(60_000);
  const sign = useAction<typeof signBill>(signBillMeta, order.id, 'customer');
  const [signing, setSigning] = useState(false);
  const task = order.tasks.find(({ mine }) => mine);
  const mustSign = order.next.act === 'sign' && order.signature === null;
  const asks = mustSign || task !== undefined;

  return (
    <View className={asks ? 'card next' : 'card'}>
      <View className="hint">{t(asks ? 'customer.next' : 'customer.nothing')}</View>
      <View className="lead">{order.next.text}</View>
      {order.signature ? (
        <View className="hint gap-top">{t('customer.signed', { when: formatSince(order.signature.at, now) })}</View>
      ) : null}
      {mustSign ? (
        <View className="gap-top-wide">
          <Press wide pending={sign.pending} onPress={() => setSigning(true)}>
            {t('customer.sign')}
          </Press>
          <ProblemNotice problem={sign.problem} act={t('state.reload')} onAct={() => void onChanged().then(sign.clear)} />
        </View>
      ) : null}
      {task && !mustSign ? (
        <View className="gap-top">
          <TaskForm key={`${task.token}:${task.node}`} order={order} task={task} onChanged={onChanged} />
        </View>
      ) : null}
      <BillSigning
        face="customer"
        open={signing}
        lines={chargeLines(order.bill.lines)}
        total={order.bill.total}
        onClose={() => setSigning(false)}
        onSigned={async ({ id }) => {
          const done = await sign.run({ billHash: order.bill.hash, signatureFileId: id });
          setSigning(false);
          if (done) await onChanged();
        }}
      />
    </View>
  );
}
