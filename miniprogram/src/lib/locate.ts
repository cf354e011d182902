import Taro from '@tarojs/taro';
import { within } from './deadline.ts';

/** Where the phone is: degrees WGS-84, metres, epoch ms. */
export interface Position {
  readonly lat: number;
  readonly lng: number;
  readonly accuracy: number;
  readonly at: number;
}

const DEADLINE_MS = 12_000;
/** Six decimals are a tenth of a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Asks the phone where it is. Null when it does not say: permission refused, no signal, too slow. */
export async function locate(): Promise<Position | null> {
  try {
    const { latitude, longitude, accuracy } = await within(DEADLINE_MS, Taro.getLocation({ type: 'wgs84', isHighAccuracy: true }));
    return { lat: round(latitude), lng: round(longitude), accuracy: Math.max(0, Math.round(accuracy ?? 0)), at: Date.now() };
  } catch {
    return null;
  }
}
