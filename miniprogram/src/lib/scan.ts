import Taro from '@tarojs/taro';
import { scanInWecom } from './bridge.ts';
import { client, IS_H5 } from './place.ts';
import { contentOf } from './scanned.ts';

/** Scans one barcode or QR code. Null when this place cannot, or nothing was read. */
export async function scanCode(): Promise<string | null> {
  try {
    if (!IS_H5) return contentOf((await Taro.scanCode({ onlyFromCamera: false })).result) || null;
    return client() === 'wecom' ? contentOf(await scanInWecom()) || null : null;
  } catch {
    return null;
  }
}
