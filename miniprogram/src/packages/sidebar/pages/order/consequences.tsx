import { View } from '@tarojs/components';
import { Icon } from '../../../../components/icon.tsx';

/** What an act would bring about, in words, before it is done. */
export function Consequences({
  title,
  told,
}: {
  title: string;
  told: readonly { readonly kind: string; readonly level: 'info' | 'warn'; readonly text: string }[];
}) {
  return (
    <View className="consequences">
      <View className="lead">{title}</View>
      {told.map(({ kind, level, text }) => (
        <View key={kind} className={level === 'warn' ? 'consequence consequence-warn' : 'consequence'}>
          {level === 'warn' ? <Icon name="alert" size={16} /> : null}
          <View className="grow">{text}</View>
        </View>
      ))}
    </View>
  );
}
