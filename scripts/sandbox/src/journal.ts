import { masked } from './secrets.ts';

/** What the sandbox saw or did, newest last; the page shows it and tests assert on it. */
export interface JournalEntry {
  id: number;
  /** Epoch milliseconds. */
  at: number;
  kind: 'api' | 'callback' | 'oauth' | 'jsapi' | 'phone';
  /** Path, event or function. */
  name: string;
  ok: boolean;
  /** In Chinese, for the page. */
  summary: string;
  ms: number;
  /** Request and answer, secrets masked. */
  detail: unknown;
}

const KEPT = 2_000;

/** A bounded log with listeners. */
export class Journal {
  #entries: JournalEntry[] = [];
  #listeners = new Set<(change: 'journal' | 'world') => void>();
  #next = 1;

  add(entry: Omit<JournalEntry, 'id'>): JournalEntry {
    const kept = { id: this.#next++, ...entry, detail: masked(entry.detail) };
    this.#entries.push(kept);
    if (this.#entries.length > KEPT) this.#entries.splice(0, this.#entries.length - KEPT);
    this.#tell('journal');
    return kept;
  }

  /** Entries after `sinceId`, oldest first. */
  since(sinceId = 0): readonly JournalEntry[] {
    return this.#entries.filter((one) => one.id > sinceId);
  }

  /** Something a phone shows has changed. */
  worldChanged(): void {
    this.#tell('world');
  }

  /** @returns a function that stops listening */
  listen(listener: (change: 'journal' | 'world') => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: 'journal' | 'world'): void {
    for (const listener of this.#listeners) listener(change);
  }
}
