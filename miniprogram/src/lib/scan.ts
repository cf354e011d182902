import Taro from '@tarojs/taro';
import { scanInWecom } from './bridge.ts';
import { client, IS_H5 } from './place.ts';

/** Some clients put the symbology before the content: `CODE_128,ABC123`. */
export function contentOf(read: string): string {
  return read.replace(/^[A-Z0-9_-]{3,16},(?=.)/, '').trim();
}

/** Scans one barcode or QR code. Null when this place cannot, or nothing was read. */
export async function scanCode(): Promise<string | null> {
  try {
    if (!IS_H5) return contentOf((await Taro.scanCode({ onlyFromCamera: false })).result) || null;
    return client() === 'wecom' ? contentOf(await scanInWecom()) || null : null;
  } catch {
    return null;
  }
}
