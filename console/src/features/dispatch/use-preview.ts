import type { PreviewMoveInput, previewMove } from '@mingdan/shared/contracts/dispatch-board';
import { previewMoveMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { contractQuery } from '../../lib/query.ts';

/** What a move would bring about, asked anew whenever it changes; nothing while no move is chosen. */
export function usePreview(move: PreviewMoveInput | null) {
  return useQuery({
    ...contractQuery<typeof previewMove>(previewMoveMeta, move ?? { orderId: '', how: 'assign' }),
    enabled: move !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
