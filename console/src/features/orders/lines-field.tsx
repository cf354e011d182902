import { DeleteOutlined } from '@ant-design/icons';
import type { OrderItemsOutput } from '@mingdan/shared/contracts/orders';
import type { LinesField as Definition, LineValue } from '@mingdan/shared/forms/definition';
import { itemsOf } from '@mingdan/shared/forms/line-items';
import { decimalText } from '@mingdan/shared/kernel/decimal-text';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { yuan } from '../../lib/format.ts';
import { Money } from '../../ui/money.tsx';
import styles from './task-fields.module.css';
import { t } from './task-messages.ts';

type Item = OrderItemsOutput['items'][number];

/** Items with quantities, to be filled in at a desk; each line says what the customer pays for it as the bill under the hand has it. */
export function LinesField({
  field,
  value,
  items,
  itemName,
  charges,
  isLoading,
  onChange,
}: {
  field: Definition;
  value: readonly LineValue[];
  /** What may stand on the order's lines, its own trade's first. */
  items: readonly Item[];
  /** What a code on a line is called, also of one that may not stand there any more. */
  itemName: (code: string) => string;
  /** Whole fen by item, as far as the reader sees them; a line that is not priced yet has none. */
  charges: ReadonlyMap<string, number>;
  isLoading: boolean;
  /** Null: no line is left. */
  onChange: (lines: readonly LineValue[] | null) => void;
}) {
  const put = (lines: readonly LineValue[]) => onChange(lines.length === 0 ? null : lines);
  const offered = itemsOf(field, items).filter(({ code }) => !value.some(({ item }) => item === code));
  const groups = [
    { label: t('lines.own'), options: offered.filter(({ own }) => own || field.items !== undefined) },
    { label: t('lines.others'), options: offered.filter(({ own }) => !own && field.items === undefined) },
  ].filter(({ options }) => options.length > 0);
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>{field.label}</legend>
      {value.map(({ item, quantity }) => {
        const known = items.find(({ code }) => code === item);
        const name = itemName(item);
        const charge = charges.get(item);
        return (
          <div key={item} className={styles.line}>
            <span className={styles.name}>
              {name}
              {known?.price != null && (
                <span className={`muted ${styles.price}`}>{t('lines.price', { price: yuan(known.price), unit: known.unit })}</span>
              )}
            </span>
            <Quantity
              label={t('lines.quantity', { name })}
              unit={known?.unit ?? ''}
              quantity={quantity}
              onChange={(next) => put(value.map((line) => (line.item === item ? { item, quantity: next } : line)))}
            />
            <span className={styles.charge}>{charge === undefined ? <span className="muted">—</span> : <Money fen={charge} />}</span>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('lines.remove', { name })}
              onClick={() => put(value.filter((line) => line.item !== item))}
            />
          </div>
        );
      })}
      {value.length < (field.max ?? 100) && (
        <Select
          className={styles.add ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('lines.add', { what: field.label })}
          placeholder={t('lines.add', { what: field.label })}
          loading={isLoading}
          value={null}
          onChange={(code: string | null) => code !== null && put([...value, { item: code, quantity: '1' }])}
          options={groups.map(({ label, options }) => ({
            label,
            title: label,
            options: options.map((item) => ({ value: item.code, label: itemText(item) })),
          }))}
          notFoundContent={t('lines.none')}
        />
      )}
    </fieldset>
  );
}

function itemText({ name, code, unit, price }: Item): string {
  return [name, price === null ? unit : `${yuan(price)}/${unit}`, code].join(' · ');
}

/** What is typed stays as it was typed until it is left; what is no number is not taken over. */
function Quantity({
  label,
  unit,
  quantity,
  onChange,
}: {
  label: string;
  unit: string;
  quantity: string;
  onChange: (quantity: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      className={styles.quantity ?? ''}
      inputMode="decimal"
      aria-label={label}
      suffix={<span className="muted">{unit}</span>}
      value={typed ?? quantity}
      onChange={({ target }) => {
        setTyped(target.value);
        const text = decimalText(target.value);
        if (text !== null && Number(text) > 0) onChange(text);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
