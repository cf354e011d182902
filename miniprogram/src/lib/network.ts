import Taro from '@tarojs/taro';
import { useSyncExternalStore } from 'react';
import { IS_H5 } from './place.ts';

/** What the last call found, or what the phone itself said since. */
let reachable = true;
const listeners = new Set<() => void>();

/** Notes whether the server was reached; every call tells. */
export function tellReachable(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** False while calls get no answer, or the phone says that it has no network. */
export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}

/** Listens to the phone once, for as long as the app lives. `onBack` when it says that there is a network again; calls then find out. */
export function watchNetwork(onBack: () => void): void {
  if (!IS_H5) {
    Taro.onNetworkStatusChange(({ isConnected }) => (isConnected ? onBack() : tellReachable(false)));
    return;
  }
  window.addEventListener('offline', () => tellReachable(false));
  window.addEventListener('online', onBack);
}
