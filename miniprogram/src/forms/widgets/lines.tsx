import type { LinesField, LineValue } from '@mingdan/shared/forms/definition';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { spokenName } from '../../lib/spoken.ts';
import { t } from '../../messages/index.ts';
import { decimalText, stepQuantity } from '../decimal-text.ts';
import type { LineItem, WidgetProps } from '../host.ts';

function Counter({ name, quantity, onChange }: { name: string; quantity: string; onChange: (quantity: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <View className="counter">
      <View className="counter-press" ariaLabel={t('form.less')} onClick={() => onChange(stepQuantity(quantity, -1))}>
        −
      </View>
      <Input
        className="counter-input"
        type="digit"
        {...spokenName(`${name} ${t('form.quantity')}`)}
        value={typed ?? quantity}
        onInput={({ detail }) => {
          setTyped(detail.value);
          const text = decimalText(detail.value);
          if (text !== null && Number(text) > 0) onChange(text);
        }}
        onBlur={() => setTyped(null)}
      />
      <View className="counter-press" ariaLabel={t('form.moreOf')} onClick={() => onChange(stepQuantity(quantity, 1))}>
        +
      </View>
    </View>
  );
}

/** Items that the field offers: those of its own list, else those of its kind. */
export function itemsOf(field: LinesField, items: readonly LineItem[]): readonly LineItem[] {
  if (field.items) return items.filter(({ code }) => field.items?.includes(code));
  return items.filter(({ kind }) => kind === (field.type === 'part-lines' ? 'part' : 'labour'));
}

/** `service-lines`, `part-lines`: items with quantities; a quantity of nothing takes the line away. */
export function LinesWidget({ field, value, host, onChange }: WidgetProps<LinesField, readonly LineValue[]>) {
  const [open, setOpen] = useState(false);
  const lines = value ?? [];
  const kind = t(field.type === 'part-lines' ? 'form.linesPart' : 'form.linesService');
  const offered = itemsOf(field, host.items).filter(({ code }) => !lines.some(({ item }) => item === code));
  const full = lines.length >= (field.max ?? 100);
  const put = (next: readonly LineValue[]) => onChange(next.length === 0 ? null : next);

  const setQuantity = (item: string, quantity: string) =>
    put(
      Number(quantity) === 0
        ? lines.filter((line) => line.item !== item)
        : lines.map((line) => (line.item === item ? { item, quantity } : line)),
    );

  return (
    <View>
      {lines.map(({ item, quantity }) => {
        const known = host.items.find(({ code }) => code === item);
        return (
          <View key={item} className="line">
            <View className="grow">
              <View>{known?.name ?? item}</View>
              {known ? <View className="hint tiny">{known.unit}</View> : null}
            </View>
            <Counter name={known?.name ?? item} quantity={quantity} onChange={(next) => setQuantity(item, next)} />
          </View>
        );
      })}
      {full ? null : (
        <Press tone="quiet" onPress={() => setOpen(true)}>
          + {t('form.linesAdd', { kind })}
        </Press>
      )}
      <Sheet title={t('form.linesChoose', { kind })} open={open} onClose={() => setOpen(false)}>
        {offered.length === 0 ? <View className="hint gap-top">{t('form.linesNone')}</View> : null}
        {offered.map((item) => (
          <View
            key={item.code}
            className="choice"
            onClick={() => {
              put([...lines, { item: item.code, quantity: '1' }]);
              setOpen(false);
            }}
          >
            <View className="grow">{item.name}</View>
            <View className="hint">{item.unit}</View>
            <Icon name="chevron" size={16} />
          </View>
        ))}
      </Sheet>
    </View>
  );
}
