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
