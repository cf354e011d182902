import type { AroundOrder, askQuestion } from '@mingdan/shared/contracts/customer-service';
import { askQuestionMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { OBJECTIONS, type Objection } from '@mingdan/shared/orders/objection';
import { Textarea, View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/customer.ts';

type Objected = AroundOrder['questions'][number];

/** The objection that waits for its answer, in place of the way to write one. */
function Waiting({ objected: { objection, at, text } }: { objected: Objected }) {
  const now = useNow(60_000);
  return (
    <View className="card">
      <View className="lead">{t('customer.objectionOpen')}</View>
      <View className="gap-top">
        {objection ? `${label('order.objection', objection)}：` : ''}
        {text}
      </View>
      <View className="hint">{formatSince(at, now)}</View>
      <View className="secondary gap-top">{t('customer.objectionMore')}</View>
    </View>
  );
}

/**
 * 有异议: what is wrong with the bill, in a reason and in words. What was typed stays on the phone until it was sent. One waits at a time.
 *
 * @param open the one that waits
 */
export function ObjectToBill({
  orderId,
  open: objected,
  onChanged,
}: {
  orderId: string;
  open: Objected | undefined;
  onChanged: () => Promise<void>;
}) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<Objection | null>(null);
  const draft = useDraft(`customer:${orderId}:objection`);
  const ask = useAction<typeof askQuestion>(askQuestionMeta, `${orderId}:objection`, 'customer');
  const text = typeof draft.values['text'] === 'string' ? draft.values['text'] : '';

  const send = async () => {
    if (reason === null || !(await ask.run({ text: text.trim(), objection: reason }))) return;
    draft.discard();
    setOpen(false);
    toast(t('customer.objected'));
    await onChanged();
  };

  if (objected) return <Waiting objected={objected} />;
  return (
    <View>
      <Press tone="quiet" onPress={() => setOpen(true)}>
        {t('customer.object')}
      </Press>
      <Sheet
        title={t('customer.objectTitle')}
        open={open}
        onClose={() => setOpen(false)}
        foot={
          <View>
            <ProblemNotice problem={ask.problem} act={t('state.reload')} onAct={() => void onChanged().then(ask.clear)} />
            <Press wide pending={ask.pending} disabled={reason === null || text.trim().length < 2} onPress={() => void send()}>
              {t('customer.objectSend')}
            </Press>
          </View>
        }
      >
        <View className="field-label">
          <View className="field-must">{t('customer.objectReason')}</View>
        </View>
        <View className="options">
          {OBJECTIONS.map((each) => (
            <View key={each} className={reason === each ? 'option option-on' : 'option'} role="button" onClick={() => setReason(each)}>
              {label('order.objection', each)}
            </View>
          ))}
        </View>
        <View className="field-label gap-top-wide">
          <View className="field-must">{t('customer.objectText')}</View>
        </View>
        <View className="box">
          <Textarea
            className="box-area"
            placeholderClass="box-empty"
            {...spokenName(t('customer.objectText'))}
            value={text}
            maxlength={500}
            autoHeight
            placeholder={t('customer.objectHint')}
            onInput={({ detail }) => {
              ask.clear();
              draft.set('text', detail.value);
            }}
          />
        </View>
      </Sheet>
    </View>
  );
}
