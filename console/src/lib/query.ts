import type { InputOf, OutputOf, Reply } from '@mingdan/shared/contracts/client';
import type { Contract } from '@mingdan/shared/contracts/define';
import {
  infiniteQueryOptions,
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from './api.ts';
import { idempotencyKey, newUlid } from './idempotency.ts';
import { ApiProblem, isPassing } from './problem.ts';

/** Calls an operation; a refusal is thrown as {@link ApiProblem}. */
async function ask<C extends Contract>(meta: C['meta'], input: InputOf<C>, key?: string): Promise<OutputOf<C>> {
  const reply = await api.call<C>(meta, input, key === undefined ? {} : { idempotencyKey: key });
  if (reply.ok) return reply.value;
  throw new ApiProblem(meta.name, reply.problem, reply.offline);
}

/**
 * Query options of a reading operation: `contractQuery<typeof getOrder>(getOrderMeta, { orderId })`, with the contract imported as a type only,
 * so that no schema library reaches the browser. Keys are `[operation, input]`.
 */
export function contractQuery<C extends Contract>(meta: C['meta'], input: InputOf<C>) {
  return queryOptions<OutputOf<C>, Error>({ queryKey: [meta.name, input], queryFn: () => ask<C>(meta, input) });
}

/** What every list answers with. */
interface Keyset<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** The row type of a list operation. */
export type RowOf<C extends Contract> = OutputOf<C> extends Keyset<infer Row> ? Row : never;

/** Pages of a list, one after the other; `input` without its cursor. */
export function contractPages<C extends Contract>(meta: C['meta'], input: Omit<InputOf<C> & object, 'cursor'>) {
  return infiniteQueryOptions({
    queryKey: [meta.name, 'pages', input] as const,
    queryFn: ({ pageParam }) =>
      ask<C>(meta, { ...input, ...(pageParam === null ? {} : { cursor: pageParam }) } as InputOf<C>) as Promise<Keyset<RowOf<C>>>,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Sends a write with its key, and nothing more: for saves that go on beside somebody's typing. */
export async function writeOnce<C extends Contract>(meta: C['meta'], input: InputOf<C>): Promise<OutputOf<C>> {
  if (meta.idempotency === 'none') return ask<C>(meta, input);
  const { key, settled } = idempotencyKey(sessionStorage, meta.name, input);
  try {
    const output = await ask<C>(meta, input, key);
    settled();
    return output;
  } catch (error) {
    if (!isPassing(error)) settled();
    throw error;
  }
}

/** Sends a file to an operation that reads it and keeps nothing. */
export function useFileReading<C extends Contract>(meta: C['meta']) {
  return useMutation<OutputOf<C>, Error, File>({
    mutationKey: [meta.name],
    mutationFn: async (file) => {
      const reply = await api.call<C>(meta, {} as InputOf<C>, {
        file: { bytes: await file.arrayBuffer(), type: 'application/octet-stream' },
      });
      if (reply.ok) return reply.value;
      throw new ApiProblem(meta.name, reply.problem, reply.offline);
    },
  });
}

/** Sends a file that the server keeps. */
export function sendFile<C extends Contract>(
  meta: C['meta'],
  input: InputOf<C>,
  { bytes, type }: { readonly bytes: ArrayBuffer; readonly type: string },
): Promise<Reply<OutputOf<C>>> {
  return api.call<C>(meta, input, { idempotencyKey: newUlid(), file: { bytes, type } });
}

/** Asks once, now: for a file to save, which nobody shows. */
export function askOnce<C extends Contract>(meta: C['meta'], input: InputOf<C>): Promise<OutputOf<C>> {
  return ask<C>(meta, input);
}

/**
 * A write. Pressed twice while it is under way it is one, and told once. Its idempotency key is made and stored before it is sent and kept while no answer came; afterwards everything on screen is asked
 * for again, since one act may change any list.
 */
export function useWrite<C extends Contract>(meta: C['meta'], options: { onDone?: (output: OutputOf<C>) => void } = {}) {
  const client = useQueryClient();
  const running = useRef(new Map<string, Promise<OutputOf<C>>>());
  const told = useRef<OutputOf<C>>(undefined);
  return useMutation<OutputOf<C>, Error, InputOf<C>>({
    mutationKey: [meta.name],
    mutationFn: (input) => {
      const key = JSON.stringify(input);
      const same = running.current.get(key) ?? writeOnce<C>(meta, input).finally(() => running.current.delete(key));
      running.current.set(key, same);
      return same;
    },
    onSuccess: async (output) => {
      // a second press shares the first one's answer, and says nothing of its own
      if (told.current === output) return;
      told.current = output;
      options.onDone?.(output);
      if (meta.idempotency !== 'none') await client.invalidateQueries();
    },
  });
}

/**
 * Answers stay fresh for some seconds; only what passes by itself is tried again.
 *
 * @param onProblem hears of every failed read (with its operation) and write
 */
export function createQueryClient(onProblem: (error: Error, operation: unknown) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => onProblem(error, query.queryKey[0]) }),
    mutationCache: new MutationCache({
      onError: (error, _input, _result, mutation) => onProblem(error, mutation.options.mutationKey?.[0]),
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
        retryDelay: (failures) => 800 * 2 ** failures,
      },
      mutations: { retry: false },
    },
  });
}
