import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { reachable } from '../lib/spoken.ts';
import { t } from '../messages/common.ts';
import { Icon } from './icon.tsx';

/** A sheet from the bottom, in reach of the thumb. Touching beside it closes it. */
export function Sheet({
  title,
  open,
  onClose,
  foot,
  children,
}: {
  title: string;
  open: boolean;
  onClose: () => void;
  foot?: ReactNode;
  children: ReactNode;
}) {
  if (!open) return null;
  return (
    <View>
      <View className="sheet-veil" catchMove onClick={onClose} />
      <View className="sheet">
        <View className="sheet-head">
          <View className="lead">{title}</View>
          <View className="press press-quiet" ariaLabel={t('order.hideSteps')} onClick={onClose}>
            <Icon name="close" />
          </View>
        </View>
        <View {...reachable()} className="sheet-body">
          {children}
        </View>
        {foot ? <View className="sheet-foot">{foot}</View> : null}
      </View>
    </View>
  );
}
