import type { verifyPunch } from '@mingdan/shared/contracts/order-paths';
import { verifyPunchMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { oddPunchTold } from '@mingdan/shared/orders/punch';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/index.ts';

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
        <OddPunch key={punch.id} orderId={order.id} punch={punch} onDone={onDone} />
      ))}
    </View>
  );
}

/** One of them: what is odd, and the word that ends it. */
function OddPunch({ orderId, punch, onDone }: { orderId: string; punch: OrderView['oddPunches'][number]; onDone: () => void }) {
  const now = useNow(60_000);
  const [word, setWord] = useState('');
  const write = useAction<typeof verifyPunch>(verifyPunchMeta, punch.id);
  const verify = async () => {
    if (!(await write.run({ orderId, punchId: punch.id, word: word.trim() }))) return;
    toast(t('punch.done'));
    onDone();
  };
  return (
    <View className="question">
      <View className="question-words">{oddPunchTold(punch, punch.at)}</View>
      <View className="hint">
        {punch.by} · {punch.name} · {formatSince(punch.at, now)}
      </View>
      <View className="box gap-top">
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
      <View className="gap-top">
        <Press tone="plain" wide pending={write.pending} disabled={word.trim() === ''} onPress={() => void verify()}>
          {t('punch.verify')}
        </Press>
      </View>
      <ProblemNotice problem={write.problem} />
    </View>
  );
}
