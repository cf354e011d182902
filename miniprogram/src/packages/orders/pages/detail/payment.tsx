import type { Problem } from '@mingdan/shared/contracts/client';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { fen, parseYuan, plainYuan } from '@mingdan/shared/kernel/money';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { leftOutWords } from '@mingdan/shared/orders/pay-words';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Chip, payTone } from '../../../../components/chip.tsx';
import { Money, yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { WaivedLines } from '../../../../components/waived.tsx';
import { toast } from '../../../../lib/browser.ts';
import { sendOrKeep, useOutbox } from '../../../../lib/outbox.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/installer.ts';

/** What an installer may take: both end up in his own hand. */
const METHODS = ['cash', 'code'] as const;

function CollectSheet({
  order,
  left,
  open,
  onClose,
  onDone,
}: {
  order: OrderView;
  left: number;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [method, setMethod] = useState<(typeof METHODS)[number]>('code');
  const [typed, setTyped] = useState<string | null>(null);
  const amount = parseYuan(typed ?? plainYuan(fen(left)));
  const tooMuch = amount !== null && amount > left;
  const wrong = typed !== null && (amount === null || amount <= 0 || tooMuch);

  const send = async () => {
    if (amount === null || amount <= 0) return setTyped(typed ?? '');
    if (pending) return;
    setPending(true);
    const came = await sendOrKeep({
      kind: 'collections.record',
      title: `${order.templateName} · ${order.number}`,
      label: t('pay.queued', { amount: yuan(amount), method: label('pay.method', method) }),
      draft: '',
      input: { orderId: order.id, method, amount },
    });
    setPending(false);
    if (came.state === 'refused') return setProblem(came.problem);
    setTyped(null);
    toast(came.state === 'kept' ? t('order.keptToast') : t('pay.recorded', { amount: yuan(amount) }));
    onDone();
  };
  return (
    <Sheet
      title={t('pay.collect')}
      open={open}
      onClose={onClose}
      foot={
        <View>
          <ProblemNotice problem={problem} />
          <View className="gap-top">
            <Press wide pending={pending} disabled={wrong || amount === null || amount <= 0} onPress={() => void send()}>
              {t('pay.confirm', { amount: yuan(amount) })}
            </Press>
          </View>
        </View>
      }
    >
      <View className="secondary">{t('pay.collectHint')}</View>
      <View className="options gap-top-wide">
        {METHODS.map((key) => (
          <View key={key} className={method === key ? 'option option-on' : 'option'} role="button" onClick={() => setMethod(key)}>
            {label('pay.method', key)}
          </View>
        ))}
      </View>
      <View className="field-label gap-top-wide">{t('pay.amount')}</View>
      <View className={wrong ? 'box box-wrong' : 'box'}>
        <View>¥</View>
        <Input
          {...spokenName(t('pay.amount'))}
          className="box-input pay-amount"
          type="digit"
          value={typed ?? plainYuan(fen(left))}
          onInput={({ detail }) => {
            setProblem(undefined);
            setTyped(detail.value);
          }}
        />
      </View>
      {wrong ? <View className="field-error">{t(tooMuch ? 'pay.tooMuch' : 'pay.wrongAmount', { left: yuan(left) })}</View> : null}
    </Sheet>
  );
}

/** What the customer owes and has paid, and the installer's own taking of it. `signedCharge`: signed on this phone, and due from the moment it is sent. */
export function PaymentCard({
  order,
  isFromDesk,
  signedCharge,
  onChanged,
}: {
  order: OrderView;
  /** Staff read it: nothing is theirs to take at the door. */
  isFromDesk: boolean;
  signedCharge: number | null;
  onChanged: () => Promise<void>;
}) {
  const now = useNow(60_000);
  const [open, setOpen] = useState(false);
  // what waits on this phone was taken all the same: nobody is asked for it twice
  const waiting = useOutbox().filter((act) => act.kind === 'collections.record' && act.input.orderId === order.id && act.problem === null);
  const { payment } = order;
  if (!payment) return null;
  // earlier visits of the order are owed too; what was waived is not, nor a fee that is looked into
  const signedDue =
    signedCharge === null
      ? null
      : order.earlierBills.reduce((sum, { totals }) => sum + (totals.charge ?? 0), signedCharge) -
        (payment.waived ?? 0) -
        (payment.unverified ?? 0);
  const kept = waiting.reduce((sum, { input }) => sum + ('amount' in input ? input.amount : 0), 0);
  const left = payment.left - kept;
  const takes = payment.mode === 'installer' && left > 0 && !isFromDesk;
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead grow">
          {t('pay.title')} · {label('pay.mode', payment.mode)}
        </View>
        <Chip tone={payTone(payment.state)}>{label('pay.state', payment.state)}</Chip>
      </View>
      {payment.mode === 'installer' ? <WaivedLines payment={payment} /> : null}
      <View className="bill-line">
        <View className="secondary">
          {t(
            signedDue === null
              ? payment.estimated
                ? 'pay.dueEstimated'
                : 'pay.due'
              : signedDue === signedCharge
                ? 'pay.dueSigned'
                : 'pay.due',
          )}
        </View>
        <Money fen={signedDue ?? payment.due} />
      </View>
      {leftOutWords({ unverified: payment.unverified ?? 0 }, signedDue === null ? order.consents : []).map((words) => (
        <View key={words} className="hint">
          {words}
        </View>
      ))}
      {signedDue !== null && signedDue !== signedCharge ? (
        <View className="hint">{t('pay.dueOfSigned', { amount: yuan(signedCharge ?? 0) })}</View>
      ) : null}
      {signedDue !== null && signedDue !== payment.due ? <View className="hint">{t('pay.dueSignedHint')}</View> : null}
      {payment.entries.map((entry) => (
        <View key={entry.id} className={entry.voided ? 'bill-line outdated' : 'bill-line'}>
          <View className="grow">
            <View>
              {label('pay.kind', entry.kind)} · {label('pay.method', entry.method)}
            </View>
            <View className="hint">
              {label('pay.holder', entry.holder)} · {formatSince(entry.at, now)}
              {entry.voided ? ` · ${t('pay.voided', { reason: entry.voided.reason })}` : ''}
            </View>
          </View>
          <Money fen={entry.kind === 'refund' ? -entry.amount : entry.amount} />
        </View>
      ))}
      {kept > 0 ? (
        <View className="bill-line">
          <View className="secondary">{t('pay.kept')}</View>
          <Money fen={kept} />
        </View>
      ) : null}
      {payment.collected > 0 && payment.left !== 0 ? (
        <View className="bill-line">
          <View className="secondary">{t(payment.left > 0 ? 'pay.left' : 'pay.over')}</View>
          <Money fen={Math.abs(payment.left)} size="lead" />
        </View>
      ) : null}
      {takes ? (
        <View className="gap-top">
          <Press tone="plain" wide onPress={() => setOpen(true)}>
            {t('pay.collect')}
          </Press>
        </View>
      ) : isFromDesk ? null : (
        <View className="hint">{t(payment.mode === 'installer' ? 'pay.nothingLeft' : 'pay.notYours')}</View>
      )}
      {takes ? (
        <CollectSheet
          order={order}
          left={left}
          open={open}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            void onChanged();
          }}
        />
      ) : null}
    </View>
  );
}
