import { View } from '@tarojs/components';
import { type IconName, iconMask } from '../lib/icons.ts';

/** One outline icon in the colour of the text around it. `size` in px. Decoration only: a word always stands beside it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const mask = iconMask(name);
  const px = `${size}px`;
  return <View className="icon" style={{ width: px, height: px, maskImage: mask, WebkitMaskImage: mask }} />;
}
