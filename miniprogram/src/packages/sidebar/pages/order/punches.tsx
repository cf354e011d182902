import type { rejectPunch, verifyPunch } from '@mingdan/shared/contracts/order-paths';
import { rejectPunchMeta, verifyPunchMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { oddPunchTold, rejectionTold } from '@mingdan/shared/orders/punch';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/staff.ts';
import { Reason } from './reason.tsx';

type Punch = OrderView['oddPunches'][number];

/** Punches far from the address or well before their hours 打卡异常, until somebody has looked into each. Nothing where there are none. */
export function OddPunches({ order, onDone }: { order: OrderView; onDone: () => void }) {
  if (order.oddPunches.length === 0) return null;
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead">{text('order.punch.odd')}</View>
        <Chip tone="bad">{t('punch.open', { count: order.oddPunches.length })}</Chip>
      </View>
      {order.oddPunches.map((punch) => (
        <OddPunch key={punch.id} order={order} punch={punch} onDone={onDone} />
      ))}
    </View>
  );
}

/** One of them: what is odd, and the two answers that end it, 已核实 with a word, 不属实 with a reason. */
function OddPunch({ order, punch, onDone }: { order: OrderView; punch: Punch; onDone: () => void }) {
  const now = useNow(60_000);
  const [word, setWord] = useState('');
  const [tried, setTried] = useState(false);
  const [rejecting, setRejecting] = useState(false);
  const write = useAction<typeof verifyPunch>(verifyPunchMeta, punch.id);
  const missing = tried && word.trim() === '';
  const verify = async () => {
    setTried(true);
    if (word.trim() === '') return;
    if (!(await write.run({ orderId: order.id, punchId: punch.id, word: word.trim() }))) return;
    toast(t('punch.done'));
    onDone();
  };
  return (
    <View className="question">
      <View className="question-words">{oddPunchTold(punch, punch.at)}</View>
      <View className="hint">
        {punch.by} · {punch.name} · {formatSince(punch.at, now)}
      </View>
      <View className={missing ? 'box box-wrong gap-top' : 'box gap-top'}>
        <Input
          className="box-input"
          placeholderClass="box-empty"
          {...spokenName(t('punch.hint'))}
          value={word}
          maxlength={200}
          placeholder={t('punch.hint')}
          onInput={({ detail }) => {
            write.clear();
            setWord(detail.value);
          }}
        />
      </View>
      {missing ? <View className="field-error">{t('punch.missing')}</View> : null}
      <View className="row gap-top" style={{ gap: '8px' }}>
        {order.abilities.includes('rejectPunch') ? (
          <Press tone="plain" onPress={() => setRejecting(true)}>
            {text('order.punch.rejected')}
          </Press>
        ) : null}
        <View className="grow">
          <Press tone="plain" wide pending={write.pending} onPress={() => void verify()}>
            {text('order.punch.verified')}
          </Press>
        </View>
      </View>
      <ProblemNotice problem={write.problem} />
      {rejecting ? <Rejecting orderId={order.id} punch={punch} begun={word} onClose={() => setRejecting(false)} onDone={onDone} /> : null}
    </View>
  );
}

const USUAL = ['客户说没有人上门', '定位与地址不符，师傅未到现场', '师傅没有按约定时间到'];

/** Says what comes of it, and asks why, before it does. `begun`: what was written beside the punch already. */
function Rejecting({
  orderId,
  punch,
  begun,
  onClose,
  onDone,
}: {
  orderId: string;
  punch: Punch;
  begun: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const [reason, setReason] = useState(begun);
  const write = useAction<typeof rejectPunch>(rejectPunchMeta, punch.id);
  const reject = async () => {
    const done = await write.run({ orderId, punchId: punch.id, reason: reason.trim() });
    if (!done) return;
    onClose();
    toast(t(done.takenBack ? 'punch.rejectedFee' : 'punch.done'));
    onDone();
  };
  return (
    <Sheet
      title={`${text('order.punch.odd')} · ${text('order.punch.rejected')}`}
      open
      onClose={onClose}
      foot={
        <Press wide tone="danger" pending={write.pending} disabled={reason.trim() === ''} onPress={() => void reject()}>
          {t('punch.reject')}
        </Press>
      }
    >
      {rejectionTold(punch.fee).map((sentence) => (
        <View key={sentence} className="secondary">
          {sentence}
        </View>
      ))}
      <View className="gap-top">
        <Reason
          usual={USUAL}
          value={reason}
          onChange={(next) => {
            write.clear();
            setReason(next);
          }}
        />
      </View>
      <ProblemNotice problem={write.problem} />
    </Sheet>
  );
}
