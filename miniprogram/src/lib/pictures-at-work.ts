import { useSyncExternalStore } from 'react';

let atWork = 0;
const listeners = new Set<() => void>();
const change = (by: number) => {
  atWork += by;
  for (const listener of listeners) listener();
};

/** Chosen pictures are being made ready. @returns to be called once they stand in the form, or will not */
export function picturesAtWork(): () => void {
  change(1);
  let over = false;
  return () => {
    if (!over) change(-1);
    over = true;
  };
}

/** True while chosen pictures are not in the form yet: what is sent meanwhile would go without them. */
export function usePicturesAtWork(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => atWork > 0,
  );
}
