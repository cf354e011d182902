import type { FlowState } from '@mingdan/shared/flows/state';

/** What lists are filtered and ordered by and a row would otherwise not say: made anew whenever an order is written. */
export interface ListColumns {
  /** First two and four digits of the region: with them a subtree is an equality, which an index answers in order. */
  readonly region_l1: string;
  readonly region_l2: string;
  /** The earliest instant at which a running service level clock 时效 is due; null while none runs. */
  readonly due_at: number | null;
  /** 1 while an action stands still and waits for a dispatcher. */
  readonly parked: number;
}

export function regionColumns(region: string): Pick<ListColumns, 'region_l1' | 'region_l2'> {
  return { region_l1: region.slice(0, 2), region_l2: region.slice(0, 4) };
}

/** The clock that is due first and whether work is parked, from where the flow stands. Stopped clocks do not count. */
export function clockColumns(state: FlowState): Pick<ListColumns, 'due_at' | 'parked'> {
  if (state.status !== 'open') return { due_at: null, parked: 0 };
  const due = state.tokens.flatMap((token) =>
    token.timers.filter(({ kind, left }) => kind === 'resolve' && left === null).map(({ at }) => at),
  );
  // a clock that ran out has no timer any more, but its task is still late
  const late = state.tokens.flatMap(({ due: { resolve }, timers }) =>
    resolve !== null && !timers.some(({ kind }) => kind === 'resolve') ? [resolve] : [],
  );
  const all = [...due, ...late];
  return { due_at: all.length > 0 ? Math.min(...all) : null, parked: state.tokens.some(({ parked }) => parked !== null) ? 1 : 0 };
}
