import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useReachable } from '../lib/network.ts';
import { useOutbox } from '../lib/outbox.ts';
import { t } from '../messages/common.ts';
import { Icon } from './icon.tsx';

/** One line at the top while there is no network, or while something waits on the phone; it leads to what waits. Nothing on a good day. */
export function NetworkBar() {
  const reachable = useReachable();
  const queue = useOutbox();
  const refused = queue.filter(({ problem }) => problem !== null).length;
  if (reachable && queue.length === 0) return null;
  const words = [
    ...(reachable ? [] : [t('queue.barOffline')]),
    ...(refused > 0 ? [t('queue.barRefused', { count: refused })] : queue.length > 0 ? [t('queue.barCount', { count: queue.length })] : []),
  ].join(' · ');
  const open = () => queue.length > 0 && void Taro.navigateTo({ url: '/packages/orders/pages/waiting/index' });
  return (
    <View className={`network-bar ${refused > 0 ? 'network-bar-bad' : ''}`} onClick={open}>
      <Icon name={reachable ? 'send' : 'cloud'} size={16} />
      <View className="grow">{words}</View>
      {queue.length > 0 ? <Icon name="chevron" size={16} /> : null}
    </View>
  );
}
