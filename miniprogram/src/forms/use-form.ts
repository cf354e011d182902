import type { FormContext } from '@mingdan/shared/forms/definition';
import { type LiveForm, liveForm, type OfferedField } from '@mingdan/shared/forms/live-form';
import { useMemo } from 'react';

/** {@link liveForm} for a screen: made anew when the offer or the draft changes. */
export function useForm(
  offered: readonly OfferedField[],
  draft: Readonly<Record<string, unknown>>,
  node: string | null,
  role: string,
  order?: FormContext['order'],
): LiveForm {
  return useMemo(
    () => liveForm(offered, draft, { node, role, ...(order ? { order } : {}) }, Date.now()),
    [offered, draft, node, role, order],
  );
}
