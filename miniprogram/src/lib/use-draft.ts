import { useCallback, useRef, useState } from 'react';
import { forget, keep, kept } from './store.ts';

/** Values that someone is filling in, kept on the phone until they are sent. */
export interface Draft {
  readonly values: Readonly<Record<string, unknown>>;
  /** True when values of an earlier visit were found and are shown. */
  readonly restored: boolean;
  set(key: string, value: unknown): void;
  /** Sets several at once. */
  merge(values: Readonly<Record<string, unknown>>): void;
  /** After sending, or when the person starts over. */
  discard(): void;
}

/**
 * A draft under a name of its own. It may hold a customer's name and address: it stays in this app's storage on this phone, and goes as soon
 * as it is sent.
 */
export function useDraft(name: string): Draft {
  const slot = `draft:${name}`;
  const found = useRef<Record<string, unknown> | undefined>(undefined);
  const [values, setValues] = useState<Record<string, unknown>>(() => {
    found.current = kept<Record<string, unknown>>(slot);
    return found.current ?? {};
  });
  const current = useRef(values);

  const merge = useCallback(
    (more: Readonly<Record<string, unknown>>) => {
      current.current = { ...current.current, ...more };
      keep(slot, current.current);
      setValues(current.current);
    },
    [slot],
  );
  const set = useCallback((key: string, value: unknown) => merge({ [key]: value }), [merge]);
  const discard = useCallback(() => {
    current.current = {};
    forget(slot);
    setValues({});
  }, [slot]);

  return { values, restored: found.current !== undefined, set, merge, discard };
}
