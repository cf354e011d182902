import type {
  BooleanField,
  MoneyField,
  MultiselectField,
  NumberField,
  PhoneField,
  QuantityField,
  SelectField,
  TextareaField,
  TextField,
} from '@mingdan/shared/forms/definition';
import { decimalText } from '@mingdan/shared/kernel/decimal-text';
import { Input, Textarea, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { spokenName } from '../../lib/spoken.ts';
import { t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';

function box(wrong: boolean): string {
  return wrong ? 'box box-wrong' : 'box';
}

/** Texts that may be long get room to grow. */
const LONG_TEXT = 60;
/** A choice of up to so many stands open on the page; a longer one in a sheet. */
const OPEN_CHOICES = 6;

/** `text`: one line, or a few where it may be long; `textarea`: always a few. */
export function TextWidget({ field, value, wrong, onChange }: WidgetProps<TextField | TextareaField, string>) {
  const max = field.max ?? 2000;
  const props = {
    value: value ?? '',
    maxlength: max,
    placeholder: t('form.enter'),
    placeholderClass: 'box-empty',
    ...spokenName(field.label),
  };
  return (
    <View className={box(wrong)}>
      {field.type === 'textarea' || max > LONG_TEXT ? (
        <Textarea
          className="box-area"
          autoHeight
          {...props}
          onInput={({ detail }) => onChange(detail.value === '' ? null : detail.value)}
        />
      ) : (
        <Input className="box-input" {...props} onInput={({ detail }) => onChange(detail.value === '' ? null : detail.value)} />
      )}
    </View>
  );
}

/** `number`, `quantity`: kept as it is typed on the screen, as decimal text in the value. */
export function NumberWidget({ field, value, wrong, onChange }: WidgetProps<NumberField | QuantityField, string>) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <View className={box(wrong)}>
      <Input
        className="box-input"
        type={field.integer ? 'number' : 'digit'}
        {...spokenName(field.label)}
        value={typed ?? value ?? ''}
        placeholder={t('form.enter')}
        placeholderClass="box-empty"
        onInput={({ detail }) => {
          setTyped(detail.value);
          onChange(decimalText(detail.value));
        }}
        onBlur={() => setTyped(null)}
      />
      {field.unit ? <View className="hint">{field.unit}</View> : null}
    </View>
  );
}

/** What is typed as an amount: fen where it is one, the text itself where it is none (so that it is shown as wrong), null for nothing. */
export function fenTyped(typed: string): number | string | null {
  const text = decimalText(typed.replace(/[,，¥￥\s]/g, ''));
  if (text === null) return null;
  const fen = /^-?\d{1,12}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null;
  return fen === null || !Number.isSafeInteger(fen) ? text : fen;
}

const plainYuan = (fen: number): string => decimalText((fen / 100).toFixed(2)) ?? '0';

/** `money`: typed in yuan, kept in whole fen. */
export function MoneyWidget({ field, value, wrong, onChange }: WidgetProps<MoneyField, number | string>) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typeof value === 'number' ? plainYuan(value) : (value ?? '');
  return (
    <View className={box(wrong)}>
      <View className="hint">¥</View>
      <Input
        className="box-input"
        type="digit"
        {...spokenName(field.label)}
        value={typed ?? shown}
        placeholder={t('form.enter')}
        placeholderClass="box-empty"
        onInput={({ detail }) => {
          setTyped(detail.value);
          onChange(fenTyped(detail.value));
        }}
        onBlur={() => setTyped(null)}
      />
    </View>
  );
}

/** `multiselect`: options stand open; each press puts one in or takes it out. */
export function MultiselectWidget({ field, value, onChange }: WidgetProps<MultiselectField, readonly string[]>) {
  const chosen = value ?? [];
  return (
    <View className="options">
      {field.options.map((option) => {
        const on = chosen.includes(option.value);
        const next = on ? chosen.filter((each) => each !== option.value) : [...chosen, option.value];
        return (
          <View key={option.value} className={on ? 'option option-on' : 'option'} onClick={() => onChange(next.length === 0 ? null : next)}>
            {on ? '✓ ' : ''}
            {option.label}
          </View>
        );
      })}
    </View>
  );
}

/** `boolean`: two targets; pressing the chosen one again takes an answer back that need not be given. */
export function BooleanWidget({ value, required, onChange }: WidgetProps<BooleanField, boolean>) {
  return (
    <View className="options">
      {[true, false].map((answer) => (
        <View
          key={String(answer)}
          className={value === answer ? 'option option-on' : 'option'}
          onClick={() => onChange(value === answer && !required ? null : answer)}
        >
          {t(answer ? 'form.yes' : 'form.no')}
        </View>
      ))}
    </View>
  );
}

/** `select`: few options stand open, many come in a sheet. */
export function SelectWidget({ field, value, required, wrong, onChange }: WidgetProps<SelectField, string>) {
  const [open, setOpen] = useState(false);
  if (field.options.length <= OPEN_CHOICES) {
    return (
      <View className="options">
        {field.options.map((option) => (
          <View
            key={option.value}
            className={value === option.value ? 'option option-on' : 'option'}
            onClick={() => onChange(value === option.value && !required ? null : option.value)}
          >
            {option.label}
          </View>
        ))}
      </View>
    );
  }
  const chosen = field.options.find((option) => option.value === value);
  return (
    <View>
      <View className={box(wrong)} onClick={() => setOpen(true)}>
        <View className={chosen ? '' : 'box-empty'}>{chosen?.label ?? t('form.choose')}</View>
        <Icon name="down" />
      </View>
      <Sheet title={field.label} open={open} onClose={() => setOpen(false)}>
        {field.options.map((option) => (
          <View
            key={option.value}
            className={option.value === value ? 'choice choice-on' : 'choice'}
            onClick={() => {
              onChange(option.value);
              setOpen(false);
            }}
          >
            {option.label}
            {option.value === value ? <Icon name="check" /> : null}
          </View>
        ))}
      </Sheet>
    </View>
  );
}

/** `phone`: digits only, however it was pasted. */
export function PhoneWidget({ field, value, wrong, onChange }: WidgetProps<PhoneField, string>) {
  return (
    <View className={box(wrong)}>
      <Input
        className="box-input"
        type="number"
        maxlength={20}
        {...spokenName(field.label)}
        value={value ?? ''}
        placeholder={t('form.enter')}
        placeholderClass="box-empty"
        onInput={({ detail }) => {
          const digits = detail.value.replace(/^\+?86(?=1\d{10}$)/, '').replace(/\D/g, '');
          onChange(digits === '' ? null : digits);
        }}
      />
    </View>
  );
}
