/** What is being edited, with the way back and forth. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was about: further changes of the same are one step back. */
  readonly tag: string | null;
}

/** Steps that are kept: an afternoon's work, and a bound on memory. */
const MOST = 200;

export function beginHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], tag: null };
}

/** A change. Typing into one field (`tag` alike) is one step; anything else is a step of its own. */
export function commit<T>(history: History<T>, next: T, tag: string | null = null): History<T> {
  if (next === history.present) return history;
  const continues = tag !== null && tag === history.tag;
  return { past: continues ? history.past : [...history.past, history.present].slice(-MOST), present: next, future: [], tag };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], tag: null };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: rest, tag: null };
}
