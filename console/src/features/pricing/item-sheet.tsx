import { DeleteOutlined } from '@ant-design/icons';
import { readRate } from '@mingdan/shared/kernel/read-figures';
import { label } from '@mingdan/shared/messages/index';
import { ITEM_KINDS, type Item, type Ladder, type PriceBook, SIDES, type Side } from '@mingdan/shared/pricing/types';
import { Button } from 'antd';
import { useState } from 'react';
import { replaceAt, without } from '../../lib/lists.ts';
import { ChoiceField, FieldGrid, FormStack, ManyField, MoneyField, ReadField, TextField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';

/** One item whole: words, ladder, and its prices of all sides. A new one is added when it has a code. */
export function ItemSheet({
  book,
  index,
  onChange,
  onClose,
}: {
  book: PriceBook;
  index: number;
  onChange: (book: PriceBook, tag?: string) => void;
  onClose: () => void;
}) {
  const known = book.items[index];
  const [fresh, setFresh] = useState<Item>({ code: '', name: '', kind: 'labour', unit: '次', prices: {} });
  const item = known ?? fresh;
  const isTaken = [...book.items.filter((_, at) => at !== index), ...(book.fees ?? [])].some((other) => other.code === item.code);
  const edit = (next: Item, field: string) => {
    if (known) onChange({ ...book, items: replaceAt(book.items, index, next) }, `items.${index}.${field}`);
    else setFresh(next);
  };
  const price = (tier: string, side: Side) => (fen: number | undefined) => {
    const { [side]: _old, ...rest } = item.prices[tier] ?? {};
    edit({ ...item, prices: { ...item.prices, [tier]: fen === undefined ? rest : { ...rest, [side]: fen } } }, `prices.${tier}.${side}`);
  };
  return (
    <Sheet
      open
      width={640}
      title={known ? `${item.name} ${item.code}` : t('item.new')}
      onClose={onClose}
      extra={
        known && (
          <Button
            danger
            onClick={() => {
              onChange({ ...book, items: without(book.items, index) });
              onClose();
            }}
          >
            {t('item.remove')}
          </Button>
        )
      }
    >
      <FormStack>
        <Card>
          <FieldGrid>
            <TextField
              title={t('rule.code')}
              mono
              max={64}
              value={item.code}
              problem={isTaken ? t('rule.codeTaken') : null}
              onChange={(code) => edit({ ...item, code: code.trim() }, 'code')}
            />
            <TextField title={t('adjust.name')} max={120} value={item.name} onChange={(name) => edit({ ...item, name }, 'name')} />
            <ChoiceField
              title={t('grid.kind')}
              value={item.kind}
              options={ITEM_KINDS.map((kind) => ({ value: kind, label: label('item.kind', kind) }))}
              onChange={(kind) => edit({ ...item, kind: kind ?? 'labour' }, 'kind')}
            />
            <TextField title={t('grid.unit')} max={20} value={item.unit} onChange={(unit) => edit({ ...item, unit }, 'unit')} />
          </FieldGrid>
        </Card>
        <Card title={t('item.prices')}>
          <FormStack>
            {['*', ...book.tiers.map((tier) => tier.code)].map((tier) => (
              <fieldset key={tier} className={styles.priceRow}>
                <legend>{tier === '*' ? t('items.all') : (book.tiers.find((each) => each.code === tier)?.name ?? tier)}</legend>
                {SIDES.map((side) => (
                  <MoneyField
                    key={side}
                    title={label('money', side)}
                    value={item.prices[tier]?.[side] ?? undefined}
                    onChange={price(tier, side)}
                  />
                ))}
              </fieldset>
            ))}
          </FormStack>
        </Card>
        <Card title={t('items.ladder')}>
          <LadderForm
            ladder={item.ladder}
            onChange={(ladder) => edit(ladder === undefined ? withoutLadder(item) : { ...item, ladder }, 'ladder')}
          />
        </Card>
        {!known && (
          <Button
            type="primary"
            disabled={item.code === '' || item.name.trim() === '' || isTaken}
            onClick={() => {
              onChange({ ...book, items: [...book.items, item] });
              onClose();
            }}
          >
            {t('item.add')}
          </Button>
        )}
      </FormStack>
    </Sheet>
  );
}

function withoutLadder({ ladder: _ladder, ...item }: Item): Item {
  return item;
}

function LadderForm({ ladder, onChange }: { ladder: Ladder | undefined; onChange: (ladder: Ladder | undefined) => void }) {
  if (ladder === undefined) {
    return (
      <Button
        onClick={() =>
          onChange({
            mode: 'graduated',
            steps: [
              { from: '0', rate: '1' },
              { from: '5', rate: '0.9' },
            ],
            sides: ['charge'],
          })
        }
      >
        {t('ladder.add')}
      </Button>
    );
  }
  const step = (at: number, part: { from?: string; rate?: string }) =>
    onChange({ ...ladder, steps: ladder.steps.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <FormStack>
      <FieldGrid>
        <ChoiceField
          title={t('ladder.mode')}
          value={ladder.mode}
          options={(['graduated', 'whole'] as const).map((mode) => ({ value: mode, label: t(`ladder.${mode}`) }))}
          onChange={(mode) => onChange({ ...ladder, mode: mode ?? 'graduated' })}
        />
        <ManyField
          title={t('adjust.sides')}
          value={ladder.sides}
          placeholder={t('when.any')}
          options={SIDES.map((side) => ({ value: side, label: label('money', side) }))}
          onChange={(sides) => {
            const { sides: _old, ...rest } = ladder;
            onChange(sides === undefined ? rest : { ...rest, sides });
          }}
        />
      </FieldGrid>
      {ladder.steps.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name and stand in order
        <div key={at} className={styles.step}>
          <ReadField
            title={t('ladder.from')}
            value={each.from}
            print={String}
            read={(text) => readRate(text, 3)}
            expected={t('field.decimalBad')}
            onChange={(from) => step(at, { from: from ?? '0' })}
          />
          <ReadField
            title={t('ladder.rate')}
            value={each.rate}
            print={String}
            read={(text) => readRate(text, 6)}
            expected={t('field.rateBad')}
            onChange={(rate) => step(at, { rate: rate ?? '1' })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('ladder.removeStep')}
            disabled={ladder.steps.length === 1}
            onClick={() => onChange({ ...ladder, steps: without(ladder.steps, at) })}
          />
        </div>
      ))}
      <div className={styles.bar}>
        <Button
          onClick={() =>
            onChange({ ...ladder, steps: [...ladder.steps, { from: String(Number(ladder.steps.at(-1)?.from ?? 0) + 5), rate: '1' }] })
          }
        >
          {t('ladder.addStep')}
        </Button>
        <Button onClick={() => onChange(undefined)}>{t('ladder.remove')}</Button>
      </div>
    </FormStack>
  );
}
