import { type FunctionComponent, type LazyExoticComponent, lazy } from 'react';

/** Milliseconds to wait before each further try. */
const PAUSES_MS = [500, 2_000, 8_000] as const;

const rest = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** What `load` brings; on a line that drops it is tried again a few times. @throws whatever the last try does */
export async function persistently<T>(load: () => Promise<T>, pause: (ms: number) => Promise<void> = rest): Promise<T> {
  for (const ms of PAUSES_MS) {
    try {
      return await load();
    } catch {
      await pause(ms);
    }
  }
  return load();
}

/** A part of a page that is read after the page: `lazily(async () => (await import('./bulk-bar.tsx')).BulkBar)`. The page stands without it until its file has come. */
export function lazily<Props>(load: () => Promise<FunctionComponent<Props>>): LazyExoticComponent<FunctionComponent<Props>> {
  return lazy(async () => ({ default: await persistently(load) }));
}
