import type { LocationField } from '@mingdan/shared/forms/definition';
import { formatSince } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { locate, type Position } from '../../lib/locate.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../messages/index.ts';
import type { WidgetProps } from '../host.ts';

/** `location`: a punch 打卡 with accuracy and time. */
export function LocationWidget({ value, onChange }: WidgetProps<LocationField, Position>) {
  const [state, setState] = useState<'still' | 'asking' | 'failed'>('still');
  const now = useNow(60_000);
  const punch = async () => {
    setState('asking');
    const found = await locate();
    setState(found ? 'still' : 'failed');
    if (found) onChange(found);
  };
  return (
    <View>
      <Press tone="plain" wide pending={state === 'asking'} onPress={() => void punch()}>
        {state === 'asking' ? null : <Icon name="pin" />}
        <View style={{ marginLeft: '8px' }}>{t(state === 'asking' ? 'form.locating' : value ? 'form.relocate' : 'form.locate')}</View>
      </Press>
      {value ? <View className="field-hint">{t('form.located', { when: formatSince(value.at, now), metres: value.accuracy })}</View> : null}
      {state === 'failed' ? <View className="field-error">{t('form.locateFailed')}</View> : null}
    </View>
  );
}
