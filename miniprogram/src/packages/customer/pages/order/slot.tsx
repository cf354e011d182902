import type { AroundOrder, rescheduleAsCustomer } from '@mingdan/shared/contracts/customer-service';
import { rescheduleAsCustomerMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { errorsByField } from '@mingdan/shared/forms/live-form';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import { useForm } from '../../../../forms/use-form.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { t } from '../../../../messages/index.ts';

type Reschedule = AroundOrder['reschedule'];

/** The fields of the sheet, in the form engine's terms: the same pickers and checks as everywhere. `again`: why another visit is needed is known. */
const fieldsOf = ({ slots, firstDay, lastDay }: Reschedule, again: boolean) => [
  {
    definition: { key: 'slot', type: 'timeslot', label: t('customer.newSlot'), min: firstDay, max: lastDay, slots },
    state: 'edit' as const,
    required: true,
    value: null,
  },
  ...(again
    ? []
    : [
        {
          definition: { key: 'reason', type: 'text', label: t('customer.slotReason'), max: 200 },
          state: 'edit' as const,
          required: true,
          value: null,
        },
      ]),
];

/**
 * Choosing another appointment: a day and hours, and why. Says until when and how often it can be done.
 *
 * @param again the appointment of a further visit 再约, where the last one is over: the page's main act
 */
export function ChangeSlot({
  order,
  reschedule,
  again = false,
  onChanged,
}: {
  order: { readonly id: string; readonly version: number };
  reschedule: Reschedule;
  again?: boolean;
  onChanged: () => Promise<void>;
}) {
  const [open, setOpen] = useState(false);
  const [tried, setTried] = useState(false);
  const draft = useDraft(`customer:${order.id}:slot`);
  const form = useForm(fieldsOf(reschedule, again) as never, draft.values, 'slot', 'customer');
  const act = useAction<typeof rescheduleAsCustomer>(rescheduleAsCustomerMeta, order.id, 'customer');
  if (!reschedule.allowed) {
    const why = reschedule.why;
    return why === 'too_late' || why === 'too_often' ? <View className="hint gap-top">{t(`customer.slotWhy.${why}`)}</View> : null;
  }

  const title = t(again ? 'customer.chooseSlot' : 'customer.changeSlot');

  const submit = async () => {
    setTried(true);
    if (form.errors.length > 0) return;
    const { slot, reason = t('customer.againReason') } = form.values as never as {
      slot: { date: string; from: string; to: string };
      reason?: string;
    };
    if (!(await act.run({ version: order.version, slot, reason }))) return;
    draft.discard();
    setTried(false);
    setOpen(false);
    toast(t(again ? 'customer.slotAgain' : 'customer.slotChanged'));
    await onChanged();
  };
  const refresh = () => void onChanged().then(act.clear);

  return (
    <View className={again ? 'gap-top-wide' : 'gap-top'}>
      <Press tone={again ? 'primary' : 'plain'} wide={again} onPress={() => setOpen(true)}>
        {title}
      </Press>
      <Sheet
        title={title}
        open={open}
        onClose={() => setOpen(false)}
        foot={
          <Press wide pending={act.pending} onPress={() => void submit()}>
            {t(again ? 'customer.againSubmit' : 'customer.slotSubmit')}
          </Press>
        }
      >
        <View className="hint slot-limits">{t(again ? 'customer.againLimits' : 'customer.slotLimits', { left: reschedule.left })}</View>
        <FormFields
          fields={form.shown}
          errors={{ ...(tried ? errorsByField(form.errors) : {}), ...errorsByField(act.problem?.fields ?? []) }}
          host={{ face: 'customer', items: [], onSite: true }}
          onChange={(key, value) => {
            act.clear();
            draft.set(key, value);
          }}
        />
        <ProblemNotice problem={act.problem} act={t('state.reload')} onAct={refresh} />
      </Sheet>
    </View>
  );
}
