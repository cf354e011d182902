/** A kind of thing that waits for someone outside of the orders themselves, with where it is dealt with. */
export interface Todo {
  readonly key: 'leave' | 'staff' | 'undeliverable' | 'pending' | 'dead';
  readonly count: number;
  /** True when the list is longer than what was asked for. */
  readonly more: boolean;
}

/** Rows asked for per kind: enough to tell how many there are, cheap enough for every half minute. */
export const TODO_LIMIT = 20;

interface Counted {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/** Turns first pages into what needs someone now, most urgent first; what is empty or unknown is left out. */
export function todosOf(lists: Readonly<Partial<Record<Todo['key'], Counted | undefined>>>): readonly Todo[] {
  const order: readonly Todo['key'][] = ['dead', 'undeliverable', 'leave', 'staff', 'pending'];
  return order.flatMap((key) => {
    const list = lists[key];
    if (list === undefined || list.items.length === 0) return [];
    return [{ key, count: list.items.length, more: list.nextCursor !== null }];
  });
}
