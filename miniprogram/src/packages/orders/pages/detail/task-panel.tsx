import type { OpenTask, OrderView } from '@mingdan/shared/contracts/orders';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { chargeLines } from '../../../../components/bill.tsx';
import { BillSigning } from '../../../../components/bill-signing.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import type { FormHost } from '../../../../forms/host.ts';
import { ReadValue } from '../../../../forms/read-value.tsx';
import { usePicturesAtWork } from '../../../../lib/pictures-at-work.ts';
import { type InstallerText, t } from '../../../../messages/installer.ts';
import { ExtraLines, UnpricedExtra } from './extra-lines.tsx';
import { OtherOutcomes } from './other-outcomes.tsx';
import { PayBar } from './pay-bar.tsx';
import { type Task, useTask } from './use-task.ts';

/** What the page's head tells already. */
const IN_HEAD: readonly string[] = ['phone', 'address', 'timeslot', 'region'];

/** What was asked for when the order was opened and matters at work: machine, remarks. Empty answers say nothing and are left out. */
function Asked({ fields, host }: { fields: readonly ShownField[]; host: FormHost }) {
  const told = fields.filter(
    ({ definition, value }) => value !== null && !IN_HEAD.includes(definition.type) && !('personal' in definition && definition.personal),
  );
  if (told.length === 0) return null;
  return (
    <View className="why asked">
      {told.map(({ definition, value }) => (
        <View key={definition.key} className="fact">
          <View className="fact-name">{definition.label}</View>
          <View className="fact-value">
            <ReadValue definition={definition} value={value} host={host} />
          </View>
        </View>
      ))}
    </View>
  );
}

const SIGNATURE_WORDS: Readonly<Record<Task['signatureState'], InstallerText>> = {
  signed: 'order.signed',
  again: 'order.resign',
  missing: 'order.signFirst',
};

/** The task under the hand: its form, the bill that its lines make, the customer's signature, and the one act at the bottom. `onSigned`: the sum that was signed on this phone and not sent yet. */
export function TaskPanel({
  order,
  task: open,
  isFromDesk,
  onChanged,
  onSigned,
}: {
  order: OrderView;
  task: OpenTask;
  isFromDesk: boolean;
  onChanged: () => Promise<void>;
  onSigned: (charge: number | null) => void;
}) {
  const task = useTask(order, open, isFromDesk, onChanged);
  const [others, setOthers] = useState(false);
  // a picture that is still being made ready would not be in what is sent
  const preparing = usePicturesAtWork();
  const { shown, host, bill, toSign, draft, problem, signatureField } = task;
  const stale = problem?.code === 'orders.stale_version' || problem?.code === 'orders.not_here';
  const signatureKey = signatureField?.definition.key;
  const signedCharge = task.needsSigning && task.signatureState === 'signed' ? (toSign.data?.totals.charge ?? null) : null;
  useEffect(() => {
    onSigned(signedCharge);
    return () => onSigned(null);
  }, [signedCharge, onSigned]);

  return (
    <View>
      <View className="card">
        <View className="lead task-name">{open.name}</View>
        {draft.restored ? <Notice text={t('form.restored')} act={t('form.startOver')} onAct={draft.discard} /> : null}
        <Asked fields={shown.filter(({ editable }) => !editable)} host={host} />
        <FormFields
          fields={shown.filter(({ definition, editable }) => editable && definition.key !== signatureKey)}
          errors={task.errors}
          host={host}
          onChange={task.change}
        />
      </View>
      {bill.needsNet ? <UnpricedExtra order={order} lines={task.lines} values={task.priceValues} host={host} /> : null}
      {bill.data && !bill.needsNet ? (
        <ExtraLines
          order={order}
          bill={bill.data}
          lines={task.lines}
          values={task.priceValues}
          host={host}
          mayChoose={task.needsSigning}
          withExtra={!task.withoutExtra}
          signed={task.signatureState === 'signed'}
          onWithExtra={(withExtra) => task.chooseWithoutExtra(!withExtra)}
          onAsked={() => void Promise.all([bill.refetch(), onChanged()])}
        />
      ) : null}
      {task.needsSigning && signatureField ? (
        <View className="card">
          <View className="field-label">
            <View className="field-must">{signatureField.definition.label}</View>
          </View>
          <View className="box" onClick={() => (task.signatureState === 'signed' ? task.openSigning() : task.press())}>
            <View className={task.signatureState === 'signed' ? 'good' : 'box-empty'}>{t(SIGNATURE_WORDS[task.signatureState])}</View>
            <Icon name={task.signatureState === 'signed' ? 'check' : 'chevron'} />
          </View>
        </View>
      ) : null}
      {task.missing > 0 ? <Notice tone="bad" text={t('order.fix', { count: task.missing })} /> : null}
      <ProblemNotice
        problem={problem}
        {...(stale ? { act: t('state.reload'), onAct: () => void onChanged().then(task.forgetProblem) } : {})}
      />
      {bill.needsNet ? (
        <Notice
          text={t(task.needsSigning ? 'order.needsNetHint' : 'order.needsNetHintNoSign')}
          act={t('state.retry')}
          onAct={() => void bill.refetch()}
        />
      ) : null}

      <View className="bar">
        {task.priced ? <PayBar task={task} order={order} /> : null}
        <View className="row bar-acts">
          {task.others.length > 0 ? (
            <Press tone="plain" disabled={task.pending} onPress={() => setOthers(true)}>
              {t('order.other')}
            </Press>
          ) : null}
          <View className="grow">
            <Press wide pending={task.pending || preparing} disabled={task.signsFirst && !toSign.settled} onPress={task.press}>
              {!task.signsFirst
                ? (task.main?.label ?? '')
                : task.open > 0
                  ? t('order.signAfter', { count: task.open })
                  : t('order.signNow')}
            </Press>
          </View>
        </View>
      </View>

      <OtherOutcomes order={order} token={open.token} task={task} open={others} onClose={() => setOthers(false)} />
      {toSign.data ? (
        <BillSigning
          face="work"
          open={task.signing}
          lines={chargeLines(toSign.data.lines)}
          total={toSign.data.totals.charge}
          beside={{
            // nobody asks for a fee that the company still looks into
            earlier: order.earlierBills.reduce((sum, { totals }) => sum + (totals.charge ?? 0), 0) - (order.payment?.unverified ?? 0),
            waived: order.payment?.waived ?? 0,
          }}
          onClose={task.closeSigning}
          onSigned={task.keepSignature}
        />
      ) : null}
    </View>
  );
}
