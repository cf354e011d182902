import { DeleteOutlined } from '@ant-design/icons';
import type { listItems } from '@mingdan/shared/contracts/catalog';
import { listItemsMeta } from '@mingdan/shared/contracts/catalog.meta';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { replaceAt, without } from '../../lib/lists.ts';
import { contractQuery } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';

export interface Line {
  readonly item: string;
  readonly quantity: string;
}

/** Items of the catalogue, for choices. */
export function useItemOptions() {
  const catalog = useQuery(contractQuery<typeof listItems>(listItemsMeta, {}));
  return (catalog.data?.items ?? []).map((item) => ({
    value: item.code,
    label: `${item.name} ${item.code} · ${label('item.kind', item.kind)}`,
  }));
}

/** Lines that a template brings along: an item of the catalogue and how much of it. */
export function LineRows({
  title,
  at,
  lines,
  onChange,
}: {
  title: string;
  at: string;
  lines: readonly Line[];
  /** `tag`: what is typed into. */
  onChange: (lines: readonly Line[], tag?: string) => void;
}) {
  const options = useItemOptions();
  return (
    <Field title={title} at={at} wide>
      {(id) => (
        <div id={id} tabIndex={-1} className={styles.stack} style={{ gap: 8 }}>
          {lines.length === 0 && <span className="muted">{t('preset.none')}</span>}
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one item may stand on several lines
            <div key={index} className={styles.lineRow}>
              <Select
                aria-label={t('preset.item')}
                showSearch={{ optionFilterProp: 'label' }}
                value={line.item}
                options={options}
                onChange={(item: string) => onChange(replaceAt(lines, index, { ...line, item }))}
              />
              <Input
                aria-label={t('preset.quantity')}
                inputMode="decimal"
                maxLength={16}
                value={line.quantity}
                onChange={(event) => onChange(replaceAt(lines, index, { ...line, quantity: event.target.value.trim() }), `${at}.${index}`)}
              />
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('edit.remove')} onClick={() => onChange(without(lines, index))} />
            </div>
          ))}
          <div>
            <Button onClick={() => onChange([...lines, { item: options[0]?.value ?? '', quantity: '1' }])}>{t('edit.addLine')}</Button>
          </div>
        </div>
      )}
    </Field>
  );
}
