import type { AddressField, AddressValue } from '@mingdan/shared/forms/definition';
import { Textarea, View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { locate } from '../../lib/locate.ts';
import { spokenName } from '../../lib/spoken.ts';
import { t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';
import { loadRegions, useRegions } from '../regions.ts';
import { RegionSheet } from './region.tsx';

/** Longest street and house number that the form engine takes. */
const MAX_TEXT = 200;

/** An address with a part changed; null when nothing is left of it. */
function changed(value: AddressValue | null, more: Partial<AddressValue>): AddressValue | null {
  const next = { region: '', text: '', ...value, ...more };
  return next.region === '' && next.text === '' ? null : next;
}

/** `address`: a place from the table and the street below it. A pasted full address finds its place by itself. */
export function AddressWidget({ value, wrong, host, onChange }: WidgetProps<AddressField, AddressValue>) {
  const regions = useRegions();
  const [open, setOpen] = useState(false);
  const [pinning, setPinning] = useState<'still' | 'asking' | 'failed'>('still');

  const typed = useRef(false);
  const type = async (text: string) => {
    typed.current = true;
    onChange(changed(value, { text }));
    if (value?.region || text.length < 4) return;
    const table = await loadRegions().catch(() => null);
    const found = table?.findRegionIn(text);
    if (table && found && table.checkRegion(found.code, 'county') === 'fine') onChange({ region: found.code, text });
  };
  /** With the street without the names that the region says already. */
  const settle = (region: string) => {
    const text = value?.text ?? '';
    const street = regions ? regions.streetIn(region, text) : text;
    if (region !== (value?.region ?? '') || street !== text) onChange(changed(value, { region, text: street }));
  };
  const pin = async () => {
    setPinning('asking');
    const here = await locate();
    setPinning(here ? 'still' : 'failed');
    if (here) onChange(changed(value, { lat: here.lat, lng: here.lng }));
  };
  const pinned = value?.lat !== undefined;

  return (
    <View>
      <View className={wrong && !value?.region ? 'box box-wrong' : 'box'} onClick={() => setOpen(true)}>
        <View className={value?.region ? '' : 'box-empty'}>
          {value?.region ? regions?.fullName(value.region) || value.region : t('form.region')}
        </View>
        <Icon name="chevron" />
      </View>
      <View className={wrong && !value?.text ? 'box box-wrong gap-top' : 'box gap-top'}>
        <Textarea
          {...spokenName(t('form.address'))}
          className="box-area"
          autoHeight
          maxlength={MAX_TEXT}
          value={value?.text ?? ''}
          placeholder={t('form.address')}
          placeholderClass="box-empty"
          onInput={({ detail }) => void type(detail.value)}
          onBlur={() => {
            if (typed.current) settle(value?.region ?? '');
            typed.current = false;
          }}
        />
      </View>
      <View className="row-between" style={{ alignItems: 'center' }}>
        <View className="hint grow">{t(pinning === 'failed' ? 'form.locateFailed' : pinned ? 'form.pinned' : 'form.noPin')}</View>
        {host.onSite ? (
          <Press tone="quiet" pending={pinning === 'asking'} onPress={() => void pin()}>
            {t('form.pin')}
          </Press>
        ) : null}
      </View>
      <RegionSheet
        title={t('form.region')}
        open={open}
        level="county"
        onClose={() => setOpen(false)}
        onChoose={(region) => {
          settle(region);
          setOpen(false);
        }}
      />
    </View>
  );
}
