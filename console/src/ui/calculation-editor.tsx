import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { type Calculation, isAmount, namesIn, type Operand, type Sign, type Step } from '../lib/calculations.ts';
import { replaceAt, without } from '../lib/lists.ts';
import styles from './form-fields.module.css';
import { t } from './messages.ts';
import { YuanValue } from './yuan-value.tsx';

const SIGNS: readonly Sign[] = ['+', '-', '*'];
/** Brackets inside brackets that can be made here; deeper ones are shown where they stand already. */
const DEEPEST = 2;
// no key of a field begins so
const NUMBER = '#number';
const BRACKETS = '#brackets';
const NAME = '#name';

/** What may be calculated with. */
export interface CalculationNames {
  readonly names: readonly { readonly value: string; readonly label: string }[];
  /** Other names may be typed. */
  readonly free: boolean;
  readonly isMoney: (name: string) => boolean;
}

/** A calculation to begin with: a name, and a number that is not there yet. */
export function beginCalculation(name: string): Calculation {
  return [
    { sign: '+', operand: { kind: 'name', text: name } },
    { sign: '+', operand: { kind: 'number', text: '' } },
  ];
}

/** A calculation step by step. `isMoneyWhole`: what comes out is an amount of money, so that its parts are written in yuan where they are amounts. */
export function CalculationEditor({
  title,
  value,
  names,
  isMoneyWhole,
  depth = 0,
  onChange,
}: {
  title: string;
  value: Calculation;
  names: CalculationNames;
  isMoneyWhole: boolean;
  depth?: number;
  onChange: (value: Calculation) => void;
}) {
  const isAmountAt = (step: Step) => isMoneyWhole && isAmount(value, step, names.isMoney);
  // the first step has no sign of its own
  const drop = (at: number) => onChange(without(value, at).map((each, index) => (index === 0 ? { ...each, sign: '+' } : each)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not flow with the row that it stands in
    <div role="group" aria-label={title} className={styles.calculation}>
      {depth > 0 && <span aria-hidden="true">（</span>}
      {value.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own and are only added and removed
        <div key={at} className={styles.step}>
          {at > 0 && (
            <Select
              aria-label={t('calculation.sign')}
              className={styles.sign ?? ''}
              value={step.sign}
              options={SIGNS.map((sign) => ({ value: sign, label: t(`calculation.${sign}`) }))}
              onChange={(sign: Sign) => onChange(replaceAt(value, at, { ...step, sign }))}
            />
          )}
          <OperandEditor
            operand={step.operand}
            names={names}
            isAmount={isAmountAt(step)}
            depth={depth}
            remove={
              value.length > 1 && (
                <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('calculation.remove')} onClick={() => drop(at)} />
              )
            }
            onChange={(operand) => onChange(replaceAt(value, at, { ...step, operand }))}
          />
        </div>
      ))}
      <Button
        type="text"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...value, { sign: '+', operand: { kind: 'number', text: '' } }])}
      >
        {t('calculation.add')}
      </Button>
      {depth > 0 && <span aria-hidden="true">）</span>}
    </div>
  );
}

/** What a step counts with. `remove`: takes the step away; it stands before brackets, which fill the lines below. */
function OperandEditor({
  operand,
  names,
  isAmount: isMoney,
  depth,
  remove,
  onChange,
}: {
  operand: Operand;
  names: CalculationNames;
  isAmount: boolean;
  depth: number;
  remove: ReactNode;
  onChange: (operand: Operand) => void;
}) {
  const first = names.free ? '' : (names.names[0]?.value ?? '');
  const begun = (choice: string): Operand => {
    if (choice === NUMBER) return { kind: 'number', text: '' };
    if (choice === BRACKETS) return { kind: 'brackets', inside: beginCalculation(first) };
    return { kind: 'name', text: choice === NAME ? '' : choice };
  };
  const named = names.free ? [{ value: NAME, label: t('calculation.name') }] : names.names;
  const chosen = operand.kind === 'number' ? NUMBER : operand.kind === 'brackets' ? BRACKETS : names.free ? NAME : operand.text;
  return (
    <>
      <Select
        aria-label={t('calculation.what')}
        placeholder={t('calculation.what')}
        showSearch={{ optionFilterProp: 'label' }}
        value={chosen === '' ? null : chosen}
        options={[
          ...named,
          { value: NUMBER, label: t('calculation.number') },
          ...(depth < DEEPEST || operand.kind === 'brackets' ? [{ value: BRACKETS, label: t('calculation.brackets') }] : []),
        ]}
        onChange={(choice: string | null) => choice !== null && onChange(begun(choice))}
      />
      {operand.kind === 'name' && names.free && (
        <Input
          aria-label={t('condition.name')}
          placeholder={t('condition.name')}
          value={operand.text}
          maxLength={60}
          onChange={(event) => onChange({ kind: 'name', text: event.target.value.trim() })}
        />
      )}
      {operand.kind === 'number' &&
        (isMoney ? (
          <YuanValue key="yuan" fen={operand.text} onChange={([text = '']) => onChange({ kind: 'number', text })} />
        ) : (
          <Input
            aria-label={t('condition.value')}
            placeholder={t('calculation.number')}
            inputMode="decimal"
            value={operand.text}
            maxLength={20}
            onChange={(event) => onChange({ kind: 'number', text: event.target.value.trim() })}
          />
        ))}
      {remove}
      {operand.kind === 'brackets' && (
        <CalculationEditor
          title={t('calculation.brackets')}
          value={operand.inside}
          names={names}
          isMoneyWhole={isMoney || namesIn(operand.inside).some(names.isMoney)}
          depth={depth + 1}
          onChange={(inside) => onChange({ kind: 'brackets', inside })}
        />
      )}
    </>
  );
}
