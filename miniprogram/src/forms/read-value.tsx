import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { formatNearDay, formatQuantity, formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { Image, View } from '@tarojs/components';
import { yuan } from '../components/money.tsx';
import { showPictures } from '../lib/show-pictures.ts';
import { spokenPicture } from '../lib/spoken.ts';
import { useNow } from '../lib/use-now.ts';
import { t } from '../messages/common.ts';
import { useFileLinks } from './file-links.ts';
import type { FormHost, LineItem } from './host.ts';

interface Line {
  readonly item: string;
  readonly quantity: string;
}
interface Stored {
  readonly text?: string;
  readonly date?: string;
  readonly from?: string;
  readonly to?: string;
  readonly accuracy?: number;
  readonly at?: number;
}

/** Values as one line of words; null for those that need more than words. */
export function wordsOf(
  definition: Pick<FieldDefinition, 'type'> & Partial<FieldDefinition>,
  value: unknown,
  now: number,
  items: readonly LineItem[],
): string | null {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return t('form.empty');
  const stored = value as Stored;
  switch (definition.type) {
    case 'boolean':
      return t(value === true ? 'form.yes' : 'form.no');
    case 'select':
      return ('options' in definition ? definition.options : undefined)?.find((option) => option.value === value)?.label ?? String(value);
    case 'multiselect': {
      const options = 'options' in definition ? definition.options : undefined;
      return (value as readonly string[]).map((chosen) => options?.find((option) => option.value === chosen)?.label ?? chosen).join('、');
    }
    case 'money':
      return yuan(Number(value));
    case 'date':
      return formatNearDay(String(value), now);
    case 'number':
    case 'quantity':
      return formatQuantity(String(value), ('unit' in definition ? definition.unit : undefined) ?? '');
    case 'rating':
      return t('form.stars', { count: String(value) });
    case 'address':
      return stored.text ?? '';
    case 'timeslot':
      return formatSlot({ date: stored.date ?? '', from: stored.from ?? '', to: stored.to ?? '' }, now);
    case 'location':
      return t('form.located', { when: formatSince(stored.at ?? now, now), metres: stored.accuracy ?? 0 });
    case 'service-lines':
    case 'part-lines':
      return (value as readonly Line[])
        .map(({ item, quantity }) => {
          const known = items.find(({ code }) => code === item);
          return `${known?.name ?? item} × ${formatQuantity(quantity, known?.unit ?? '')}`;
        })
        .join('、');
    case 'photo':
    case 'signature':
      return null;
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

function Pictures({ label, value, host }: { label: string; value: readonly { id: string }[]; host: FormHost }) {
  const links = useFileLinks(
    host.face,
    value.map(({ id }) => id),
  );
  const shown = value.flatMap(({ id }) => links[id] ?? []);
  return (
    <View className="photos">
      {value.map(({ id }) => (
        <View key={id} className="photo" onClick={() => links[id] && showPictures(links[id], shown)}>
          {links[id] ? <Image className="photo-image" mode="aspectFill" {...spokenPicture(label)} src={links[id]} /> : null}
        </View>
      ))}
    </View>
  );
}

/** A field's value for reading. */
export function ReadValue({
  definition,
  value,
  host,
}: {
  definition: Pick<FieldDefinition, 'type'> & Partial<FieldDefinition>;
  value: unknown;
  host: FormHost;
}) {
  const now = useNow(60_000);
  const words = wordsOf(definition, value, now, host.items);
  return words === null ? (
    <Pictures label={definition.label ?? ''} value={value as readonly { id: string }[]} host={host} />
  ) : (
    <View className={definition.type === 'textarea' ? 'lines-of-text' : ''}>{words}</View>
  );
}
