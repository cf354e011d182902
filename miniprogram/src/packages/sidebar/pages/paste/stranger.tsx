import { View } from '@tarojs/components';
import { Press } from '../../../../components/press.tsx';
import { t } from '../../../../messages/staff.ts';

/** A message that names somebody else, with a number that no customer has: a person says whether the customer of the chat orders for them, or they are one of their own. */
export function Stranger({
  name,
  customer,
  pending,
  onFor,
  onNew,
}: {
  /** Whom the message names. */
  name: string;
  /** Whose chat it is. */
  customer: string;
  pending: boolean;
  onFor: () => void;
  onNew: () => void;
}) {
  return (
    <View className="card" id="stranger">
      <View className="lead">{t('stranger.title', { name })}</View>
      <View className="hint">{t('stranger.hint', { name, customer })}</View>
      <View className="gap-top-wide">
        <Press wide onPress={onFor}>
          {t('stranger.for', { customer })}
        </Press>
      </View>
      <View className="gap-top">
        <Press wide tone="plain" pending={pending} onPress={onNew}>
          {t('stranger.new', { name })}
        </Press>
      </View>
    </View>
  );
}
