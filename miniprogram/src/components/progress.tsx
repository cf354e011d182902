import type { ProgressStep } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useNow } from '../lib/use-now.ts';
import { t } from '../messages/common.ts';
import { Press } from './press.tsx';

/** Who finished a stop, as the reader meets them. */
export interface StepFace {
  readonly name: string;
  readonly letter: string;
}

/** The way of an order from top to bottom, with times and who; `faces` by the stop's key. */
export function ProgressLine({ steps, faces = {} }: { steps: readonly ProgressStep[]; faces?: Readonly<Record<string, StepFace>> }) {
  const now = useNow(60_000);
  return (
    <View>
      {steps.map((step) => (
        <View key={step.key} className={`way way-${step.status}`}>
          <View className="way-rail" />
          <View className="way-body">
            <View className="way-name">{step.label}</View>
            {step.at === null ? null : (
              <View className="hint">
                {step.status === 'current' ? text('order.step.since', { when: formatSince(step.at, now) }) : formatSince(step.at, now)}
                {faces[step.key] || step.by ? ` · ${faces[step.key]?.name ?? step.by}` : ''}
              </View>
            )}
            {step.note ? <View className="secondary">{step.note}</View> : null}
          </View>
          {faces[step.key] ? <View className="way-face">{faces[step.key]?.letter}</View> : null}
        </View>
      ))}
    </View>
  );
}

/** The same way in one line for who works on it: pieces of a bar, the current step's name; all steps on demand. */
export function ProgressBar({ steps }: { steps: readonly ProgressStep[] }) {
  const [open, setOpen] = useState(false);
  const current = steps.findIndex((step) => step.status === 'current');
  const at = current < 0 ? steps.filter((step) => step.status !== 'ahead').length : current + 1;
  const name = steps[Math.min(steps.length, Math.max(1, at)) - 1]?.label ?? '';
  return (
    <View>
      <View className="row-between" style={{ alignItems: 'center' }}>
        <View className="grow">
          <View className="lead">{name}</View>
          <View className="hint">{t('order.step', { step: at, steps: steps.length })}</View>
        </View>
        <Press tone="quiet" onPress={() => setOpen(!open)}>
          {t(open ? 'order.hideSteps' : 'order.allSteps')}
        </Press>
      </View>
      <View className="steps-track">
        {steps.map((step) => (
          <View key={step.key} className={`steps-piece steps-piece-${step.status}`} />
        ))}
      </View>
      {open ? (
        <View className="gap-top-wide">
          <ProgressLine steps={steps} />
        </View>
      ) : null}
    </View>
  );
}
