import type { LinesField, LineValue } from '@mingdan/shared/forms/definition';
import { itemsOf } from '@mingdan/shared/forms/line-items';
import { decimalText, stepQuantity } from '@mingdan/shared/kernel/decimal-text';
import { additionWords } from '@mingdan/shared/orders/line-added';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { yuan } from '../../components/money.tsx';
import { Press } from '../../components/press.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { spokenName } from '../../lib/spoken.ts';
import { t } from '../../messages/common.ts';
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

/** From so many items on a list is searched rather than read. */
const SEARCHED_FROM = 8;
/** Drawn at most: more than a thumb scrolls through; the search finds the rest. */
const MOST_DRAWN = 60;

/** Items whose name or code holds every word, in their order; all for no words. */
export function matching(items: readonly LineItem[], words: string): readonly LineItem[] {
  const asked = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return asked.length === 0
    ? items
    : items.filter(({ name, code }) => asked.every((word) => `${name} ${code}`.toLowerCase().includes(word)));
}

/** Items of the same categories as those on the form before all others, each group in its order. */
export function nearFirst(items: readonly LineItem[], near: ReadonlySet<string>): readonly LineItem[] {
  const isNear = ({ category }: LineItem) => category !== undefined && near.has(category);
  return [...items.filter(isNear), ...items.filter((item) => !isNear(item))];
}

/** `service-lines`, `part-lines`: items with quantities; a quantity of nothing takes the line away. */
export function LinesWidget({ field, value, host, onChange }: WidgetProps<LinesField, readonly LineValue[]>) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [all, setAll] = useState(false);
  const lines = value ?? [];
  const kind = t(field.type === 'part-lines' ? 'form.linesPart' : 'form.linesService');
  const near = new Set(host.items.filter(({ code }) => lines.some(({ item }) => item === code)).map(({ category }) => category ?? ''));
  // a list that the server made for an order begins with what is used most
  const allowed = (
    host.items.some(({ own }) => own !== undefined) ? itemsOf(field, host.items) : nearFirst(itemsOf(field, host.items), near)
  ).filter(({ code }) => !lines.some(({ item }) => item === code));
  // a field's own list is what the template wants: nothing of it is another trade's
  const own = field.items ? allowed : allowed.filter((item) => item.own !== false);
  const offered = all ? allowed : own;
  const found = matching(offered, words);
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
        const money = host.lineMoney?.get(item);
        return (
          <View key={item} className="line">
            <View className="grow">
              <View>{known?.name ?? item}</View>
              <View className="hint tiny line-parts">
                {known ? <View className="nowrap">{known.unit}</View> : null}
                {money && money.charge !== null ? (
                  <View className="nowrap">{t('form.lineCharge', { amount: yuan(money.charge) })}</View>
                ) : null}
                {money && money.earn !== null ? <View className="nowrap">{t('form.lineEarn', { amount: yuan(money.earn) })}</View> : null}
              </View>
              {money && money.added.length > 0 ? <View className="hint tiny">{additionWords(money.added)}</View> : null}
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
        {own.length < allowed.length ? (
          <View className="options">
            {[false, true].map((every) => (
              <View key={String(every)} className={all === every ? 'option option-on' : 'option'} onClick={() => setAll(every)}>
                {t(every ? 'form.linesAll' : 'form.linesOwn')}
              </View>
            ))}
          </View>
        ) : null}
        {offered.length >= SEARCHED_FROM ? (
          <View className={own.length < allowed.length ? 'box gap-top' : 'box'}>
            <Icon name="search" />
            <Input
              {...spokenName(t('form.linesSearch', { kind }))}
              className="box-input"
              style={{ marginLeft: '8px' }}
              value={words}
              placeholder={t('form.linesSearch', { kind })}
              placeholderClass="box-empty"
              onInput={({ detail }) => setWords(detail.value)}
            />
          </View>
        ) : null}
        {found.length === 0 ? (
          <View className="hint gap-top">
            {t(own.length < allowed.length && !all ? 'form.linesNotOwn' : offered.length === 0 ? 'form.linesNone' : 'form.linesNotFound')}
          </View>
        ) : null}
        {found.slice(0, MOST_DRAWN).map((item) => (
          <View
            key={item.code}
            className="choice"
            onClick={() => {
              put([...lines, { item: item.code, quantity: '1' }]);
              setOpen(false);
              setWords('');
            }}
          >
            <View className="grow">
              <View>{item.name}</View>
              {item.category ? <View className="hint tiny">{item.category}</View> : null}
            </View>
            <View className="hint nowrap">{item.price == null ? item.unit : `${yuan(item.price)}/${item.unit}`}</View>
            <Icon name="chevron" size={16} />
          </View>
        ))}
        {found.length > MOST_DRAWN ? (
          <View className="hint gap-top">{t('form.linesMore', { count: found.length - MOST_DRAWN })}</View>
        ) : null}
      </Sheet>
    </View>
  );
}
