import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { reachable } from '../lib/spoken.ts';
import { kept } from '../lib/store.ts';
import { DemoStrip } from './demo-strip.tsx';
import { NetworkBar } from './network-bar.tsx';

/** True where the person asked for large text on this phone. */
export function largeText(): boolean {
  return kept<boolean>('large-text') === true;
}

/**
 * The ground of every page. `bar` stays fixed at the bottom, above the phone's own edge; the page keeps room for it.
 *
 * @param tallBar the bar has two rows
 * @param working an installer's page: says when there is no network and what waits on the phone
 */
export function Page({
  children,
  bar,
  tallBar = false,
  className = '',
  working = false,
}: {
  children: ReactNode;
  bar?: ReactNode;
  tallBar?: boolean;
  className?: string;
  working?: boolean;
}) {
  const room = bar ? (tallBar ? ' page-with-tall-bar' : ' page-with-bar') : '';
  return (
    <View {...reachable()} className={`page${room}${largeText() ? ' text-large' : ''} ${className}`}>
      <DemoStrip />
      {working ? <NetworkBar /> : null}
      {children}
      {bar ? <View className="bar">{bar}</View> : null}
    </View>
  );
}

/** A small heading over what follows, with something optional at its right. */
export function Heading({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <View className="heading">
      <View>{children}</View>
      {aside ? <View>{aside}</View> : null}
    </View>
  );
}
