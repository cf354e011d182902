import type { TimeslotField, TimeslotValue } from '@mingdan/shared/forms/definition';
import { errorsByField } from '@mingdan/shared/forms/live-form';
import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { FormFields } from '../forms/fields.tsx';
import type { LevelOf } from '../forms/host.ts';
import { useForm } from '../forms/use-form.ts';
import { whyNot } from '../forms/widgets/timeslot.tsx';
import type { Action } from '../lib/use-action.ts';
import { useDraft } from '../lib/use-draft.ts';
import { t } from '../messages/common.ts';
import { Press } from './press.tsx';
import { Sheet } from './sheet.tsx';
import { ProblemNotice } from './states.tsx';

/** Days and hours on offer. */
type Bounds = Pick<TimeslotField, 'min' | 'max' | 'slots'>;

/** What was chosen; the reason is empty where none is asked for. */
export interface ChosenSlot {
  readonly slot: TimeslotValue;
  readonly reason: string;
}

/** The fields of the sheet, in the form engine's terms: the same pickers and checks as everywhere. */
const fieldsOf = (bounds: Bounds, asksReason: boolean) => {
  const field = { state: 'edit' as const, required: true, value: null };
  const slot = { ...field, definition: { key: 'slot', type: 'timeslot', label: t('slot.new'), ...bounds } };
  const reason = { ...field, definition: { key: 'reason', type: 'text', label: t('slot.reason'), max: 200 } };
  return asksReason ? [slot, reason] : [slot];
};

/** A button, and behind it the choice of another appointment: a day and hours, and why. */
export function SlotSheet({
  who,
  draftName,
  bounds,
  words,
  asksReason = true,
  look = 'plain',
  action,
  levelOf,
  onOpen,
  move,
  onStale,
}: {
  who: 'customer' | 'installer';
  /** Where the choice is kept on this phone until it was sent. */
  draftName: string;
  bounds: Bounds;
  words: { readonly title: string; readonly hint: string; readonly submit: string };
  asksReason?: boolean;
  /** `primary`: the page's main act. `quiet`: words beside something else. */
  look?: 'primary' | 'plain' | 'quiet';
  action: Pick<Action<never>, 'pending' | 'problem' | 'clear'>;
  /** How much room a slot has; what is full is not sent. Absent where nobody is asked. */
  levelOf?: LevelOf;
  onOpen?: () => void;
  /** Sends it; true when it went through. */
  move: (chosen: ChosenSlot) => Promise<boolean>;
  /** Reads anew what a refusal says is out of date. */
  onStale: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [tried, setTried] = useState(false);
  // a second press comes before a question is drawn
  const busy = useRef(false);
  const draft = useDraft(draftName);
  const form = useForm(fieldsOf(bounds, asksReason) as never, draft.values, 'slot', who);

  const chosen = (form.values as { slot?: TimeslotValue | null }).slot;
  // what was chosen before the answer came, or on another day
  const refusal = chosen ? whyNot(levelOf?.(chosen) ?? null) : null;

  const submit = async () => {
    setTried(true);
    if (form.errors.length > 0 || refusal !== null) return;
    const { slot, reason = '' } = form.values as never as { slot: TimeslotValue; reason?: string };
    if (busy.current) return;
    busy.current = true;
    const moved = await move({ slot, reason });
    busy.current = false;
    if (!moved) return;
    draft.discard();
    setTried(false);
    setOpen(false);
  };

  const show = () => {
    setOpen(true);
    onOpen?.();
  };

  return (
    <View className={{ primary: 'gap-top-wide', plain: 'gap-top', quiet: '' }[look]}>
      <Press tone={look} wide={look === 'primary'} onPress={show}>
        {words.title}
      </Press>
      <Sheet
        title={words.title}
        open={open}
        onClose={() => setOpen(false)}
        foot={
          <Press wide pending={action.pending} onPress={() => void submit()}>
            {words.submit}
          </Press>
        }
      >
        <View className="hint">{words.hint}</View>
        <View className="gap-top">
          <FormFields
            fields={form.shown}
            errors={{
              ...(tried ? errorsByField(form.errors) : {}),
              ...(refusal === null ? {} : { slot: refusal }),
              ...errorsByField(action.problem?.fields ?? []),
            }}
            host={{ face: who === 'customer' ? 'customer' : 'work', items: [], onSite: true, ...(levelOf ? { levelOf } : {}) }}
            onChange={(key, value) => {
              action.clear();
              draft.set(key, value);
            }}
          />
        </View>
        <ProblemNotice problem={action.problem} act={t('state.reload')} onAct={onStale} />
      </Sheet>
    </View>
  );
}
