import { LIGHT } from '@mingdan/shared/design/tokens';
import Taro from '@tarojs/taro';
import { t } from '../messages/common.ts';
import { IS_H5 } from './place.ts';

/** A short word at the middle of the screen, for what needs no answer. */
export function toast(title: string): void {
  void Taro.showToast({ title, icon: 'none', duration: 2000 });
}

/** Asks before an act that is not easily undone. False when the person thinks better of it. */
export async function ask(title: string, content: string, words: { yes?: string; no?: string } = {}): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title,
    content,
    confirmColor: LIGHT.primary,
    ...(words.yes ? { confirmText: words.yes } : {}),
    ...(words.no ? { cancelText: words.no } : {}),
  });
  return confirm;
}

/** Calls a number. */
export function dial(phone: string): void {
  if (IS_H5) window.location.href = `tel:${phone}`;
  // the person may think better of it, which is an error in WeChat's words
  else Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined);
}

/** Opens the way to a place: a map app by coordinates, or a map's search by the address where there are none. */
export function navigateTo({ text, lat, lng }: { text: string; lat: number | null; lng: number | null }): void {
  if (!IS_H5 && lat !== null && lng !== null) {
    Taro.openLocation({ latitude: lat, longitude: lng, name: text, address: text }).catch(() => undefined);
    return;
  }
  if (!IS_H5) {
    void copy(text, t('order.addressCopied'));
    return;
  }
  const name = encodeURIComponent(text);
  window.location.href =
    lat === null || lng === null
      ? `https://uri.amap.com/search?keyword=${name}&src=mingdan&callnative=1`
      : `https://uri.amap.com/marker?position=${lng},${lat}&name=${name}&coordinate=wgs84&src=mingdan&callnative=1`;
}

/** Puts a text on the clipboard and says so. */
export async function copy(text: string, said: string): Promise<void> {
  try {
    await Taro.setClipboardData({ data: text });
    if (IS_H5) toast(said);
  } catch {
    // browsers refuse now and then: the text itself is the way round
    void Taro.showModal({ title: said, content: text, showCancel: false, confirmColor: LIGHT.primary });
  }
}
