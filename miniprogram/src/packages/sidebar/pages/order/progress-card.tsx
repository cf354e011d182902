import type { ChatCardOutput, chatCard } from '@mingdan/shared/contracts/deliveries';
import { chatCardMeta } from '@mingdan/shared/contracts/deliveries.meta';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { sendCard, sendMiniProgram } from '../../../../lib/bridge.ts';
import { copy, toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/staff.ts';
import { whyNotThisChat } from '../../lib/right-chat.ts';

/** A card of where the order stands now, at any time: as a mini-program's card where the company has one, as a link's otherwise; the link to copy as the way round. */
export function ProgressCard({ orderId, customerId }: { orderId: string; customerId: string }) {
  const make = useAction<typeof chatCard>(chatCardMeta, orderId);
  const [card, setCard] = useState<ChatCardOutput | null>(null);
  const [isSending, setSending] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  const made = async () => card ?? (await make.run({ orderId })) ?? null;
  const put = async (): Promise<string | null> => {
    const why = await whyNotThisChat(customerId);
    if (why !== null) return why;
    const now = await made();
    setCard(now);
    if (!now) return null;
    const { title, text, url, miniProgram } = now;
    const sent = (miniProgram !== null && (await sendMiniProgram({ title, ...miniProgram }))) || (await sendCard({ title, text, url }));
    if (!sent) return t('progress.failed');
    setCard(null);
    toast(t('progress.sent'));
    return null;
  };
  const send = async () => {
    if (isSending) return;
    setSending(true);
    setFailed(await put());
    setSending(false);
  };
  const copyLink = async () => {
    const now = await made();
    setCard(now);
    if (now) await copy(now.url, t('staff.copied'));
  };

  return (
    <View className="card">
      <View className="row" style={{ gap: '8px' }}>
        <View className="grow">
          <Press tone="plain" wide pending={isSending} onPress={() => void send()}>
            <Icon name="send" />
            <View style={{ marginLeft: '8px' }}>{t('progress.send')}</View>
          </Press>
        </View>
        <Press tone="quiet" onPress={() => void copyLink()}>
          {t('staff.copy')}
        </Press>
      </View>
      {failed !== null ? <Notice tone="bad" text={failed} /> : null}
      <ProblemNotice problem={make.problem} />
    </View>
  );
}
