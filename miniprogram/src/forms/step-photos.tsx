import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../components/press.tsx';
import { t } from '../messages/common.ts';
import { ReadValue } from './read-value.tsx';

const HOST = { face: 'work', items: [], onSite: false } as const;

/** Pictures of a step in an order's history: a word that opens them. They are fetched when somebody looks, for looking is recorded. */
export function StepPhotos({ ids }: { ids: readonly string[] }) {
  const [open, setOpen] = useState(false);
  if (ids.length === 0) return null;
  if (!open)
    return (
      <Press tone="quiet" onPress={() => setOpen(true)}>
        {t('order.stepPhotos', { count: ids.length })}
      </Press>
    );
  return (
    <View className="gap-top">
      <ReadValue definition={{ type: 'photo' }} value={ids.map((id) => ({ id }))} host={HOST} />
    </View>
  );
}
