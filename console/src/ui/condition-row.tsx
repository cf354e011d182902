import { CalculatorOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useId } from 'react';
import { namesIn } from '../lib/calculations.ts';
import { COMPARES, type ConditionRow, isComplete, type RowOperator } from '../lib/condition-rows.ts';
import { beginCalculation, CalculationEditor } from './calculation-editor.tsx';
import styles from './form-fields.module.css';
import type { Option } from './form-fields.tsx';
import { t } from './messages.ts';
import { usePlace } from './places.tsx';
import { YuanValue } from './yuan-value.tsx';

const OPERATORS: readonly RowOperator[] = [...COMPARES, 'in', 'filled', 'empty'];
const KINDS: readonly ConditionRow['kind'][] = ['text', 'number', 'boolean', 'name', 'calculation'];

/** Something that a condition may compare. `kind`: what its values are; `values`: the only ones; `money`: whole fen, written in yuan. */
export interface ConditionName extends Option {
  readonly kind?: 'text' | 'number' | 'boolean';
  readonly values?: readonly Option[];
  readonly money?: boolean;
}

/** What rows may name: these with words, and whatever is typed when `free`. */
export interface RowNames {
  readonly names: readonly ConditionName[];
  readonly free: boolean;
}

/** Every name that a row speaks of. */
function namesOfRow({ path, kind, values, left, right }: ConditionRow): readonly string[] {
  return [
    ...(left ? namesIn(left) : [path]),
    ...(kind === 'name' ? values : []),
    ...(kind === 'calculation' && right ? namesIn(right) : []),
  ];
}

/** What can be calculated with, and whatever stands in the row already; parts of values (a latitude) come last. */
function countable(names: readonly ConditionName[], used: readonly string[]): readonly Option[] {
  const all = names.filter(({ value, kind }) => kind === 'number' || used.includes(value)).map(({ value, label }) => ({ value, label }));
  const isPart = ({ value }: Option) => /^[^$].*\./.test(value);
  return [...all.filter((each) => !isPart(each)), ...all.filter(isPart)];
}

/** What the other side may be. */
function kindsOf({ left, operator, kind: own }: ConditionRow, name: ConditionName | undefined, free: boolean) {
  const type = left ? 'number' : name?.kind;
  return KINDS.filter((kind) => {
    if (kind === own) return true;
    if (kind === 'name') return !free && operator !== 'in';
    if (kind === 'calculation') return operator !== 'in' && (type ?? 'number') === 'number';
    return (type ?? kind) === kind;
  });
}

function withKind({ right: _, ...row }: ConditionRow, kind: ConditionRow['kind'], begin: string): ConditionRow {
  if (kind === 'calculation') return { ...row, kind, values: [], right: beginCalculation(begin) };
  return { ...row, kind, values: kind === 'boolean' ? ['true'] : [] };
}

