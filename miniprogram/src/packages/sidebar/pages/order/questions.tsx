import type { OutputOf } from '@mingdan/shared/contracts/client';
import type { answerQuestion, orderQuestions, QuestionView } from '@mingdan/shared/contracts/customer-service';
import { answerQuestionMeta, orderQuestionsMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { fen } from '@mingdan/shared/kernel/money';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { Textarea, View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { copy, toast } from '../../../../lib/browser.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useFresh, useNow } from '../../../../lib/use-now.ts';
import { type Reading, useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { AnswerMoneyFields, waiverOf } from './answer-money.tsx';

/** What an order's customer asked, as it stands on the server. */
export function useQuestions(orderId: string, version: number): Reading<OutputOf<typeof orderQuestions>> {
  const asked = useOperation<typeof orderQuestions>(orderQuestionsMeta, { orderId });
  const { refetch } = asked;
  useFresh(() => void refetch());
  // a new question moves the order
  const read = useRef(version);
  useEffect(() => {
    if (read.current === version) return;
    read.current = version;
    void refetch();
  }, [version, refetch]);
  return asked;
}

/**
 * What the customer asked about the order 客户咨询, open questions first, answered in place. Nothing where nobody asked.
 *
 * @param mayWaive the most, fen, that this person may waive with the answer to an objection; 0: nothing
 */
export function CustomerQuestions({
  orderId,
  asked,
  mayWaive,
  onDone,
}: {
  orderId: string;
  asked: Reading<OutputOf<typeof orderQuestions>>;
  mayWaive: number;
  onDone: () => void;
}) {
  if (asked.data === undefined) return <ProblemNotice problem={asked.problem} />;
  const { items } = asked.data;
  if (items.length === 0) return null;
  const open = items.filter(({ answer }) => answer === null);
  const answered = items.filter(({ answer }) => answer !== null).reverse();
  const onChanged = async () => {
    await asked.refetch();
    onDone();
  };
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead">{t(open.some(({ objection }) => objection) ? 'answer.titleObjection' : 'answer.title')}</View>
        {open.length > 0 ? <Chip tone="waiting">{t('answer.open', { count: open.length })}</Chip> : null}
      </View>
      {[...open, ...answered].map((question) => (
        <Question key={question.id} orderId={orderId} question={question} mayWaive={mayWaive} onChanged={onChanged} />
      ))}
    </View>
  );
}

/** One question. What is being typed stays on the phone until it was sent, also when a colleague was faster. */
function Question({
  orderId,
  question,
  mayWaive,
  onChanged,
}: {
  orderId: string;
  question: QuestionView;
  mayWaive: number;
  onChanged: () => Promise<void>;
}) {
  const now = useNow(60_000);
  const draft = useDraft(`answer:${question.id}`);
  const write = useAction<typeof answerQuestion>(answerQuestionMeta, question.id);
  const typed = (key: string): string => {
    const value = draft.values[key];
    return typeof value === 'string' ? value : '';
  };
  const text = typed('text');
  const money = { waives: typed('waives') !== '', amount: typed('amount'), reason: typed('reason') };
  const waiver = waiverOf(money, mayWaive);
  // a waiver asks for three things: the button that is still grey says which of them it waits for
  const missing = money.waives
    ? [
        ...(waiverOf({ ...money, reason: '-' }, mayWaive) === null ? [t('answer.amount')] : []),
        ...(money.reason.trim() === '' ? [t('answer.reason')] : []),
        ...(text.trim() === '' ? [t('answer.words')] : []),
      ]
    : [];
  const { answer, objection } = question;
  const send = async () => {
    const sent = await write.run({ orderId, questionId: question.id, text: text.trim(), ...(waiver ? { waive: waiver } : {}) });
    if (sent) {
      draft.discard();
      toast(t('answer.done'));
    }
    await onChanged();
  };
  return (
    <View className="question">
      {objection ? (
        <View className="bad">
          {label('order.settlement', 'disputed')} · {label('order.objection', objection)}
        </View>
      ) : null}
      <View className="question-words">{question.text}</View>
      <View className="hint">{formatSince(question.at, now)}</View>
      {answer ? (
        <View className="question-answer">
          {objection ? (
            <View className="lead">{answer.waived ? t('answer.waived', { amount: yuan(fen(answer.waived)) }) : t('answer.kept')}</View>
          ) : null}
          <View>{answer.text}</View>
          <View className="hint">
            {answer.by} · {formatSince(answer.at, now)}
          </View>
        </View>
      ) : (
        <View>
          {objection && mayWaive > 0 ? (
            <AnswerMoneyFields
              money={money}
              most={mayWaive}
              onChange={(key, value) => {
                write.clear();
                draft.set(key, value);
              }}
            />
          ) : null}
          <View className="box gap-top">
            <Textarea
              className="box-area"
              placeholderClass="box-empty"
              {...spokenName(t('answer.hint'))}
              value={text}
              maxlength={500}
              autoHeight
              placeholder={t('answer.hint')}
              onInput={({ detail }) => {
                write.clear();
                draft.set('text', detail.value);
              }}
            />
          </View>
          <View className="gap-top">
            <Press tone="plain" wide pending={write.pending} disabled={text.trim() === '' || waiver === null} onPress={() => void send()}>
              {t(!objection ? 'answer.send' : money.waives ? 'answer.sendWaive' : 'answer.sendKeep')}
            </Press>
            {missing.length > 0 ? <View className="hint gap-top">{t('answer.missing', { what: missing.join('、') })}</View> : null}
          </View>
        </View>
      )}
      <ProblemNotice problem={write.problem} />
      {answer && text !== '' ? (
        <View className="row-between gap-top">
          <View className="secondary grow">{t('answer.unsent', { text })}</View>
          <Press tone="quiet" onPress={() => void copy(text, t('answer.copied')).then(draft.discard)}>
            {t('answer.copy')}
          </Press>
        </View>
      ) : null}
    </View>
  );
}
