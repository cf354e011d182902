import type { TimelineEntry } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { isAnomaly, photosOf, readTimeline, whoDid } from '@mingdan/shared/orders/timeline';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { StepPhotos } from '../forms/step-photos.tsx';
import { useNow } from '../lib/use-now.ts';
import { t } from '../messages/common.ts';
import { Press } from './press.tsx';

/** What happened to an order, newest first. Steps of the flow are folded away until somebody asks for them. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const now = useNow(60_000);
  const [withSteps, setWithSteps] = useState(false);
  const { rows, steps } = readTimeline(entries, withSteps);
  return (
    <View className="card">
      {rows.map(({ entry, times }) => (
        <View key={entry.id} className={isAnomaly(entry) ? 'told told-anomaly' : 'told'}>
          <View className="told-text">{times === 1 ? entry.text : t('order.times', { text: entry.text, times })}</View>
          <View className="hint">
            {formatSince(entry.at, now)} · {whoDid(entry)}
          </View>
          <StepPhotos ids={photosOf(entry)} />
        </View>
      ))}
      {steps > 0 ? (
        <Press tone="quiet" onPress={() => setWithSteps(!withSteps)}>
          {withSteps ? t('order.hideFlow') : t('order.showFlow', { count: steps })}
        </Press>
      ) : null}
    </View>
  );
}