/** One comparison: what, how, with what. Either side may be calculated. What was found at its place stands below it. */
export function ConditionRowEditor({
  row,
  names: { names, free },
  at,
  onChange,
  onRemove,
}: {
  row: ConditionRow;
  names: RowNames;
  at: string | undefined;
  onChange: (row: ConditionRow) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const found = usePlace(at, id);
  const name = names.find((each) => each.value === row.path);
  const used = namesOfRow(row);
  const isMoney = (path: string) => names.find((each) => each.value === path)?.money === true;
  const numeric = { names: countable(names, used), free, isMoney };
  const isAmount = used.some(isMoney);
  const unknown = free ? undefined : used.find((path) => path !== '' && !names.some((each) => each.value === path));
  const begin = row.path !== '' && (free || name?.kind === 'number') ? row.path : free ? '' : (numeric.names[0]?.value ?? '');
  const calculate = () => {
    const isLiteral = row.kind === 'text' || row.kind === 'boolean';
    const operator = COMPARES.includes(row.operator) ? row.operator : '>';
    const side = { path: '', operator, left: beginCalculation(begin) };
    onChange(isLiteral || operator !== row.operator ? { ...side, kind: 'number', values: [] } : { ...row, ...side });
  };
  const single = () => {
    const { left: _, ...rest } = row;
    onChange({ ...rest, path: namesIn(row.left ?? []).find((path) => path !== '') ?? begin });
  };
  return (
    <div id={id} tabIndex={-1} className={styles.row}>
      {row.left ? (
        <CalculationEditor
          title={t('condition.calculation')}
          value={row.left}
          names={numeric}
          isMoneyWhole={isAmount}
          onChange={(left) => onChange({ ...row, left })}
        />
      ) : free ? (
        <Input
          aria-label={t('condition.name')}
          placeholder={t('condition.name')}
          value={row.path}
          maxLength={60}
          onChange={(event) => onChange({ ...row, path: event.target.value.trim() })}
        />
      ) : (
        <Select
          aria-label={t('condition.name')}
          showSearch={{ optionFilterProp: 'label' }}
          value={row.path === '' ? null : row.path}
          placeholder={t('condition.name')}
          options={names.map(({ value, label }) => ({ value, label }))}
          onChange={(path: string | null) => {
            const next = names.find((each) => each.value === path);
            const kind = row.kind === 'name' ? row.kind : (next?.kind ?? 'text');
            onChange({
              ...row,
              path: path ?? '',
              kind,
              values: kind === row.kind && next?.values === undefined ? row.values : kind === 'boolean' ? ['true'] : [],
            });
          }}
        />
      )}
      <Select
        aria-label={t('condition.operator')}
        value={row.operator}
        options={(row.left ? COMPARES : OPERATORS).map((operator) => ({ value: operator, label: t(`condition.op.${operator}`) }))}
        onChange={(operator: RowOperator) =>
          onChange({
            ...row,
            operator,
            kind: operator === 'in' && (row.kind === 'name' || row.kind === 'calculation') ? (name?.kind ?? 'text') : row.kind,
            values: operator === 'filled' || operator === 'empty' ? [] : row.values.slice(0, operator === 'in' ? undefined : 1),
          })
        }
      />
      {row.operator !== 'filled' && row.operator !== 'empty' && (
        <>
          <Select
            aria-label={t('condition.kind')}
            value={row.kind}
            options={kindsOf(row, name, free).map((kind) => ({ value: kind, label: t(`condition.kind.${kind}`) }))}
            onChange={(kind: ConditionRow['kind']) => onChange(withKind(row, kind, begin))}
          />
          {row.kind === 'calculation' ? (
            <CalculationEditor
              title={t('condition.kind.calculation')}
              value={row.right ?? beginCalculation(begin)}
              names={numeric}
              isMoneyWhole={isAmount}
              onChange={(right) => onChange({ ...row, right })}
            />
          ) : (
            <RowValue
              row={row}
              name={name}
              choices={row.kind === 'name' && row.left ? numeric.names : names}
              free={free}
              isAmount={isAmount}
              onChange={(values) => onChange({ ...row, values })}
            />
          )}
        </>
      )}
      <span className="nowrap">
        <Button
          type="text"
          icon={<CalculatorOutlined />}
          aria-label={t(row.left ? 'condition.single' : 'condition.calculate')}
          title={t(row.left ? 'condition.single' : 'condition.calculate')}
          onClick={row.left ? single : calculate}
        />
        <Button type="text" icon={<DeleteOutlined />} aria-label={t('condition.remove')} onClick={onRemove} />
      </span>
      {!isComplete(row) && <span className={styles.problem}>{t('condition.incomplete')}</span>}
      {unknown !== undefined && <span className={styles.problem}>{t('condition.unknown', { name: unknown })}</span>}
      {found !== null && (
        <span role="alert" className={styles.problem}>
          {found}
        </span>
      )}
    </div>
  );
}

function RowValue({
  row,
  name,
  choices: names,
  free,
  isAmount,
  onChange,
}: {
  row: ConditionRow;
  name: ConditionName | undefined;
  choices: readonly Option[];
  free: boolean;
  isAmount: boolean;
  onChange: (values: readonly string[]) => void;
}) {
  const choices =
    row.kind === 'boolean'
      ? (['true', 'false'] as const).map((value) => ({ value, label: t(`condition.${value}`) }))
      : row.kind === 'name'
        ? free
          ? undefined
          : names.filter((each) => each.value !== row.path).map(({ value, label }) => ({ value, label }))
        : name?.values;
  if (row.operator === 'in') {
    return (
      <Select
        mode={choices === undefined ? 'tags' : 'multiple'}
        aria-label={t('condition.value')}
        value={[...row.values]}
        options={[...(choices ?? [])]}
        tokenSeparators={['、', '，', ',']}
        onChange={(values: string[]) => onChange(values)}
      />
    );
  }
  if (choices !== undefined) {
    return (
      <Select
        aria-label={t('condition.value')}
        placeholder={t('condition.value')}
        showSearch={{ optionFilterProp: 'label' }}
        value={row.values[0] ?? null}
        options={[...choices]}
        onChange={(value: string | null) => onChange(value === null ? [] : [value])}
      />
    );
  }
  if (isAmount && row.kind === 'number') return <YuanValue fen={row.values[0]} onChange={onChange} />;
  return (
    <Input
      aria-label={t('condition.value')}
      placeholder={t('condition.value')}
      value={row.values[0] ?? ''}
      maxLength={200}
      onChange={(event) => onChange(event.target.value === '' ? [] : [event.target.value])}
    />
  );
}
