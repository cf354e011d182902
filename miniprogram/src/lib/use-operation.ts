import type { InputOf, OutputOf, Problem, Reply } from '@mingdan/shared/contracts/client';
import type { Contract } from '@mingdan/shared/contracts/define';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from './api.ts';

/** Something read from the server. `data` stays on the screen while it is read again, also when that fails. */
export interface Reading<T> {
  readonly data: T | undefined;
  /** Why the last reading failed; undefined after one that went well. */
  readonly problem: Problem | undefined;
  readonly offline: boolean;
  readonly loading: boolean;
  refetch(): Promise<void>;
}

type Asked<T> = { data: T | undefined; problem: Problem | undefined; offline: boolean; loading: boolean };

/**
 * Reads through `ask` now and whenever `key` changes; `key` null waits. The answer to an older question never replaces a newer one.
 *
 * @param keepOld the answer to the older question stays on the screen until the newer one is there
 */
export function useReading<T>(key: string | null, ask: () => Promise<Reply<T>>, keepOld = false): Reading<T> {
  const [state, setState] = useState<Asked<T>>({ data: undefined, problem: undefined, offline: false, loading: key !== null });
  const turn = useRef(0);
  const latest = useRef(ask);
  latest.current = ask;

  const refetch = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    setState((before) => ({ ...before, loading: true }));
    const reply = await latest.current();
    if (mine !== turn.current) return;
    setState((before) =>
      reply.ok
        ? { data: reply.value, problem: undefined, offline: false, loading: false }
        : { data: before.data, problem: reply.problem, offline: reply.offline, loading: false },
    );
  }, []);

  useEffect(() => {
    turn.current += 1;
    setState((before) => ({
      data: keepOld && key !== null ? before.data : undefined,
      problem: undefined,
      offline: false,
      loading: key !== null,
    }));
    if (key !== null) void refetch();
  }, [key, keepOld, refetch]);

  return { ...state, refetch };
}

/** Reads an operation for staff and installers. A null input waits. */
export function useOperation<C extends Contract>(meta: C['meta'], input: InputOf<C> | null): Reading<OutputOf<C>> {
  const key = input === null ? null : meta.name + JSON.stringify(input);
  return useReading(key, () => call<C>(meta, input as InputOf<C>));
}
