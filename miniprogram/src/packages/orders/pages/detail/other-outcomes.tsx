import type { OrderView, PreviewFeesOutput, previewFees } from '@mingdan/shared/contracts/orders';
import { previewFeesMeta } from '@mingdan/shared/contracts/orders.meta';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import { ask } from '../../../../lib/browser.ts';
import { usePicturesAtWork } from '../../../../lib/pictures-at-work.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { type InstallerText, t } from '../../../../messages/installer.ts';
import type { Task } from './use-task.ts';

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

/** How a visit may end otherwise than as hoped for: each way with what follows from it, and what it asks for before it counts. */
export function OtherOutcomes({
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
    const words = { yes: t('giveBack.yes'), no: t('giveBack.no') };
    if (outcome.givesBack && !(await ask(t('giveBack.title'), t('giveBack.text'), words))) return;
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

/** A punch that says nobody was at home is asked about from the first minute before the hours. */
function hostOf({ host, keepsPunch }: Task, { inVain }: Outcome): Task['host'] {
  return inVain ? { ...host, keepsPunch: (punch) => keepsPunch(punch, true) } : host;
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
      <FormFields
        fields={task.proofFields(outcome)}
        errors={task.proofErrors(outcome)}
        host={hostOf(task, outcome)}
        onChange={task.change}
      />
    </Sheet>
  );
}
