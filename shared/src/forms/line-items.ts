import type { LinesField } from './definition.ts';

/** What a lines field must know of an item. */
interface Item {
  readonly code: string;
  readonly kind: string;
}

/** Items that a lines field offers: those of its own list, else those of its kind. In their order. */
export function itemsOf<T extends Item>(field: Pick<LinesField, 'type' | 'items'>, items: readonly T[]): readonly T[] {
  if (field.items) return items.filter(({ code }) => field.items?.includes(code));
  return items.filter(({ kind }) => kind === (field.type === 'part-lines' ? 'part' : 'labour'));
}
