import { useEffect, useState } from 'react';

type Reader = typeof import('@mingdan/shared/intake/recognise');
type Ranker = typeof import('@mingdan/shared/intake/score');

/** The reader of messages with its table of places: loaded when a message is first pasted. */
export function loadReader(): Promise<Reader> {
  return import(/* webpackChunkName: "intake" */ '@mingdan/shared/intake/recognise');
}

let ranker: Ranker | null = null;

/** What puts templates in order. */
export async function loadRanker(): Promise<Ranker> {
  ranker ??= await import(/* webpackChunkName: "ranker" */ '@mingdan/shared/intake/score');
  return ranker;
}

/** The same in a page; null until it is loaded, `failed` where it cannot be: templates then stand in the company's order. */
export function useRanker(): { ranker: Ranker | null; failed: boolean } {
  const [state, setState] = useState({ ranker, failed: false });
  useEffect(() => {
    let current = true;
    loadRanker().then(
      (loaded) => current && setState({ ranker: loaded, failed: false }),
      () => current && setState({ ranker: null, failed: true }),
    );
    return () => {
      current = false;
    };
  }, []);
  return state;
}
