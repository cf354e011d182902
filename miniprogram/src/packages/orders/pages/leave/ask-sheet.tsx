import type { Problem } from '@mingdan/shared/contracts/client';
import type { AskLeaveInput } from '@mingdan/shared/contracts/leave';
import { type Half, halfDaySpan, spanWords } from '@mingdan/shared/kernel/half-days';
import { businessDay, DAY_MS, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { Picker, Textarea, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { sendOrKeep } from '../../../../lib/outbox.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/installer.ts';

const KINDS = ['personal', 'sick', 'annual', 'training', 'other'] as const;
const HALVES: readonly Half[] = ['am', 'pm'];

/** One end of the leave: a day and its half. */
function EndOf({
  title,
  day,
  half,
  from,
  onDay,
  onHalf,
}: {
  title: string;
  day: string;
  half: Half;
  from: string;
  onDay: (day: string) => void;
  onHalf: (half: Half) => void;
}) {
  const now = useNow(60_000);
  return (
    <View>
      <View className="field-label gap-top-wide">{title}</View>
      <View className="row" style={{ gap: '8px', alignItems: 'center' }}>
        <View className="grow">
          <Picker mode="date" value={day} start={from} onChange={({ detail }) => onDay(String(detail.value))}>
            <View className="box">
              <View>{formatNearDay(day, now)}</View>
              <Icon name="calendar" />
            </View>
          </Picker>
        </View>
        <View className="row options-row">
          {HALVES.map((each) => (
            <View key={each} className={half === each ? 'option option-on' : 'option'} role="button" onClick={() => onHalf(each)}>
              {t(`leave.half.${each}`)}
            </View>
          ))}
        </View>
      </View>
    </View>
  );
}

/** Asks for leave by half days. Without a network it is kept and sent once. */
export function AskLeaveSheet({ open, onClose, onAsked }: { open: boolean; onClose: () => void; onAsked: () => void }) {
  const now = useNow(60_000);
  const today = businessDay(epochMs(now));
  const tomorrow = businessDay(epochMs(now + DAY_MS));
  const [draft, setDraft] = useState<Omit<AskLeaveInput, 'reason'> & { reason: string }>({
    fromDay: tomorrow,
    fromHalf: 'am',
    toDay: tomorrow,
    toHalf: 'pm',
    kind: 'personal',
    reason: '',
  });
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const change = (part: Partial<typeof draft>) => {
    setProblem(undefined);
    const next = { ...draft, ...part };
    // the end follows a beginning that is set behind it
    setDraft(next.toDay < next.fromDay ? { ...next, toDay: next.fromDay, toHalf: 'pm' } : next);
  };
  const span = halfDaySpan(draft);

  const send = async () => {
    if (!span || pending) return;
    setPending(true);
    const came = await sendOrKeep({
      kind: 'leave.ask',
      title: `${label('leave.kind', draft.kind)} · ${spanWords(span.from, span.to)}`,
      label: t('leave.queued'),
      draft: '',
      input: { ...draft, reason: draft.reason.trim() },
    });
    setPending(false);
    if (came.state === 'refused') return setProblem(came.problem);
    toast(t(came.state === 'kept' ? 'order.keptToast' : 'leave.asked'));
    setDraft({ ...draft, reason: '' });
    onAsked();
  };

  return (
    <Sheet
      title={t('leave.ask')}
      open={open}
      onClose={onClose}
      foot={
        <View>
          <ProblemNotice problem={problem} />
          <View className="gap-top">
            <Press wide pending={pending} disabled={!span} onPress={() => void send()}>
              {span ? t('leave.send', { span: spanWords(span.from, span.to) }) : t('leave.badSpan')}
            </Press>
          </View>
        </View>
      }
    >
      <View className="secondary">{t('leave.hint')}</View>
      <View className="options gap-top-wide">
        {KINDS.map((kind) => (
          <View key={kind} className={draft.kind === kind ? 'option option-on' : 'option'} role="button" onClick={() => change({ kind })}>
            {label('leave.kind', kind)}
          </View>
        ))}
      </View>
      <EndOf
        title={t('leave.from')}
        day={draft.fromDay}
        half={draft.fromHalf}
        from={today}
        onDay={(fromDay) => change({ fromDay })}
        onHalf={(fromHalf) => change({ fromHalf })}
      />
      <EndOf
        title={t('leave.to')}
        day={draft.toDay}
        half={draft.toHalf}
        from={draft.fromDay}
        onDay={(toDay) => change({ toDay })}
        onHalf={(toHalf) => change({ toHalf })}
      />
      <View className="field-label gap-top-wide">{t('leave.reason')}</View>
      <View className="box">
        <Textarea
          {...spokenName(t('leave.reason'))}
          className="box-area"
          autoHeight
          maxlength={200}
          value={draft.reason}
          placeholder={t('leave.reasonHint')}
          placeholderClass="box-empty"
          onInput={({ detail }) => change({ reason: detail.value })}
        />
      </View>
    </Sheet>
  );
}
