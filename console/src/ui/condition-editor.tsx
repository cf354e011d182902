import { PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { type ConditionRow, type ConditionRows, conditionOf, isGroup, placesOf, rowsOf } from '../lib/condition-rows.ts';
import { replaceAt, without } from '../lib/lists.ts';
import { type ConditionName, ConditionRowEditor, type RowNames } from './condition-row.tsx';
import styles from './form-fields.module.css';
import { t } from './messages.ts';
import { usePlace } from './places.tsx';

export type { ConditionName } from './condition-row.tsx';

/** Groups inside groups that can be made here; deeper ones are shown where they stand already. */
const DEEPEST = 2;

/**
 * A condition as rows. `names`: what may be compared, with words; other names may be typed when `free`. A condition that says more than rows can is
 * shown by `words` and can only be kept or taken away.
 */
export function ConditionEditor({
  title,
  condition,
  names,
  free = false,
  words,
  at,
  onChange,
}: {
  title: string;
  condition: unknown;
  names: readonly ConditionName[];
  free?: boolean;
  words: (condition: unknown) => string;
  at?: string;
  onChange: (condition: { readonly [operator: string]: unknown } | undefined) => void;
}) {
  const id = useId();
  const [rows, setRows] = useState<ConditionRows | null>(() => (condition === undefined ? { join: 'and', rows: [] } : rowsOf(condition)));
  // what was found inside one of several rows stands at that row
  const hasRows = rows !== null && placesOf(rows).some((place) => place !== null && place !== '');
  const found = usePlace(at, id, { only: hasRows });
  const change = (next: ConditionRows) => {
    setRows(next);
    onChange(conditionOf(next));
  };
  return (
    <fieldset id={id} tabIndex={-1} className={styles.rows} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={styles.label}>{title}</legend>
      {rows === null ? (
        <>
          <div className={styles.row}>
            <span>{words(condition)}</span>
            <Button onClick={() => change({ join: 'and', rows: [] })}>{t('condition.drop')}</Button>
          </div>
          <span className="muted">{t('condition.complex')}</span>
        </>
      ) : (
        <Group rows={rows} names={{ names, free }} at={hasRows ? at : undefined} depth={0} onChange={change} />
      )}
      {found !== null && (
        <span role="alert" className={styles.problem}>
          {found}
        </span>
      )}
    </fieldset>
  );
}

function Group({
  rows: whole,
  names,
  at: base,
  depth,
  onChange,
}: {
  rows: ConditionRows;
  names: RowNames;
  /** Where the group stands; its rows' findings are shown below. */
  at: string | undefined;
  depth: number;
  onChange: (rows: ConditionRows) => void;
}) {
  const { join, rows } = whole;
  const places = placesOf(whole).map((place) =>
    base === undefined || place === null ? undefined : place === '' ? base : `${base}.${place}`,
  );
  const put = (next: ConditionRows['rows']) => onChange({ join, rows: next });
  const fresh: ConditionRow = { path: names.free ? '' : (names.names[0]?.value ?? ''), operator: '==', values: [], kind: 'text' };
  const begin = { ...fresh, kind: names.names[0]?.kind ?? fresh.kind };
  return (
    <>
      {rows.length > 1 && (
        <Select
          aria-label={t('condition.join')}
          value={join}
          onChange={(next: 'and' | 'or') => onChange({ join: next, rows })}
          options={(['and', 'or'] as const).map((each) => ({ value: each, label: t(`condition.${each}`) }))}
        />
      )}
      {rows.map((row, at) =>
        isGroup(row) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and are only added and removed
          <div key={at} className={styles.group}>
            <Group
              rows={row}
              names={names}
              at={places[at]}
              depth={depth + 1}
              onChange={(next) => put(next.rows.length === 0 ? without(rows, at) : replaceAt(rows, at, next))}
            />
          </div>
        ) : (
          <ConditionRowEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and are only added and removed
            key={at}
            row={row}
            names={names}
            at={places[at]}
            onChange={(next) => put(replaceAt(rows, at, next))}
            onRemove={() => put(without(rows, at))}
          />
        ),
      )}
      <div className={styles.row}>
        <Button icon={<PlusOutlined />} onClick={() => put([...rows, begin])}>
          {t('condition.add')}
        </Button>
        {rows.length > 0 && depth < DEEPEST && (
          <Button onClick={() => put([...rows, { join: join === 'and' ? 'or' : 'and', rows: [begin] }])}>{t('condition.addGroup')}</Button>
        )}
      </div>
    </>
  );
}
