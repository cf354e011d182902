import { fen, parseYuan } from '@mingdan/shared/kernel/money';
import { Input } from 'antd';
import { yuan } from '../../lib/format.ts';
import { Field } from '../../ui/field.tsx';
import { t } from './waiver-messages.ts';

/** What is typed about a waiver 减免. */
export interface WaiverDraft {
  readonly amount: string;
  readonly reason: string;
}
export const NO_WAIVER: WaiverDraft = { amount: '', reason: '' };

const LONGEST = 100;

/** The draft as the server takes it, fen; null while something is missing or more than `most`. */
export function waiverOf({ amount, reason }: WaiverDraft, most: number): { amount: number; reason: string } | null {
  const parsed = parseYuan(amount.trim());
  return parsed === null || parsed <= 0 || parsed > most || reason.trim() === '' ? null : { amount: parsed, reason: reason.trim() };
}

/** Amount and reason of a waiver. `most`: the most that this person may waive of the order, fen. */
export function WaiverFields({ draft, most, onChange }: { draft: WaiverDraft; most: number; onChange: (draft: WaiverDraft) => void }) {
  const parsed = parseYuan(draft.amount.trim());
  const limit = yuan(fen(most));
  const problem =
    draft.amount.trim() === ''
      ? undefined
      : parsed === null || parsed <= 0
        ? t('badAmount')
        : parsed > most
          ? t('tooMuch', { most: limit })
          : undefined;
  return (
    <>
      <Field title={t('amount')} help={t('most', { most: limit })} problem={problem}>
        {(id) => (
          <Input
            id={id}
            inputMode="decimal"
            value={draft.amount}
            onChange={(event) => onChange({ ...draft, amount: event.target.value })}
          />
        )}
      </Field>
      <Field title={t('reason')} help={t('reason.note')}>
        {(id) => (
          <Input
            id={id}
            maxLength={LONGEST}
            value={draft.reason}
            onChange={(event) => onChange({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
