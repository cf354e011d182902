import { readRate } from '@mingdan/shared/kernel/read-figures';
import { label } from '@mingdan/shared/messages/index';
import {
  type Adjustment,
  type AdjustmentOp,
  type FeeRule,
  ITEM_KINDS,
  type PriceBook,
  SIDES,
  type Split,
  type TierRule,
} from '@mingdan/shared/pricing/types';
import { Button } from 'antd';
import { withKey } from '../../lib/lists.ts';
import { ChoiceField, FieldGrid, FormStack, ManyField, MoneyField, ReadField, TextField, WholeField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { t } from './messages.ts';
import { WhenForm } from './when-form.tsx';

/** Lists of rules that a book has. */
export interface RuleLists {
  readonly tierRules: TierRule;
  readonly adjustments: Adjustment;
  readonly fees: FeeRule;
  readonly splits: Split;
}
export type RuleKind = keyof RuleLists;
type AnyRule = RuleLists[RuleKind];

/** One rule as a form; every change is one of the draft. */
export function RuleSheet({
  book,
  kind,
  index,
  onChange,
  onAct,
  onClose,
}: {
  book: PriceBook;
  kind: RuleKind;
  index: number;
  onChange: (rule: AnyRule, field: string) => void;
  onAct: (act: 'remove' | 'copy' | 'up' | 'down') => void;
  onClose: () => void;
}) {
  const rules: readonly AnyRule[] = book[kind] ?? [];
  const rule = rules[index];
  if (rule === undefined) return null;
  const taken = [...rules.filter((_, at) => at !== index), ...(kind === 'fees' ? book.items : [])].some(
    (other) => other.code === rule.code,
  );
  return (
    <Sheet
      open
      width={680}
      title={`${t(`section.${kind}`)} ${rule.name || rule.code}`}
      onClose={onClose}
      extra={
        <>
          <Button disabled={index === 0} onClick={() => onAct('up')}>
            {t('rule.up')}
          </Button>
          <Button disabled={index === rules.length - 1} onClick={() => onAct('down')}>
            {t('rule.down')}
          </Button>
          <Button onClick={() => onAct('copy')}>{t('rule.copy')}</Button>
          <Button danger onClick={() => onAct('remove')}>
            {t('rule.remove')}
          </Button>
        </>
      }
    >
      <FormStack>
        <Card title={t('rule.what')}>
          <FormStack>
            <FieldGrid>
              <TextField
                title={t('rule.code')}
                mono
                max={64}
                value={rule.code}
                problem={rule.code === '' ? t('rule.codeNeeded') : taken ? t('rule.codeTaken') : null}
                onChange={(code) => onChange({ ...rule, code: code.trim() }, 'code')}
              />
              <TextField
                title={t('adjust.name')}
                max={80}
                value={rule.name ?? ''}
                onChange={(name) => onChange({ ...rule, name }, 'name')}
              />
              <Own book={book} kind={kind} rule={rule} onChange={onChange} />
            </FieldGrid>
          </FormStack>
        </Card>
        <Card title={t('rule.when')}>
          <WhenForm key={`${kind} ${index}`} when={rule.when} onChange={(when) => onChange(withKey(rule, 'when', when), 'when')} />
        </Card>
      </FormStack>
    </Sheet>
  );
}

interface OwnProps<Rule> {
  readonly book: PriceBook;
  readonly rule: Rule;
  readonly onChange: (rule: AnyRule, field: string) => void;
}

function Own({ kind, ...props }: OwnProps<AnyRule> & { readonly kind: RuleKind }) {
  if (kind === 'tierRules') return <TierRuleFields {...(props as OwnProps<TierRule>)} />;
  if (kind === 'adjustments') return <AdjustmentFields {...(props as OwnProps<Adjustment>)} />;
  if (kind === 'fees') return <FeeFields {...(props as OwnProps<FeeRule>)} />;
  return <SplitFields {...(props as OwnProps<Split>)} />;
}

function Priority({ rule, onChange }: OwnProps<TierRule | Adjustment | Split>) {
  return (
    <WholeField
      title={t('rule.priority')}
      value={rule.priority}
      onChange={(priority) => onChange(withKey(rule, 'priority', priority), 'priority')}
    />
  );
}

function TierRuleFields(props: OwnProps<TierRule>) {
  const { book, rule, onChange } = props;
  return (
    <>
      <ChoiceField
        title={t('rule.tier')}
        value={rule.tier}
        options={book.tiers.map((tier) => ({ value: tier.code, label: `${tier.code} ${tier.name}` }))}
        onChange={(tier) => onChange({ ...rule, tier: tier ?? rule.tier }, 'tier')}
      />
      <Priority {...props} />
    </>
  );
}

function Scope({ book, rule, onChange }: OwnProps<Adjustment | Split>) {
  const items = [
    ...book.items.map((item) => ({ value: item.code, label: `${item.name} ${item.code}` })),
    ...(book.fees ?? []).map((fee) => ({ value: fee.code, label: `${fee.name} ${fee.code}` })),
  ];
  return (
    <>
      <ManyField
        title={t('rule.kinds')}
        value={rule.kinds}
        placeholder={t('adjust.everything')}
        options={ITEM_KINDS.map((kind) => ({ value: kind, label: label('item.kind', kind) }))}
        onChange={(kinds) => onChange(withKey(rule, 'kinds', kinds), 'kinds')}
      />
      <ManyField
        wide
        title={t('rule.items')}
        value={rule.items}
        placeholder={t('adjust.everything')}
        options={items}
        onChange={(list) => onChange(withKey(rule, 'items', list), 'items')}
      />
    </>
  );
}

const OPS = ['multiply', 'addPerUnit', 'addPerLine', 'clamp'] as const;
type OpKind = (typeof OPS)[number];
const FIRST_OP: Readonly<Record<OpKind, AdjustmentOp>> = {
  multiply: { multiply: '1' },
  addPerUnit: { addPerUnit: 0 },
  addPerLine: { addPerLine: 0 },
  clamp: { clamp: {} },
};

function AdjustmentFields(props: OwnProps<Adjustment>) {
  const { rule, onChange } = props;
  const { op } = rule;
  const opKind = OPS.find((kind) => kind in op) ?? 'multiply';
  const setOp = (next: AdjustmentOp) => onChange({ ...rule, op: next }, 'op');
  return (
    <>
      <ChoiceField
        title={t('adjust.op')}
        value={opKind}
        options={OPS.map((kind) => ({ value: kind, label: t(`op.kind.${kind}`) }))}
        onChange={(kind) => setOp(FIRST_OP[kind ?? 'multiply'])}
      />
      {'multiply' in op && (
        <ReadField
          title={t('op.rate')}
          value={op.multiply}
          print={String}
          read={(text) => readRate(text, 6)}
          expected={t('field.rateBad')}
          onChange={(rate) => setOp({ multiply: rate ?? '1' })}
        />
      )}
      {'addPerUnit' in op && (
        <MoneyField title={t('op.amount')} value={op.addPerUnit} onChange={(fen) => setOp({ addPerUnit: fen ?? 0 })} />
      )}
      {'addPerLine' in op && (
        <MoneyField title={t('op.amount')} value={op.addPerLine} onChange={(fen) => setOp({ addPerLine: fen ?? 0 })} />
      )}
      {'clamp' in op && (
        <>
          <MoneyField title={t('op.min')} value={op.clamp.min} onChange={(min) => setOp({ clamp: withKey(op.clamp, 'min', min) })} />
          <MoneyField title={t('op.max')} value={op.clamp.max} onChange={(max) => setOp({ clamp: withKey(op.clamp, 'max', max) })} />
        </>
      )}
      <ManyField
        title={t('adjust.sides')}
        value={rule.sides}
        options={SIDES.map((side) => ({ value: side, label: label('money', side) }))}
        onChange={(sides) => onChange({ ...rule, sides: SIDES.filter((side) => sides?.includes(side)) }, 'sides')}
      />
      <Scope {...props} />
      <WholeField
        title={t('adjust.phaseHint')}
        value={rule.phase}
        onChange={(phase) => onChange({ ...rule, phase: phase ?? 0 }, 'phase')}
      />
      <TextField
        title={t('adjust.groupHint')}
        mono
        max={40}
        value={rule.group ?? ''}
        onChange={(group) => onChange(withKey(rule, 'group', group.trim() === '' ? undefined : group.trim()), 'group')}
      />
      <Priority {...props} />
    </>
  );
}

function FeeFields({ rule, onChange }: OwnProps<FeeRule>) {
  return (
    <>
      <ChoiceField
        title={t('fees.per')}
        value={rule.per}
        options={(['order', 'km'] as const).map((per) => ({ value: per, label: t(`fees.per.${per}`) }))}
        onChange={(per) => onChange({ ...rule, per: per ?? 'order' }, 'per')}
      />
      {rule.per === 'km' && (
        <ReadField
          title={t('fees.free')}
          value={rule.free}
          print={String}
          read={(text) => readRate(text, 3)}
          expected={t('field.decimalBad')}
          onChange={(free) => onChange(withKey(rule, 'free', free), 'free')}
        />
      )}
      {SIDES.map((side) => (
        <MoneyField
          key={side}
          title={label('money', side)}
          value={rule.amounts[side] ?? undefined}
          onChange={(fen) => onChange({ ...rule, amounts: withKey(rule.amounts, side, fen) }, `amounts.${side}`)}
        />
      ))}
    </>
  );
}

function SplitFields(props: OwnProps<Split>) {
  const { rule, onChange } = props;
  const way = rule.perUnit === undefined ? 'rate' : 'perUnit';
  return (
    <>
      <ChoiceField
        title={t('splits.share')}
        value={way}
        options={(['rate', 'perUnit'] as const).map((each) => ({ value: each, label: t(`splits.way.${each}`) }))}
        onChange={(next) => {
          const { rate: _rate, perUnit: _perUnit, ...rest } = rule;
          onChange(next === 'perUnit' ? { ...rest, perUnit: 0 } : { ...rest, rate: '0.7' }, 'way');
        }}
      />
      {way === 'rate' ? (
        <ReadField
          title={t('splits.rateField')}
          value={rule.rate}
          print={String}
          read={(text) => readRate(text, 6)}
          expected={t('field.rateBad')}
          onChange={(rate) => onChange(withKey(rule, 'rate', rate ?? '0'), 'rate')}
        />
      ) : (
        <MoneyField
          title={t('op.amount')}
          value={rule.perUnit}
          onChange={(fen) => onChange(withKey(rule, 'perUnit', fen ?? 0), 'perUnit')}
        />
      )}
      <Scope {...props} />
      <Priority {...props} />
    </>
  );
}
