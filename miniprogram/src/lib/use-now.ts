import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';

/** The time, read anew every `everyMs` while the page is shown. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  const shown = useShown();
  useEffect(() => {
    if (!shown) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, shown]);
  return now;
}

/** False while another page or another app covers this one. */
export function useShown(): boolean {
  const [shown, setShown] = useState(true);
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  return shown;
}

/** A page that has just been made reads by itself; only what comes later is a return. */
const JUST_MADE_MS = 1_000;

/** Calls back when the page comes to the front again: another phone, or another page, may have changed what it shows. */
export function useReturn(callback: () => void): void {
  const made = useRef(Date.now());
  useDidShow(() => {
    if (Date.now() - made.current > JUST_MADE_MS) callback();
  });
}

/** How often a page that is looked at asks whether another phone has acted, ms. */
const FRESH_MS = 12_000;

/** Reads anew when one comes back to the page, and now and then while it is looked at: another phone may have acted. */
export function useFresh(read: () => void): void {
  useReturn(read);
  const latest = useRef(read);
  latest.current = read;
  const shown = useShown();
  useEffect(() => {
    if (!shown) return;
    const timer = setInterval(() => latest.current(), FRESH_MS);
    return () => clearInterval(timer);
  }, [shown]);
}
