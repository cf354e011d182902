import Taro from '@tarojs/taro';
import { TooLate, within } from './deadline.ts';

/** Where the phone is: degrees WGS-84, metres, epoch ms. */
export interface Position {
  readonly lat: number;
  readonly lng: number;
  readonly accuracy: number;
  readonly at: number;
}

/** Why the phone did not say where it is: not allowed, too slow, or no signal. */
export type NoPosition = 'denied' | 'slow' | 'unknown';

const DEADLINE_MS = 12_000;
/** A picture waits less long for its place than a punch does. */
const BESIDE_DEADLINE_MS = 3_000;
/** How long a position, or a refusal, still counts for a picture. */
const RECENT_MS = 120_000;
/** Six decimals are a tenth of a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

let latest: { readonly at: number; readonly position: Position | null } | null = null;

function reasonOf(error: unknown): NoPosition {
  if (error instanceof TooLate) return 'slow';
  const { code, errMsg = '', message = '' } = (error ?? {}) as { code?: number; errMsg?: string; message?: string };
  return code === 1 || /den|auth|permission/i.test(errMsg + message) ? 'denied' : 'unknown';
}

async function ask(deadlineMs: number): Promise<Position | NoPosition> {
  try {
    const { latitude, longitude, accuracy } = await within(deadlineMs, Taro.getLocation({ type: 'wgs84', isHighAccuracy: true }));
    const position = { lat: round(latitude), lng: round(longitude), accuracy: Math.max(0, Math.round(accuracy ?? 0)), at: Date.now() };
    latest = { at: position.at, position };
    return position;
  } catch (error) {
    latest = { at: Date.now(), position: null };
    return reasonOf(error);
  }
}

/** Asks the phone where it is, or why it does not say. */
export function whereAmI(): Promise<Position | NoPosition> {
  return ask(DEADLINE_MS);
}

/** Asks the phone where it is. Null when it does not say: permission refused, no signal, too slow. */
export async function locate(): Promise<Position | null> {
  const answer = await whereAmI();
  return typeof answer === 'string' ? null : answer;
}

/** Where the phone was just now, without making anybody wait: for a picture's watermark. Null when it does not say. */
export async function recentPosition(): Promise<Position | null> {
  if (latest && Date.now() - latest.at < RECENT_MS) return latest.position;
  const answer = await ask(BESIDE_DEADLINE_MS);
  return typeof answer === 'string' ? null : answer;
}

/** Opens the mini-program's own settings, where the place may be allowed again. A browser has no such door. */
export function openPlaceSettings(): void {
  Taro.openSetting().catch(() => undefined);
}
