import { readYuan } from '@mingdan/shared/kernel/read-figures';
import { Input, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Field, type FieldWords } from './field.tsx';
import styles from './form-fields.module.css';
import { t } from './messages.ts';

/** Fields side by side, as many as fit. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>;
}

/** Groups of fields below each other. */
export function FormStack({ children }: { children: ReactNode }) {
  return <div className={styles.form}>{children}</div>;
}

/** One line of text. */
export function TextField({
  value,
  onChange,
  problem,
  mono = false,
  max = 200,
  disabled = false,
  placeholder,
  onBlur,
  ...words
}: FieldWords & {
  value: string;
  onChange: (text: string) => void;
  problem?: string | null;
  mono?: boolean;
  max?: number;
  disabled?: boolean;
  placeholder?: string;
  onBlur?: () => void;
}) {
  return (
    <Field {...words} problem={problem}>
      {(id) => (
        <Input
          id={id}
          value={value}
          maxLength={max}
          disabled={disabled}
          className={mono ? 'mono' : ''}
          {...(problem ? { status: 'error' as const } : {})}
          {...(placeholder === undefined ? {} : { placeholder })}
          onChange={(event) => onChange(event.target.value)}
          {...(onBlur ? { onBlur } : {})}
        />
      )}
    </Field>
  );
}

/** Text that means a value of another kind: what cannot be read is said, and nothing is changed by it. */
export function ReadField<T>({
  value,
  print,
  read,
  expected,
  onChange,
  ...words
}: FieldWords & {
  value: T | undefined;
  print: (value: T) => string;
  /** Null for what is no such value. */
  read: (text: string) => T | null;
  expected: string;
  onChange: (value: T | undefined) => void;
}) {
  const printed = value === undefined ? '' : print(value);
  const [text, setText] = useState(printed);
  const [known, setKnown] = useState(printed);
  useEffect(() => {
    // changed from outside, by a step back for instance
    if (printed !== known) {
      setKnown(printed);
      setText(printed);
    }
  }, [printed, known]);
  const isBad = text.trim() !== '' && read(text) === null;
  return (
    <Field {...words} problem={isBad ? expected : null}>
      {(id) => (
        <Input
          id={id}
          value={text}
          inputMode="decimal"
          {...(isBad ? { status: 'error' as const } : {})}
          onChange={(event) => {
            setText(event.target.value);
            const next = event.target.value.trim() === '' ? undefined : read(event.target.value);
            if (next === null) return;
            setKnown(next === undefined ? '' : print(next));
            onChange(next);
          }}
        />
      )}
    </Field>
  );
}

/** `1234.50` of fen, for a field. */
export function plainYuan(fen: number): string {
  return `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

/** An amount of money in yuan; whole fen inside. */
export function MoneyField(props: FieldWords & { value: number | undefined; onChange: (fen: number | undefined) => void }) {
  return <ReadField {...props} print={plainYuan} read={readYuan} expected={t('field.moneyBad')} />;
}

/** A whole number. */
export function WholeField(props: FieldWords & { value: number | undefined; onChange: (value: number | undefined) => void }) {
  return (
    <ReadField
      {...props}
      print={String}
      read={(text) => (/^-?\d{1,9}$/.test(text.trim()) ? Number(text) : null)}
      expected={t('field.wholeBad')}
    />
  );
}

export interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
}

/** One of a few words; `undefined` where none is chosen and none is needed. */
export function ChoiceField<T extends string>({
  value,
  options,
  onChange,
  clearable = false,
  placeholder,
  ...words
}: FieldWords & {
  value: T | undefined;
  options: readonly Option<T>[];
  onChange: (value: T | undefined) => void;
  clearable?: boolean;
  placeholder?: string;
}) {
  return (
    <Field {...words}>
      {(id) => (
        <Select<T | null>
          id={id}
          value={value ?? null}
          {...(placeholder === undefined ? {} : { placeholder })}
          allowClear={clearable}
          showSearch={{ optionFilterProp: 'label' }}
          options={[...options]}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </Field>
  );
}

/** Several words: of a list, or (without one) any that are typed. Nothing chosen is `undefined`. */
export function ManyField<T extends string>({
  value,
  options,
  onChange,
  placeholder,
  ...words
}: FieldWords & {
  value: readonly T[] | undefined;
  options?: readonly Option<T>[];
  onChange: (value: readonly T[] | undefined) => void;
  placeholder?: string;
}) {
  return (
    <Field {...words}>
      {(id) => (
        <Select<T[]>
          id={id}
          mode={options === undefined ? 'tags' : 'multiple'}
          value={[...(value ?? [])]}
          allowClear
          {...(placeholder === undefined ? {} : { placeholder })}
          showSearch={{ optionFilterProp: 'label' }}
          options={[...(options ?? [])]}
          tokenSeparators={['、', '，', ',']}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      )}
    </Field>
  );
}
