import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { IS_H5 } from './place.ts';

/** The time, read anew every `everyMs` while the page is shown. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  const shown = useShown();
  const made = useRef(true);
  useEffect(() => {
    if (!shown) return;
    // a page that has just been made knows the time, and is not drawn a second time for a millisecond
    if (!made.current) setNow(Date.now());
    made.current = false;
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

/** How often a page without a stamp reads anew while it is looked at, ms. */
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

/** How often a page that is looked at asks for its stamp, ms. */
const LOOK_MS = 2_000;
/** The longest that it waits after a stamp that did not come, ms. */
const PATIENT_MS = 30_000;

/**
 * Reads anew while the page is looked at, whenever its stamp has changed: another phone has acted.
 *
 * @param look asks for the stamp 版本戳; undefined where none came
 * @param first the stamp of what is shown at first, where it came with it: it is then asked for a turn later
 */
export function useLook(read: () => void, look: () => Promise<string | undefined>, first?: string): void {
  const latest = useRef({ read, look });
  latest.current = { read, look };
  const known = useRef(first);
  const made = useRef(true);
  const shown = useShown();
  useEffect(() => {
    if (!shown) return;
    let wait = LOOK_MS;
    let timer: ReturnType<typeof setTimeout>;
    const turn = async (): Promise<void> => {
      // a browser's tab that lies behind another one is shown to nobody
      const stamp = IS_H5 && document.hidden ? known.current : await latest.current.look();
      if (stamp !== undefined && known.current !== undefined && stamp !== known.current) latest.current.read();
      known.current = stamp ?? known.current;
      wait = stamp === undefined && !(IS_H5 && document.hidden) ? Math.min(wait * 2, PATIENT_MS) : LOOK_MS;
    };
    // one after the other: a slow network is not asked again before it has answered
    const go = (): void => {
      void turn().then(() => {
        if (!over) timer = setTimeout(go, wait);
      });
    };
    let over = false;
    if (known.current === undefined || !made.current) go();
    else timer = setTimeout(go, wait);
    made.current = false;
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [shown]);
}
