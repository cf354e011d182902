import { label } from '@mingdan/shared/messages/index';
import { Select } from 'antd';
import styles from './list.module.css';

/** One of a state machine's words, or none. */
export function Choice<Value extends string>({
  title,
  group,
  values,
  value,
  onChange,
}: {
  title: string;
  group: string;
  values: readonly Value[];
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}) {
  return (
    <Select
      className={styles.choice ?? ''}
      allowClear
      aria-label={title}
      placeholder={title}
      value={value ?? null}
      onChange={(chosen: Value | null | undefined) => onChange(chosen ?? undefined)}
      options={values.map((option) => ({ value: option, label: label(group, option) }))}
    />
  );
}

export interface Picked {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** One of many by name, or none; typing narrows them. */
export function Names({
  title,
  names,
  value,
  onChange,
  loading,
}: Picked & { title: string; names: ReadonlyMap<string, string>; loading: boolean }) {
  return (
    <Select
      className={styles.choice ?? ''}
      allowClear
      loading={loading}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={title}
      placeholder={title}
      value={value ?? null}
      onChange={(chosen: string | null | undefined) => onChange(chosen ?? undefined)}
      options={[...names].map(([id, name]) => ({ value: id, label: name }))}
    />
  );
}
