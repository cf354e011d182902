import type { Finding } from '@mingdan/shared/contracts/common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { beginHistory, commit, type History, redo, undo } from './history.ts';
import { isPassing, problemOf } from './problem.ts';

/** How long nothing is typed before it is saved, and how long to wait when the network is away, in ms. */
const QUIET_MS = 700;
const AGAIN_MS = 4_000;

export type DraftStatus = 'saved' | 'dirty' | 'saving' | 'offline' | 'stale' | 'gone' | 'failed';

/** What a save gives back. */
export interface Saved {
  readonly revision: number;
  readonly findings: readonly Finding[];
}

/** A draft in the hands of an editor. */
export interface Draft<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
  readonly revision: number;
  readonly status: DraftStatus;
  /** Who saved first, when we are too late. */
  readonly savedBy: string;
  readonly error: unknown;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `tag`: what the change is about; typing into one field is one step back. */
  change(next: T, tag?: string): void;
  undo(): void;
  redo(): void;
  /** Saves what is not saved yet and tells the revision; null when that failed. */
  flush(): Promise<number | null>;
}

/**
 * Keeps a draft: every change is saved after a short quiet, one save at a time, each upon the revision that was read. Whoever was not first is told,
 * keeps what they typed, and nothing is sent any more. Leaving the page saves; closing the browser with something unsaved asks first.
 */
export function useDraft<T>(begin: { value: T } & Saved, save: (revision: number, value: T) => Promise<Saved>): Draft<T> {
  const [history, setHistory] = useState<History<T>>(() => beginHistory(begin.value));
  const [findings, setFindings] = useState(begin.findings);
  const [state, setState] = useState<{ status: DraftStatus; savedBy: string; error: unknown }>({
    status: 'saved',
    savedBy: '',
    error: null,
  });
  // what the saving loop must see as it is, not as it was when a timer was set
  const live = useRef({
    value: begin.value,
    saved: begin.value,
    revision: begin.revision,
    running: null as Promise<void> | null,
    stopped: false,
  });
  const [revision, setRevision] = useState(begin.revision);
  const saveRef = useRef(save);
  saveRef.current = save;

  const run = useCallback(async (): Promise<void> => {
    const now = live.current;
    while (!now.stopped && now.value !== now.saved) {
      const sent = now.value;
      setState((before) => ({ ...before, status: 'saving' }));
      try {
        const saved = await saveRef.current(now.revision, sent);
        now.saved = sent;
        now.revision = saved.revision;
        setRevision(saved.revision);
        setFindings(saved.findings);
        setState({ status: now.value === sent ? 'saved' : 'dirty', savedBy: '', error: null });
      } catch (error) {
        const { code, detail } = problemOf(error);
        const status = code === 'drafts.stale' ? 'stale' : code === 'drafts.not_found' ? 'gone' : isPassing(error) ? 'offline' : 'failed';
        now.stopped = status === 'stale' || status === 'gone';
        setState({ status, savedBy: String(detail['by'] ?? ''), error });
        return;
      }
    }
  }, []);
  const saveNow = useCallback((): Promise<void> => {
    const now = live.current;
    now.running ??= run().finally(() => {
      now.running = null;
    });
    return now.running;
  }, [run]);

  live.current.value = history.present;
  useEffect(() => {
    const now = live.current;
    if (now.stopped) return;
    if (history.present === now.saved) {
      // a step back and forth again: what is seen is what was saved
      setState((before) => (before.status === 'dirty' ? { ...before, status: 'saved' } : before));
      return;
    }
    setState((before) => (before.status === 'saving' ? before : { ...before, status: 'dirty' }));
    const timer = setTimeout(() => void saveNow(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [history.present, saveNow]);
  useEffect(() => {
    if (state.status !== 'offline') return;
    const timer = setTimeout(() => void saveNow(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [state.status, saveNow]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (live.current.value !== live.current.saved) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      void saveNow();
    };
  }, [saveNow]);

  return {
    value: history.present,
    findings,
    revision,
    ...state,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (next, tag) => setHistory((before) => commit(before, next, tag ?? null)),
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
    flush: async () => {
      await saveNow();
      // one more round for what was typed while a save was on its way
      if (live.current.value !== live.current.saved) await saveNow();
      return live.current.value === live.current.saved ? live.current.revision : null;
    },
  };
}
