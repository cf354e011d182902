import Taro from '@tarojs/taro';

const PREFIX = 'md:';

/** What was kept under this name on the phone; undefined when nothing is, or when it cannot be read (private mode, full disk). */
export function kept<T>(name: string): T | undefined {
  try {
    const value: unknown = Taro.getStorageSync(PREFIX + name);
    return value === '' || value === undefined || value === null ? undefined : (value as T);
  } catch {
    // storage may be forbidden; everything kept there is a convenience and the screens work without it
    return undefined;
  }
}

/** Keeps plain JSON on the phone. False when the phone refuses. */
export function keep(name: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}

/** Forgets what was kept. */
export function forget(name: string): void {
  try {
    Taro.removeStorageSync(PREFIX + name);
  } catch {
    // nothing was kept then
  }
}

/** Names of everything kept that begins so. */
export function keptNames(beginning: string): string[] {
  try {
    return Taro.getStorageInfoSync()
      .keys.filter((key) => key.startsWith(PREFIX + beginning))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/** The web page's own session: outlives a reload and goes with the page. A mini-program has none, and never reloads. */
function session(): Storage | undefined {
  return (globalThis as { sessionStorage?: Storage }).sessionStorage;
}

/** Keeps plain JSON for as long as this page is open, reloads included. */
export function keepInPage(name: string, value: unknown): void {
  try {
    session()?.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // as above: a convenience
  }
}

/** What was kept for this page under this name. */
export function keptInPage<T>(name: string): T | undefined {
  try {
    const text = session()?.getItem(PREFIX + name);
    return text ? (JSON.parse(text) as T) : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets what was kept for this page under this name. */
export function forgetInPage(name: string): void {
  try {
    session()?.removeItem(PREFIX + name);
  } catch {
    // nothing was kept then
  }
}
