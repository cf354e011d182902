import type { CustomerView, saveSite } from '@mingdan/shared/contracts/customers';
import { saveSiteMeta } from '@mingdan/shared/contracts/customers.meta';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { useAction } from '../../../../lib/use-action.ts';
import { wholeAddress } from '../../../../lib/whole-address.ts';
import { t } from '../../../../messages/staff.ts';
import { PointSheet } from '../../components/point-sheet.tsx';

type Site = CustomerView['sites'][number];

/** The customer's addresses; a point on the map can be put to each, so that distances are known. */
export function Sites({ customer, onChanged }: { customer: CustomerView; onChanged: (customer: CustomerView) => void }) {
  const [pinning, setPinning] = useState<Site | null>(null);
  const save = useAction<typeof saveSite>(saveSiteMeta, customer.id);
  if (customer.sites.length === 0) return <View className="card hint">{t('site.none')}</View>;
  return (
    <View>
      <View className="card list">
        {customer.sites.map((site) => (
          <View key={site.id} className="choice" role="button" ariaRole="button" onClick={() => setPinning(site)}>
            <View className="grow">
              <View>{wholeAddress(site.regionName, site.text)}</View>
              <View className="hint">{t(site.lat === null ? 'site.noPoint' : 'site.hasPoint')}</View>
            </View>
            <Icon name="pin" size={20} />
          </View>
        ))}
      </View>
      <ProblemNotice problem={save.problem} />
      <PointSheet
        open={pinning !== null}
        pending={save.pending}
        onClose={() => setPinning(null)}
        onPoint={async (point) => {
          if (!pinning) return;
          const { label, region, text } = pinning;
          const saved = await save.run({ customerId: customer.id, label, region, text, point });
          setPinning(null);
          if (saved) onChanged(saved);
        }}
      />
    </View>
  );
}
