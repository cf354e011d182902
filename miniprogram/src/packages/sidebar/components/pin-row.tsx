import type { AddressValue } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../components/press.tsx';
import { t } from '../../../messages/staff.ts';
import { PointSheet } from './point-sheet.tsx';

/** A point for the address, so that the way to it can be priced. Without one the distance is unknown, and the form says so. */
export function PinRow({ value, onChange }: { value: unknown; onChange: (value: AddressValue) => void }) {
  const [open, setOpen] = useState(false);
  const address = value as AddressValue | null;
  return (
    <View>
      <Press tone="quiet" onPress={() => setOpen(true)}>
        {t(address?.lat === undefined ? 'point.add' : 'point.change')}
      </Press>
      <PointSheet
        open={open}
        pending={false}
        onClose={() => setOpen(false)}
        onPoint={({ lat, lng }) => {
          setOpen(false);
          onChange({ ...(address ?? { region: '', text: '' }), lat, lng });
        }}
      />
    </View>
  );
}
