import { label } from '@mingdan/shared/messages/index';
import type { PriceBook, Side } from '@mingdan/shared/pricing/types';
import { Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { DataTable } from '../../ui/data-table.tsx';
import { Field } from '../../ui/field.tsx';
import { FieldGrid, FormStack } from '../../ui/form-fields.tsx';
import { Money } from '../../ui/money.tsx';
import { t } from './messages.ts';
import { type Area, applyPercent, gridColumns, percentChanges } from './price-grid-model.ts';
import { tierText } from './words.ts';

const STEPS = [1, 10, 100] as const;
const PREVIEW = 6;
/** Tenths of a percent; null for what is none. */
function readPermille(text: string): number | null {
  const match = /^([+-]?)(\d{1,3})(?:\.(\d))?%?$/.exec(text.trim());
  if (!match) return null;
  const permille = Number(match[2]) * 10 + Number(match[3] ?? 0);
  return match[1] === '-' ? -permille : permille;
}

/** Changes the chosen prices by a percentage, after showing what comes out. */
export function BulkPercent({
  book,
  rows,
  side,
  area,
  onClose,
  onApply,
}: {
  book: PriceBook;
  rows: readonly number[];
  side: Side;
  area: Area;
  onClose: () => void;
  onApply: (book: PriceBook) => void;
}) {
  const [text, setText] = useState('');
  const [step, setStep] = useState<(typeof STEPS)[number]>(1);
  const permille = readPermille(text);
  const changes = permille === null ? [] : percentChanges(book, rows, gridColumns(book), side, area, permille, step);
  return (
    <Modal
      open
      title={t('percent.title', { side: label('money', side) })}
      okText={t('percent.apply', { count: changes.length })}
      cancelText={t('import.confirm.keep')}
      okButtonProps={{ disabled: changes.length === 0 }}
      onOk={() => onApply(applyPercent(book, rows, side, changes))}
      onCancel={onClose}
    >
      <FormStack>
        <FieldGrid>
          <Field title={t('percent.value')} problem={text.trim() !== '' && permille === null ? t('percent.bad') : null}>
            {(id) => (
              <Input
                id={id}
                autoFocus
                inputMode="decimal"
                placeholder="+5 / -3.5"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <Field title={t('percent.step')}>
            {() => (
              <Segmented
                aria-label={t('percent.step')}
                value={step}
                onChange={setStep}
                options={STEPS.map((each) => ({ value: each, label: t(`percent.step.${each}`) }))}
              />
            )}
          </Field>
        </FieldGrid>
        {permille !== null && changes.length === 0 && <span className="muted">{t('percent.none')}</span>}
        {changes.length > 0 && (
          <DataTable
            compact
            label={t('percent.preview')}
            rows={changes.slice(0, PREVIEW)}
            rowKey={(change) => `${change.row} ${change.tier}`}
            columns={[
              {
                title: t('items.name'),
                lead: true,
                cell: (change) => `${change.name} · ${tierText(change.tier, book.tiers)}`,
              },
              { title: t('diff.before'), align: 'right', cell: (change) => <Money fen={change.before} /> },
              { title: t('diff.after'), align: 'right', cell: (change) => <Money fen={change.after} strong /> },
            ]}
          />
        )}
        {changes.length > PREVIEW && <span className="muted">{t('percent.more', { count: changes.length - PREVIEW })}</span>}
      </FormStack>
    </Modal>
  );
}
