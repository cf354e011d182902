import type { MyLeavesOutput, myLeaves, withdrawLeave } from '@mingdan/shared/contracts/leave';
import { myLeavesMeta, withdrawLeaveMeta } from '@mingdan/shared/contracts/leave.meta';
import { spanWords } from '@mingdan/shared/kernel/half-days';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { useState } from 'react';
import { Chip, type ChipTone } from '../../../../components/chip.tsx';
import { Heading, Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Blank, Loaded, ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { ask } from '../../../../lib/browser.ts';
import { useOutbox } from '../../../../lib/outbox.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow, useReturn } from '../../../../lib/use-now.ts';
import { useKeptOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/installer.ts';
import { QueuedCard } from '../detail/queued-act.tsx';
import '../detail/index.css';
import { AskLeaveSheet } from './ask-sheet.tsx';

type Leave = MyLeavesOutput['items'][number];

const TONES: Readonly<Record<Leave['state'], ChipTone>> = {
  asked: 'waiting',
  approved: 'good',
  entered: 'good',
  refused: 'bad',
  withdrawn: 'calm',
};

function LeaveCard({ leave, onChanged }: { leave: Leave; onChanged: () => Promise<void> }) {
  const now = useNow(60_000);
  const back = useAction<typeof withdrawLeave>(withdrawLeaveMeta, leave.id);
  const takeBack = async () => {
    if ((await ask(t('leave.withdraw'), t('leave.withdrawAsk'))) && (await back.run({ requestId: leave.id }))) await onChanged();
  };
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead grow">{spanWords(leave.from, leave.to)}</View>
        <Chip tone={TONES[leave.state]}>{label('leave.state', leave.state)}</Chip>
      </View>
      <View className="secondary">
        {label('leave.kind', leave.kind)}
        {leave.reason === '' ? '' : ` · ${leave.reason}`}
      </View>
      {leave.decidedAt === null || leave.state === 'withdrawn' ? null : (
        <View className="hint gap-top">
          {t('leave.decided', { name: leave.decidedBy, when: formatSince(leave.decidedAt, now) })}
          {leave.words === '' ? '' : `：${leave.words}`}
        </View>
      )}
      <ProblemNotice problem={back.problem} act={t('home.refresh')} onAct={() => void onChanged()} />
      {leave.state === 'asked' ? (
        <Press tone="quiet" pending={back.pending} onPress={() => void takeBack()}>
          {t('leave.withdraw')}
        </Press>
      ) : null}
    </View>
  );
}

/** My leave: what I asked for and what came of it, what the desk entered; and the asking, which also works without a network. */
export default function LeavePage() {
  const leaves = useKeptOperation<typeof myLeaves>(myLeavesMeta, {});
  const queued = useOutbox().filter(({ kind }) => kind === 'leave.ask');
  const [asking, setAsking] = useState(false);
  useReturn(() => void leaves.refetch());
  usePullDownRefresh(() => void leaves.refetch().finally(() => Taro.stopPullDownRefresh()));
  return (
    <Page
      working
      bar={
        <Press wide onPress={() => setAsking(true)}>
          {t('leave.ask')}
        </Press>
      }
    >
      {queued.map((act) => (
        <QueuedCard key={act.key} act={act} />
      ))}
      <Loaded reading={leaves} skeleton={<Skeleton heights={[104, 104]} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Blank icon="calendar" title={t('leave.empty')} hint={t('leave.emptyHint')} />
          ) : (
            <View>
              <Heading>{t('leave.list')}</Heading>
              {items.map((leave) => (
                <LeaveCard key={leave.id} leave={leave} onChanged={leaves.refetch} />
              ))}
            </View>
          )
        }
      </Loaded>
      <AskLeaveSheet
        open={asking}
        onClose={() => setAsking(false)}
        onAsked={() => {
          setAsking(false);
          void leaves.refetch();
        }}
      />
    </Page>
  );
}
