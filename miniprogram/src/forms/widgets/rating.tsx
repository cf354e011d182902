import type { RatingField } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';

/** `rating`: one tap on a star. */
export function RatingWidget({ field, value, onChange }: WidgetProps<RatingField, number>) {
  const stars = Array.from({ length: field.max ?? 5 }, (_, index) => index + 1);
  return (
    <View className="options" style={{ gap: 0 }}>
      {stars.map((star) => (
        <View
          key={star}
          className={value !== null && star <= value ? 'star star-on' : 'star'}
          ariaLabel={t('form.stars', { count: star })}
          onClick={() => onChange(star)}
        >
          <Icon name={value !== null && star <= value ? 'star' : 'starEmpty'} size={32} />
        </View>
      ))}
    </View>
  );
}
