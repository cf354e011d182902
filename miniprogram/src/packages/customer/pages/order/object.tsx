import type { askQuestion } from '@mingdan/shared/contracts/customer-service';
import { askQuestionMeta } from '@mingdan/shared/contracts/customer-service.meta';
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
import { t } from '../../../../messages/index.ts';

/** 有异议: what is wrong with the bill, in a reason and in words. What was typed stays on the phone until it was sent. */
export function ObjectToBill({ orderId, onChanged }: { orderId: string; onChanged: () => Promise<void> }) {
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
            <ProblemNotice problem={ask.problem} />
            <Press wide pending={ask.pending} disabled={reason === null || text.trim().length < 2} onPress={() => void send()}>
              {t('customer.objectSend')}
            </Press>
          </View>
        }
      >
        <View className="options">
          {OBJECTIONS.map((each) => (
            <View key={each} className={reason === each ? 'option option-on' : 'option'} role="button" onClick={() => setReason(each)}>
              {label('order.objection', each)}
            </View>
          ))}
        </View>
        <View className="box gap-top">
          <Textarea
            className="box-area"
            placeholderClass="box-empty"
            {...spokenName(t('customer.objectHint'))}
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
