import { formatSince } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { Press } from '../../../../components/press.tsx';
import { problemCode, problemText } from '../../../../components/states.tsx';
import { ask } from '../../../../lib/browser.ts';
import { confirmDevice, flushOutbox, type QueuedAct, withdraw } from '../../../../lib/outbox.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/installer.ts';

/** An act that waits on the phone, or that the server did not take: what is kept, and what can be done. */
export function QueuedCard({ act, onEdit, children }: { act: QueuedAct; onEdit?: () => void; children?: React.ReactNode }) {
  const now = useNow(30_000);
  const takeBack = async () => {
    const isStep = act.kind === 'orders.act';
    const sent = act.tries === 0 ? '' : t(isStep ? 'queue.withdrawSent' : 'queue.withdrawMaybe');
    const content = `${t(isStep ? 'queue.withdrawAsk' : 'queue.withdrawDrop')}${sent}`;
    if (!(await ask(t('queue.withdraw'), content))) return;
    withdraw(act.key);
    onEdit?.();
  };
  return (
    <View className={`card queued ${act.problem ? 'queued-refused' : ''}`}>
      <View className="lead">{t(act.problem ? 'queue.refused' : 'queue.waiting', { label: act.label })}</View>
      <View className="hint">
        {act.title} · {t('queue.when', { when: formatSince(act.at, now) })}
      </View>
      {act.problem ? (
        <View className="gap-top">
          <View className="bad">{problemText(act.problem)}</View>
          <View className="hint">
            {act.draft === '' ? '' : `${t('queue.keptDraft')} · `}
            {problemCode(act.problem)}
          </View>
        </View>
      ) : (
        <View className="secondary gap-top">{t('queue.waitingHint')}</View>
      )}
      <View className="row queued-acts">
        {act.problem ? (
          <Press
            tone="plain"
            onPress={() => {
              withdraw(act.key);
              onEdit?.();
            }}
          >
            {t(act.kind === 'orders.act' ? 'queue.edit' : 'queue.dropOne')}
          </Press>
        ) : null}
        {act.problem?.code === 'orders.device_question' ? (
          <Press tone="plain" onPress={() => confirmDevice(act)}>
            {t('device.askYes')}
          </Press>
        ) : null}
        {act.problem ? null : (
          <>
            <Press tone="plain" onPress={() => void takeBack()}>
              {t('queue.withdraw')}
            </Press>
            <Press tone="plain" onPress={() => void flushOutbox()}>
              {t('queue.sendNow')}
            </Press>
          </>
        )}
        {children}
      </View>
    </View>
  );
}
