import type { LocationField } from '@mingdan/shared/forms/definition';
import { metresBetween, metresText } from '@mingdan/shared/kernel/metres';
import { formatSince } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { type NoPosition, openPlaceSettings, type Position, whereAmI } from '../../lib/locate.ts';
import { IS_H5 } from '../../lib/place.ts';
import { useNow } from '../../lib/use-now.ts';
import { type CommonText, t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';

const FAILURES: Readonly<Record<NoPosition, CommonText>> = {
  denied: 'form.locateDenied',
  slow: 'form.locateSlow',
  unknown: 'form.locateFailed',
};

/** `location`: a punch 打卡 with accuracy and time. */
export function LocationWidget({ field, value, wrong, host, onChange }: WidgetProps<LocationField, Position>) {
  const [state, setState] = useState<'still' | 'asking' | NoPosition>('still');
  const now = useNow(60_000);
  const punch = async () => {
    setState('asking');
    const found = await whereAmI();
    setState(typeof found === 'string' ? found : 'still');
    if (typeof found !== 'string' && (!host.keepsPunch || (await host.keepsPunch(found)))) onChange(found);
  };
  const note = value ? (host.punchNote?.(value) ?? null) : null;
  return (
    <View className={wrong ? 'punch-wrong' : ''}>
      <Press tone="plain" wide pending={state === 'asking'} onPress={() => void punch()}>
        {state === 'asking' ? null : <Icon name="pin" />}
        <View style={{ marginLeft: '8px' }}>{t(state === 'asking' ? 'form.locating' : value ? 'form.relocate' : 'form.locate')}</View>
      </Press>
      {value ? <View className="field-hint">{t('form.located', { when: formatSince(value.at, now), metres: value.accuracy })}</View> : null}
      {value && host.stamp ? (
        <View className="field-hint">
          {host.stamp.site ? t('form.away', { distance: metresText(metresBetween(value, host.stamp.site)) }) : t('form.awayUnknown')}
        </View>
      ) : null}
      {note ? <View className="field-hint">{note}</View> : null}
      {value && field.maxAccuracy !== undefined && value.accuracy > field.maxAccuracy ? (
        <View className="field-hint">{t('form.locateCoarse', { metres: field.maxAccuracy })}</View>
      ) : null}
      {state === 'still' || state === 'asking' ? null : <View className="field-error">{t(FAILURES[state])}</View>}
      {state === 'denied' && !IS_H5 ? (
        <Press tone="quiet" onPress={openPlaceSettings}>
          {t('form.locateSettings')}
        </Press>
      ) : null}
    </View>
  );
}
