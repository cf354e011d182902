import type { RegionField, RegionLevel } from '@mingdan/shared/forms/definition';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { spokenName } from '../../lib/spoken.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';
import { useRegions } from '../regions.ts';

const EVERYWHERE = '000000';
/** Hits of a search that are worth showing. */
const MOST_HITS = 30;

/** A place, chosen step by step from the province down, or found by its name. Closes when it is deep enough. */
export function RegionSheet({
  title,
  open,
  level,
  onClose,
  onChoose,
}: {
  title: string;
  open: boolean;
  level: RegionLevel;
  onClose: () => void;
  onChoose: (code: string) => void;
}) {
  const regions = useRegions();
  const [at, setAt] = useState(EVERYWHERE);
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 200);

  const choose = (code: string) => {
    if (regions?.checkRegion(code, level) !== 'fine') return setAt(code);
    onChoose(code);
    setAt(EVERYWHERE);
    setTyped('');
  };
  const hits =
    regions && q !== ''
      ? regions
          .allRegions()
          .filter(({ name }) => name.includes(q))
          .slice(0, MOST_HITS)
      : null;
  const list = hits ?? regions?.children(at) ?? [];

  return (
    <Sheet title={title} open={open} onClose={onClose}>
      <View className="box">
        <Icon name="search" />
        <Input
          {...spokenName(t('form.regionSearch'))}
          className="box-input"
          style={{ marginLeft: '8px' }}
          value={typed}
          placeholder={t('form.regionSearch')}
          placeholderClass="box-empty"
          onInput={({ detail }) => setTyped(detail.value)}
        />
      </View>
      {regions && at !== EVERYWHERE && !hits ? (
        <View className="choice choice-on" onClick={() => setAt(regions.ancestors(at).at(-1) ?? EVERYWHERE)}>
          <View className="row">
            <View style={{ transform: 'rotate(180deg)' }}>
              <Icon name="chevron" size={16} />
            </View>
            {regions.fullName(at)}
          </View>
        </View>
      ) : null}
      {regions ? null : <View className="hint gap-top">{t('form.regionLoading')}</View>}
      {hits?.length === 0 ? <View className="hint gap-top">{t('form.regionNone')}</View> : null}
      {list.map(({ code, name }) => (
        <View key={code} className="choice" onClick={() => choose(code)}>
          <View className="grow">{hits ? regions?.fullName(code) : name}</View>
          {regions?.checkRegion(code, level) === 'fine' ? null : <Icon name="chevron" size={16} />}
        </View>
      ))}
    </Sheet>
  );
}

/** `region`: a place as deep as the field asks. */
export function RegionWidget({ field, value, wrong, onChange }: WidgetProps<RegionField, string>) {
  const regions = useRegions();
  const [open, setOpen] = useState(false);
  return (
    <View>
      <View className={wrong ? 'box box-wrong' : 'box'} onClick={() => setOpen(true)}>
        <View className={value ? '' : 'box-empty'}>{value ? regions?.fullName(value) || value : t('form.choose')}</View>
        <Icon name="chevron" />
      </View>
      <RegionSheet
        title={field.label}
        open={open}
        level={field.level ?? 'county'}
        onClose={() => setOpen(false)}
        onChoose={(code) => {
          onChange(code);
          setOpen(false);
        }}
      />
    </View>
  );
}
