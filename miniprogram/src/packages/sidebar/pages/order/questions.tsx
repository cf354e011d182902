import type { answerQuestion, orderQuestions, QuestionView } from '@mingdan/shared/contracts/customer-service';
import { answerQuestionMeta, orderQuestionsMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { Textarea, View } from '@tarojs/components';
import { Chip } from '../../../../components/chip.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { copy, toast } from '../../../../lib/browser.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useNow, useReturn } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/index.ts';

/** What the customer asked about the order 客户咨询, open questions first, answered in place. Nothing where nobody asked. */
export function CustomerQuestions({ orderId }: { orderId: string }) {
  const asked = useOperation<typeof orderQuestions>(orderQuestionsMeta, { orderId });
  useReturn(() => void asked.refetch());
  if (asked.data === undefined) return <ProblemNotice problem={asked.problem} />;
  const { items } = asked.data;
  if (items.length === 0) return null;
  const open = items.filter(({ answer }) => answer === null);
  const answered = items.filter(({ answer }) => answer !== null).reverse();
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead">{t('answer.title')}</View>
        {open.length > 0 ? <Chip tone="waiting">{t('answer.open', { count: open.length })}</Chip> : null}
      </View>
      {[...open, ...answered].map((question) => (
        <Question key={question.id} orderId={orderId} question={question} onChanged={asked.refetch} />
      ))}
    </View>
  );
}

/** One question. What is being typed stays on the phone until it was sent, also when a colleague was faster. */
function Question({ orderId, question, onChanged }: { orderId: string; question: QuestionView; onChanged: () => Promise<void> }) {
  const now = useNow(60_000);
  const draft = useDraft(`answer:${question.id}`);
  const write = useAction<typeof answerQuestion>(answerQuestionMeta, question.id);
  const text = typeof draft.values['text'] === 'string' ? draft.values['text'] : '';
  const { answer } = question;
  const send = async () => {
    const sent = await write.run({ orderId, questionId: question.id, text: text.trim() });
    if (sent) {
      draft.discard();
      toast(t('answer.done'));
    }
    await onChanged();
  };
  return (
    <View className="question">
      {question.objection ? (
        <View className="bad">
          {t('staff.disputed')} · {label('order.objection', question.objection)}
        </View>
      ) : null}
      <View className="question-words">{question.text}</View>
      <View className="hint">{formatSince(question.at, now)}</View>
      {answer ? (
        <View className="question-answer">
          <View>{answer.text}</View>
          <View className="hint">
            {answer.by} · {formatSince(answer.at, now)}
          </View>
        </View>
      ) : (
        <View>
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
            <Press tone="plain" wide pending={write.pending} disabled={text.trim() === ''} onPress={() => void send()}>
              {t('answer.send')}
            </Press>
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
