import type { PreviewMoveInput, previewMove } from '@mingdan/shared/contracts/dispatch-board';
import { previewMoveMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { contractQuery } from '../../lib/query.ts';
import { FormField } from '../../ui/form-field.tsx';
import { t } from './messages.ts';

/** What a move would bring about, asked anew whenever it changes; nothing while no move is chosen. */
export function usePreview(move: PreviewMoveInput | null) {
  return useQuery({
    ...contractQuery<typeof previewMove>(previewMoveMeta, move ?? { orderId: '', how: 'assign' }),
    enabled: move !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Why a move is made; goes into the order's history. */
export function ReasonField({
  value,
  needed,
  problem,
  onChange,
}: {
  value: string;
  needed: boolean;
  problem?: string | undefined;
  onChange: (text: string) => void;
}) {
  return (
    <FormField title={t(needed ? 'panel.reasonNeeded' : 'panel.reason')} note={t('panel.reasonHint')} problem={problem}>
      {(id) => <Input id={id} maxLength={200} value={value} onChange={(event) => onChange(event.target.value)} />}
    </FormField>
  );
}
