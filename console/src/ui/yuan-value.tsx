import { readYuan } from '@mingdan/shared/kernel/read-figures';
import { Input } from 'antd';
import { useState } from 'react';
import { plainYuan } from './form-fields.tsx';
import { t } from './messages.ts';

/** An amount in yuan where the condition compares whole fen. */
export function YuanValue({ fen, onChange }: { fen: string | undefined; onChange: (values: readonly string[]) => void }) {
  const [typed, setText] = useState('');
  // what was typed stands while it means the amount: another row's amount may come into this place
  const meant = readYuan(typed);
  const text = (meant === null ? '' : String(meant)) === (fen ?? '') ? typed : yuanOf(fen);
  return (
    <Input
      aria-label={t('condition.value')}
      prefix="¥"
      inputMode="decimal"
      value={text}
      maxLength={20}
      onChange={(event) => {
        setText(event.target.value);
        const next = readYuan(event.target.value);
        onChange(next === null ? [] : [String(next)]);
      }}
    />
  );
}

const yuanOf = (fen: string | undefined): string => (fen !== undefined && /^-?\d+$/.test(fen) ? plainYuan(Number(fen)) : '');
