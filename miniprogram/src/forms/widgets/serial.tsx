import type { SerialField } from '@mingdan/shared/forms/definition';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { scanCode } from '../../lib/scan.ts';
import { spokenName } from '../../lib/spoken.ts';
import { t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';

/** `serial`: scanned where the phone can, typed otherwise. */
export function SerialWidget({ field, value, wrong, onChange }: WidgetProps<SerialField, string>) {
  const [failed, setFailed] = useState(false);
  const scan = async () => {
    const read = await scanCode();
    setFailed(read === null);
    if (read !== null) onChange(read);
  };
  return (
    <View>
      <View className={wrong ? 'box box-wrong' : 'box'} style={{ paddingRight: '4px' }}>
        <Input
          {...spokenName(field.label)}
          className="box-input"
          maxlength={64}
          value={value ?? ''}
          placeholder={t('form.enter')}
          placeholderClass="box-empty"
          onInput={({ detail }) => onChange(detail.value.trim() === '' ? null : detail.value.trim())}
        />
        <Press tone="quiet" onPress={() => void scan()}>
          <Icon name="scan" />
          <View style={{ marginLeft: '4px' }}>{t('form.scan')}</View>
        </Press>
      </View>
      {failed ? <View className="field-hint">{t('form.scanFailed')}</View> : null}
    </View>
  );
}
