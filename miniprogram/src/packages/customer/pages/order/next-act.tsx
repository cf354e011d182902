import type { CustomerOrderView, customerAct, signBill } from '@mingdan/shared/contracts/customer-page';
import { customerActMeta, signBillMeta } from '@mingdan/shared/contracts/customer-page.meta';
import type { AroundOrder } from '@mingdan/shared/contracts/customer-service';
import { errorsByField } from '@mingdan/shared/forms/live-form';
import { formatSince } from '@mingdan/shared/messages/format';
import { cancelledWords, owedWords, payWords, restingWords } from '@mingdan/shared/orders/pay-words';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { chargeLines } from '../../../../components/bill.tsx';
import { BillSigning } from '../../../../components/bill-signing.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import { useForm } from '../../../../forms/use-form.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { type CustomerText, t } from '../../../../messages/customer.ts';
import { type Head, headOf, isAnswered } from '../../lib/head.ts';
import { ChangeSlot } from './slot.tsx';
import { useStars } from './use-stars.ts';

type Task = CustomerOrderView['tasks'][number];

const HEADS: Readonly<Record<Head, CustomerText>> = {
  asked: 'customer.next',
  pay: 'customer.pay',
  answer: 'customer.answerComing',
  optional: 'customer.optional',
  nothing: 'customer.nothing',
};

function TaskForm({ order, task, onChanged }: { order: CustomerOrderView; task: Task; onChanged: () => Promise<void> }) {
  const draft = useDraft(`customer:${order.id}:${task.node}`);
  const form = useForm(task.fields, draft.values, task.node, 'customer');
  const act = useAction<typeof customerAct>(customerActMeta, order.id, 'customer');
  const [tried, setTried] = useState(false);
  const [outcome] = task.outcomes;
  const stars = useStars(order.id, task.token, onChanged);
  const rating = form.shown.find(({ definition, editable }) => definition.type === 'rating' && editable)?.definition.key;
  const kept = task.fields.find(({ definition }) => (definition as { key: string }).key === rating)?.value ?? null;
  const rates = rating !== undefined;

  // what happened so far stands below, on the page itself; the thanks stand where the stars were given
  const asked = form.shown.filter(({ editable }) => editable);
  const afterStars = asked.findIndex(({ definition }) => definition.key === rating) + 1;

  const change = (key: string, value: unknown) => {
    act.clear();
    draft.set(key, value);
    if (key === rating) void stars.send({ [key]: value as number | null });
  };
  const submit = async () => {
    setTried(true);
    await stars.settled();
    if (!outcome || form.errors.length > 0) return;
    const done = await act.run({ version: order.version, token: task.token, outcome: outcome.key, values: form.values as never });
    if (!done) return;
    draft.discard();
    toast(t(rates ? 'customer.rated' : 'order.submitted'));
    await onChanged();
  };

  const thanks =
    rating !== undefined && kept !== null ? (
      <View className="row-between" style={{ alignItems: 'center' }}>
        <View className="secondary grow">{t('customer.starsKept', { count: kept as number })}</View>
        <Press tone="quiet" pending={stars.action.pending} onPress={() => change(rating, null)}>
          {t('customer.starsBack')}
        </Press>
      </View>
    ) : null;

  return (
    <View>
      {[asked.slice(0, afterStars), asked.slice(afterStars)].map((fields, part) => (
        <View key={part === 0 ? 'stars' : 'rest'}>
          <FormFields
            fields={fields}
            errors={{ ...(tried ? errorsByField(form.errors) : {}), ...errorsByField(act.problem?.fields ?? []) }}
            host={{ face: 'customer', items: [], onSite: true }}
            onChange={change}
          />
          {part === 0 ? thanks : null}
        </View>
      ))}
      <ProblemNotice problem={stars.action.problem} act={t('state.reload')} onAct={() => void onChanged().then(stars.action.clear)} />
      <ProblemNotice problem={act.problem} act={t('state.reload')} onAct={() => void onChanged().then(act.clear)} />
      {isAnswered(task) ? (
        <View className="hint">{t(asked.length > afterStars ? 'customer.wordsOptional' : 'customer.starsOnly')}</View>
      ) : null}
      <View className="gap-top-wide">
        <Press wide tone={isAnswered(task) ? 'plain' : 'primary'} pending={act.pending} onPress={() => void submit()}>
          {rates ? t('customer.rateSubmit') : (outcome?.label ?? t('customer.rateSubmit'))}
        </Press>
      </View>
    </View>
  );
}

/** How the order ended without having been done, and what that costs. */
function Ended({ order, ended: { at, by, reason } }: { order: CustomerOrderView; ended: NonNullable<CustomerOrderView['cancelled']> }) {
  const now = useNow(60_000);
  const how = t('customer.cancelledBy', { when: formatSince(at, now), by });
  return (
    <View>
      <View className="secondary gap-top">{reason === '' ? how : `${how}：${reason}`}</View>
      {order.payment ? <View className="lead gap-top">{cancelledWords(order.payment)}</View> : null}
    </View>
  );
}

/**
 * Where the order stands and what the customer should do now, on top of the page: sign, rate, choose hours, or nothing. `objected`: an objection to the
 * bill waits for its answer.
 */
export function NextAct({
  order,
  objected,
  around,
  onChanged,
}: {
  order: CustomerOrderView;
  objected: boolean;
  around: AroundOrder | undefined;
  onChanged: () => Promise<void>;
}) {
  const now = useNow(60_000);
  const sign = useAction<typeof signBill>(signBillMeta, order.id, 'customer');
  const [signing, setSigning] = useState(false);
  const { next } = order;
  const task = order.tasks.find(({ mine }) => mine);
  const mustSign = next.act === 'sign' && order.signature === null;
  const head = headOf(order, objected);
  // the head follows the order; once it is finished the objection is what everybody waits for
  const lead = objected && order.bill.kind === 'actual' && order.state !== 'cancelled' ? t('customer.objectedNow') : next.text;
  // what a cancelled order costs stands with how it ended
  const payment = mustSign || order.state === 'cancelled' ? null : order.payment;
  const owed = payment && (objected ? restingWords(payment) : head === 'pay' ? payWords(payment) : owedWords(payment));

  return (
    <View className={head === 'asked' ? 'card next' : 'card'}>
      <View className="hint">{t(HEADS[head])}</View>
      <View className="lead">{lead}</View>
      {next.more ? <View className="secondary">{next.more}</View> : null}
      {owed === null ? null : <View className="secondary">{owed}</View>}
      {objected && mustSign ? <View className="secondary">{t('customer.objectedSign')}</View> : null}
      {objected && lead === next.text ? <View className="hint gap-top">{t('customer.objectedNow')}</View> : null}
      {order.cancelled ? <Ended order={order} ended={order.cancelled} /> : null}
      {next.act === 'slot' && around ? <ChangeSlot again order={order} reschedule={around.reschedule} onChanged={onChanged} /> : null}
      {order.signature ? (
        <View className="hint gap-top">{t('customer.signed', { when: formatSince(order.signature.at, now) })}</View>
      ) : null}
      {order.stars && !task ? (
        <View className="secondary gap-top">{t('customer.starsGiven', { stars: '★'.repeat(order.stars) })}</View>
      ) : null}
      {mustSign ? (
        <View className="gap-top-wide">
          <Press wide tone={objected ? 'plain' : 'primary'} pending={sign.pending} onPress={() => setSigning(true)}>
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
        beside={{
          earlier: order.earlierBills.reduce((sum, { total, unverified }) => sum + (unverified ? 0 : total), 0),
          waived: order.payment?.waived ?? 0,
        }}
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
