import type { InputOf, OutputOf, Problem } from '@mingdan/shared/contracts/client';
import type { Contract } from '@mingdan/shared/contracts/define';
import { useCallback, useRef, useState } from 'react';
import { call, callAsCustomer } from './api.ts';
import { keyFor, settleKey } from './pending.ts';
import type { Face } from './session.ts';

/** A write, or a further page, that a person asks for by a press. */
export interface Action<C extends Contract> {
  /** True while it is under way: the button shows it and takes no second press. */
  readonly pending: boolean;
  readonly problem: Problem | undefined;
  /** Undefined when one is already under way, or when it was refused (see `problem`). */
  run(input: InputOf<C>): Promise<OutputOf<C> | undefined>;
  clear(): void;
}

/**
 * A write with an idempotency key. A press while one is under way does nothing. When no answer comes, the same write later goes out under the
 * same key, so it happens once at most.
 *
 * @param about tells apart writes of the same kind that may be under way together: the order's id, the offer's
 */
export function useAction<C extends Contract>(meta: C['meta'], about = '', face: Face = 'work'): Action<C> {
  const [state, setState] = useState<{ pending: boolean; problem: Problem | undefined }>({ pending: false, problem: undefined });
  const busy = useRef(false);

  const run = useCallback(
    async (input: InputOf<C>) => {
      if (busy.current) return undefined;
      busy.current = true;
      setState({ pending: true, problem: undefined });
      try {
        const name = `pending:${meta.name}:${about}`;
        const needsKey = meta.method !== 'GET' && meta.idempotency !== 'none';
        const options = needsKey ? { idempotencyKey: keyFor(name, JSON.stringify(input)) } : undefined;
        const reply = await (face === 'customer' ? callAsCustomer<C>(meta, input, options) : call<C>(meta, input, options));
        if (needsKey) settleKey(name, reply);
        setState({ pending: false, problem: reply.ok ? undefined : reply.problem });
        return reply.ok ? reply.value : undefined;
      } finally {
        busy.current = false;
      }
    },
    [meta, about, face],
  );

  const clear = useCallback(() => setState({ pending: false, problem: undefined }), []);
  return { ...state, run, clear };
}
