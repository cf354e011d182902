import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { AddressValue } from '@mingdan/shared/forms/definition';
import { kmText } from '@mingdan/shared/kernel/metres';
import { View } from '@tarojs/components';
import { t } from '../../../../messages/staff.ts';
import { PinRow } from '../../components/pin-row.tsx';
import { isSite, siteAddress } from '../../lib/known.ts';

/** The customer's sites to choose from, each with its point; how far the place is from who would come; and the point itself, to be put or changed. */
export function SiteChoice({
  sites,
  value,
  nearestKm,
  onChange,
}: {
  sites: CustomerView['sites'];
  value: AddressValue | null;
  nearestKm: string | null;
  onChange: (value: AddressValue) => void;
}) {
  const isChosen = (site: CustomerView['sites'][number]) => value !== null && isSite(value, site);
  // the one site that stands there already is no choice
  const offered = sites.length > 1 || sites.some((site) => !isChosen(site));
  return (
    <View>
      {offered ? (
        <View className="site-choice">
          <View className="hint tiny">{t('create.sites')}</View>
          <View className="options gap-top">
            {sites.map((site) => (
              <View
                key={site.id}
                className={isChosen(site) ? 'option option-on site-option' : 'option site-option'}
                role="button"
                onClick={() => onChange(siteAddress(site))}
              >
                <View>{[site.label, site.text].filter((part) => part !== '').join(' · ')}</View>
                <View className="hint tiny">
                  {site.regionName} · {t(site.lat === null ? 'create.siteBare' : 'create.sitePlaced')}
                </View>
              </View>
            ))}
          </View>
        </View>
      ) : null}
      {value?.lat !== undefined && nearestKm !== null ? (
        <View className="hint tiny gap-top">{t('create.nearest', { distance: kmText(nearestKm) })}</View>
      ) : null}
      <PinRow value={value} onChange={onChange} />
    </View>
  );
}
