import { useRouterState } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Token of the words that were looked for here; see {@link rememberWords}. */
    words?: string;
  }
}

/** Words by their token, as long as this page is not loaded anew. */
const remembered = new Map<string, string>();

/**
 * What somebody looks for may be a person's name or telephone number: it stands in no address, and the browser's history keeps a token alone that says nothing once the
 * page is closed. Going back finds the words again; a reload shows an empty search.
 *
 * @returns the state to navigate with
 */
export function rememberWords(words: string | undefined): { words?: string } {
  if (words === undefined) return {};
  const token = Math.random().toString(36).slice(2);
  remembered.set(token, words);
  return { words: token };
}

/** The words that were looked for at this place in the history; undefined for none. */
export function useSearchWords(): string | undefined {
  const token = useRouterState({ select: ({ location }) => location.state.words });
  return token === undefined ? undefined : remembered.get(token);
}
