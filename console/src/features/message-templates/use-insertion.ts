import { useRef } from 'react';
import type { WordsDraft } from './draft.ts';

/** A place that takes variables: the title, the text, or a row of WeChat's fields by its position. */
export type Place = 'title' | 'text' | number;

type Box = HTMLInputElement | HTMLTextAreaElement;

/** Puts variables where the cursor was last; at the end of the text where it was nowhere yet. */
export function useInsertion(change: (part: Partial<WordsDraft>) => void, draft: WordsDraft) {
  const last = useRef<{ place: Place; box: Box } | null>(null);
  const textAt = (place: Place): string => (typeof place === 'number' ? (draft.subscribe?.rows[place]?.words ?? '') : draft[place]);
  const put = (place: Place, words: string) => {
    if (typeof place !== 'number') return change({ [place]: words });
    if (draft.subscribe)
      change({
        subscribe: { ...draft.subscribe, rows: draft.subscribe.rows.map((row, at) => (at === place ? { ...row, words } : row)) },
      });
  };
  return {
    /** For the box of a place: remembers that the cursor is there. */
    field: (place: Place) => ({
      onFocus: (event: React.FocusEvent<Box>) => {
        last.current = { place, box: event.currentTarget };
      },
    }),
    insert: (variable: string) => {
      const there = last.current?.box.isConnected ? last.current : null;
      const place = there?.place ?? 'text';
      const box = there?.box ?? null;
      const words = textAt(place);
      const from = box?.selectionStart ?? words.length;
      const to = box?.selectionEnd ?? from;
      const name = `{${variable}}`;
      put(place, `${words.slice(0, from)}${name}${words.slice(to)}`);
      if (box)
        requestAnimationFrame(() => {
          box.focus();
          box.setSelectionRange(from + name.length, from + name.length);
        });
    },
  };
}
