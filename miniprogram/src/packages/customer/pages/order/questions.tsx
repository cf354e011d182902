import type { AroundOrder, askQuestion } from '@mingdan/shared/contracts/customer-service';
import { askQuestionMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { fen } from '@mingdan/shared/kernel/money';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { Textarea, View } from '@tarojs/components';
import { yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/customer.ts';

/** Questions 咨询 to the company, with the answers; what is being typed stays on the phone until it was sent. */
export function Questions({ orderId, around, onChanged }: { orderId: string; around: AroundOrder; onChanged: () => Promise<void> }) {
  const now = useNow(60_000);
  const draft = useDraft(`customer:${orderId}:question`);
  const ask = useAction<typeof askQuestion>(askQuestionMeta, orderId, 'customer');
  const text = typeof draft.values['text'] === 'string' ? draft.values['text'] : '';

  const send = async () => {
    if (!(await ask.run({ text: text.trim() }))) return;
    draft.discard();
    toast(t('customer.asked'));
    await onChanged();
  };

  return (
    <View className="card">
      <View className="lead">{t('customer.questions')}</View>
      {around.questions.map((question) => (
        <View key={question.id} className="asked">
          <View className="asked-mine">
            {question.objection ? (
              <View className="bad">{t('customer.objection', { reason: label('order.objection', question.objection) })}</View>
            ) : null}
            <View>{question.text}</View>
            <View className="hint">{formatSince(question.at, now)}</View>
          </View>
          {question.answer ? (
            <View className="asked-answer">
              {question.answer.waived ? (
                <View className="lead">{t('answer.waived', { amount: yuan(fen(question.answer.waived)) })}</View>
              ) : null}
              <View>{question.answer.text}</View>
              <View className="hint">
                {question.answer.by} · {formatSince(question.answer.at, now)}
              </View>
            </View>
          ) : (
            <View className="hint gap-top">{t('customer.unanswered')}</View>
          )}
        </View>
      ))}
      <View className="box gap-top">
        <Textarea
          className="box-area"
          placeholderClass="box-empty"
          {...spokenName(t('customer.askHint'))}
          value={text}
          maxlength={500}
          autoHeight
          placeholder={t('customer.askHint')}
          onInput={({ detail }) => {
            ask.clear();
            draft.set('text', detail.value);
          }}
        />
      </View>
      <ProblemNotice problem={ask.problem} />
      <View className="row-between gap-top">
        <Press tone="plain" pending={ask.pending} disabled={text.trim().length < 2} onPress={() => void send()}>
          {t('customer.ask')}
        </Press>
        {around.servicePhone ? <View className="secondary">{t('customer.servicePhone', { phone: around.servicePhone })}</View> : null}
      </View>
    </View>
  );
}
