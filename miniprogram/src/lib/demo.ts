import type { about } from '@mingdan/shared/contracts/auth';
import { aboutMeta } from '@mingdan/shared/contracts/auth.meta';
import { useEffect, useState } from 'react';
import { callOpenly } from './api.ts';
import { keep, kept } from './store.ts';

const SLOT = 'demo';
/** What is known hardly ever changes: it is confirmed when the first screen stands, ms. */
const CONFIRM_MS = 3_000;

let asking: Promise<boolean> | null = null;

/** Asks once while the app lives; without an answer what was known before counts. */
function ask(): Promise<boolean> {
  asking ??= callOpenly<typeof about>('work', aboutMeta, {}).then((reply) => {
    if (!reply.ok) {
      asking = null;
      return kept<boolean>(SLOT) === true;
    }
    keep(SLOT, reply.value.demo);
    return reply.value.demo;
  });
  return asking;
}

/** Whether what is shown are demonstration data; false until the server has said so. */
export function useDemo(): boolean {
  const [demo, setDemo] = useState(kept<boolean>(SLOT) === true);
  useEffect(() => {
    const confirm = () => void ask().then(setDemo);
    if (kept(SLOT) === undefined) return confirm();
    const timer = setTimeout(confirm, CONFIRM_MS);
    return () => clearTimeout(timer);
  }, []);
  return demo;
}
