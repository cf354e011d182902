import { View } from '@tarojs/components';
import { useDemo } from '../lib/demo.ts';
import { t } from '../messages/common.ts';

/** One quiet line over every page where the data are a demonstration. */
export function DemoStrip() {
  return useDemo() ? <View className="demo-strip">{t('demo.strip')}</View> : null;
}
