/** Rings after a commit that left rows in the outbox, so that a relay in the same process need not wait for its next look. */
export interface Doorbell {
  ring(): void;
  /** Returns the function that stops listening. */
  listen(listener: () => void): () => void;
}

export function createDoorbell(): Doorbell {
  const listeners = new Set<() => void>();
  return {
    ring: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
