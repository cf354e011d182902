import type { OpenTask, OrderView, PreviewFeesOutput, previewFees } from '@mingdan/shared/contracts/orders';
import { previewFeesMeta } from '@mingdan/shared/contracts/orders.meta';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { chargeLines } from '../../../../components/bill.tsx';
import { BillSigning } from '../../../../components/bill-signing.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money, yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { Notice, ProblemNotice, problemText } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import type { FormHost } from '../../../../forms/host.ts';
import { ReadValue } from '../../../../forms/read-value.tsx';
import { usePicturesAtWork } from '../../../../lib/pictures-at-work.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { type InstallerText, t } from '../../../../messages/installer.ts';
import { earnName } from './earn-name.ts';
import { ExtraLines, UnpricedExtra } from './extra-lines.tsx';
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

/** What the customer pays and the installer earns, as the lines stand. */
function PayBar({ task, order }: { task: Task; order: OrderView }) {
  const { toSign: bill } = task;
  // lines that were never priced on this phone: what is known is the order's last bill
  const { totals, lines } = bill.needsNet ? order.bill : (bill.data ?? order.bill);
  // what pays him beside the lines that he sees above, as 区域服务补贴
  const beside = lines.filter(({ item, earn }) => earn !== null && earn !== 0 && !task.lines.some((line) => line.item === item));
  const extra = bill.needsNet || bill.problem || task.signatureState === 'signed' ? null : (bill.data?.extra?.charge ?? null);
  return (
    <View className="pay-bar">
      <View className="row-between pay-sums">
        <View className="hint grow">
          {bill.needsNet
            ? t('order.needsNet', { amount: yuan(order.bill.totals.charge) })
            : bill.problem
              ? t('order.previewFailed', { why: problemText(bill.problem) })
              : `${t(order.earlierBills.length === 0 ? 'order.charge' : 'order.chargeVisit')} ${yuan(totals.charge)}`}
        </View>
        <View className="row pay-earn">
          <View className="hint nowrap">
            {t(earnName(order))} {label('order.bill', 'planned')}
          </View>
          <View className={bill.settled ? '' : 'outdated'}>
            <Money fen={totals.earn} size="lead" />
          </View>
        </View>
      </View>
      {extra === null || extra === 0 ? null : <View className="hint">{t('order.chargeExtra', { amount: yuan(extra) })}</View>}
      {beside.length === 0 ? null : (
        <View className="hint">{t('order.earnBeside', { what: beside.map(({ name, earn }) => `${name} ${yuan(earn)}`).join('、') })}</View>
      )}
    </View>
  );
}

type Outcome = Task['others'][number];
type Fee = PreviewFeesOutput['fees'][number];

/** What follows from the usual ways in which a visit ends otherwise; ways of a flow's own say nothing more than their name. */
const CONSEQUENCES: Readonly<Record<string, InstallerText>> = {
  absent: 'outcome.absent',
  partly: 'outcome.partly',
  return: 'outcome.return',
};

/** What follows from an outcome, with the fee that it comes to where the server could say. */
function consequenceOf({ key }: Outcome, fees: readonly Fee[]): string | null {
  const fee = fees.find(({ outcome }) => outcome === key)?.totals;
  const words = CONSEQUENCES[key];
  if (!fee || fee.earn === null) return words ? t(words) : null;
  const amount =
    fee.charge === null
      ? t('outcome.feeOwn', { earn: yuan(fee.earn) })
      : t('outcome.fee', { charge: yuan(fee.charge), earn: yuan(fee.earn) });
  return words ? `${t(words)}。${amount}` : amount;
}

function OtherOutcomes({
  order,
  token,
  task,
  open,
  onClose,
}: {
  order: OrderView;
  token: string;
  task: Task;
  open: boolean;
  onClose: () => void;
}) {
  // asked once the sheet is open; without a network it says what follows without the amount
  const fees = useOperation<typeof previewFees>(previewFeesMeta, open ? { orderId: order.id, token } : null).data?.fees ?? [];
  const [chosen, setChosen] = useState<Outcome | null>(null);
  const close = () => {
    setChosen(null);
    task.forgetProofTried();
    onClose();
  };
  // what was done in part is billed: its lines must be right
  const send = async (outcome: Outcome) => {
    const came = await task.submit(outcome, outcome.key === 'partly');
    if (came !== 'open') close();
    if (came === 'form') task.tellMissing(outcome);
  };
  if (chosen)
    return (
      <ProofSheet
        task={task}
        outcome={chosen}
        consequence={consequenceOf(chosen, fees)}
        open={open}
        onClose={close}
        onSend={() => void send(chosen)}
      />
    );
  return (
    <Sheet title={t('order.otherTitle')} open={open} onClose={close}>
      <View className="secondary">{t('order.outcomeAsk')}</View>
      {task.others.map((outcome) => {
        const consequence = consequenceOf(outcome, fees);
        const asks = task.proofFields(outcome).length > 0;
        return (
          <View key={outcome.key} className="gap-top">
            <Press tone="plain" wide pending={task.pending} onPress={() => (asks ? setChosen(outcome) : void send(outcome))}>
              {outcome.label}
            </Press>
            {consequence ? <View className="hint">{consequence}</View> : null}
          </View>
        );
      })}
    </Sheet>
  );
}

/** What an outcome asks for before it counts: the punch, the picture and the words of whoever stood before a closed door. */
function ProofSheet({
  task,
  outcome,
  consequence,
  open,
  onClose,
  onSend,
}: {
  task: Task;
  outcome: Outcome;
  consequence: string | null;
  open: boolean;
  onClose: () => void;
  onSend: () => void;
}) {
  const preparing = usePicturesAtWork();
  return (
    <Sheet
      title={outcome.label}
      open={open}
      onClose={onClose}
      foot={
        <Press wide pending={task.pending || preparing} onPress={onSend}>
          {t('order.outcomeSure', { outcome: outcome.label })}
        </Press>
      }
    >
      {consequence ? <View className="secondary">{consequence}</View> : null}
      <FormFields fields={task.proofFields(outcome)} errors={task.proofErrors(outcome)} host={task.host} onChange={task.change} />
    </Sheet>
  );
}

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
              {task.signsFirst ? t('order.signNow') : (task.main?.label ?? '')}
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
