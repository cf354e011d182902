import type { InputOf, OutputOf, Problem, Reply } from '@mingdan/shared/contracts/client';
import type { Contract } from '@mingdan/shared/contracts/define';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { call } from './api.ts';
import { dropCached, readCached, writeCached } from './cache.ts';
import { knownPerson, whoAmI } from './person.ts';

/** Something read from the server. `data` stays on the screen while it is read again, also when that fails. */
export interface Reading<T> {
  readonly data: T | undefined;
  /** Why the last reading failed; undefined after one that went well. */
  readonly problem: Problem | undefined;
  readonly offline: boolean;
  readonly loading: boolean;
  /** When `data` was true, epoch ms, while it comes from the phone's own keeping; null once the server has said it. */
  readonly asOf: number | null;
  refetch(): Promise<void>;
}

type Asked<T> = { data: T | undefined; problem: Problem | undefined; offline: boolean; loading: boolean; asOf: number | null };

/** The phone's own keeping of answers. */
export interface Keeping<T> {
  read(): { readonly at: number; readonly data: T } | undefined;
  write(data: T): void;
  /** The server says that it is not for this person, or not there any more. */
  drop(): void;
}

/**
 * Reads through `ask` now and whenever `key` changes; `key` null waits. The answer to an older question never replaces a newer one.
 *
 * @param keeping where answers are kept on the phone: the kept one is shown at once, and stays while there is no network
 * @param keepOld the answer to the older question stays on the screen until the newer one is there
 * @param given the answer to the first question, where it came with another one: that one is not asked
 */
export function useReading<T>(
  key: string | null,
  ask: () => Promise<Reply<T>>,
  { keepOld = false, keeping, given }: { keepOld?: boolean; keeping?: Keeping<T> | undefined; given?: T | undefined } = {},
): Reading<T> {
  const first = (): Asked<T> => {
    if (given !== undefined && !begun.current) return { data: given, problem: undefined, offline: false, loading: false, asOf: null };
    const found = key === null ? undefined : keeping?.read();
    return { data: found?.data, problem: undefined, offline: false, loading: key !== null, asOf: found?.at ?? null };
  };
  const begun = useRef(false);
  const [state, setState] = useState<Asked<T>>(first);
  const turn = useRef(0);
  const latest = useRef({ ask, first, keeping, given });
  latest.current = { ask, first, keeping, given };

  const refetch = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    setState((before) => (before.loading ? before : { ...before, loading: true }));
    const reply = await latest.current.ask();
    if (mine !== turn.current) return;
    if (reply.ok) latest.current.keeping?.write(reply.value);
    const gone = !reply.ok && (reply.problem.status === 403 || reply.problem.status === 404);
    if (gone) latest.current.keeping?.drop();
    setState((before) =>
      reply.ok
        ? { data: reply.value, problem: undefined, offline: false, loading: false, asOf: null }
        : {
            ...before,
            ...(gone && before.asOf !== null ? { data: undefined, asOf: null } : {}),
            problem: reply.problem,
            offline: reply.offline,
            loading: false,
          },
    );
  }, []);

  // before the first picture of it: the question is on its way a frame earlier
  useLayoutEffect(() => {
    turn.current += 1;
    const isGiven = !begun.current && latest.current.given !== undefined;
    // the first picture is of the first question already
    if (begun.current)
      setState((before) =>
        keepOld && key !== null ? { ...before, problem: undefined, offline: false, loading: true } : latest.current.first(),
      );
    begun.current = true;
    if (key !== null && !isGiven) void refetch();
  }, [key, keepOld, refetch]);

  return { ...state, refetch };
}

/** Reads an operation for staff and installers. A null input waits; an answer that is `given` is not asked for at first. */
export function useOperation<C extends Contract>(meta: C['meta'], input: InputOf<C> | null, given?: OutputOf<C>): Reading<OutputOf<C>> {
  const key = input === null ? null : meta.name + JSON.stringify(input);
  return useReading(key, () => call<C>(meta, input as InputOf<C>), { given });
}

/** Where the answer to an operation is kept for the person who is logged in; nothing is kept before the phone knows who that is. */
export function keepingOf<C extends Contract>(
  meta: C['meta'],
  input: InputOf<C>,
  slim: (data: OutputOf<C>) => OutputOf<C> = (data) => data,
): Keeping<OutputOf<C>> {
  const name = meta.name + JSON.stringify(input);
  return {
    read() {
      const person = knownPerson();
      return person ? readCached<OutputOf<C>>(person.id, name, Date.now()) : undefined;
    },
    write(data) {
      void whoAmI().then((person) => person && writeCached(person.id, name, slim(data), Date.now()));
    },
    drop() {
      const person = knownPerson();
      if (person) dropCached(person.id, name);
    },
  };
}

/**
 * As {@link useOperation}, readable without a network: the last answer is kept on the phone for three days, for this person, and is shown at once
 * while the server is asked.
 *
 * @param slim what of the answer is kept; personal data that can be asked for again is left out
 */
export function useKeptOperation<C extends Contract>(
  meta: C['meta'],
  input: InputOf<C> | null,
  slim?: (data: OutputOf<C>) => OutputOf<C>,
): Reading<OutputOf<C>> {
  const key = input === null ? null : meta.name + JSON.stringify(input);
  const keeping = input === null ? undefined : keepingOf<C>(meta, input, slim);
  return useReading(key, () => call<C>(meta, input as InputOf<C>), { keeping });
}
