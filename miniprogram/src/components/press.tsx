import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

/**
 * A button that says its act. While `pending` it shows that it works and takes no further press.
 *
 * A View rather than the platform's button: that one brings its own width, colours and borders on each platform.
 *
 * @param tone primary: the page's one main act; plain: beside it; danger: cannot be undone; quiet: text only
 */
export function Press({
  children,
  onPress,
  tone = 'primary',
  pending = false,
  disabled = false,
  wide = false,
}: {
  children: ReactNode;
  onPress: () => void;
  tone?: 'primary' | 'plain' | 'danger' | 'quiet';
  pending?: boolean;
  disabled?: boolean;
  wide?: boolean;
}) {
  const off = disabled || pending;
  const className = `press press-${tone}${wide ? ' press-wide' : ''}${off ? ' press-off' : ''}`;
  return (
    <View
      className={className}
      hoverClass={off ? 'none' : 'press-pressed'}
      role="button"
      aria-disabled={off}
      ariaRole="button"
      onClick={() => !off && onPress()}
    >
      {pending && <View className="spinner" />}
      {children}
    </View>
  );
}
