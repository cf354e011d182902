import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { Button } from 'antd';
import { moved, replaceAt, without } from '../../lib/lists.ts';
import { ChoiceField, FormStack, TextField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from './messages.ts';
import styles from './pricing.module.css';

/** The tiers themselves; a code that changes takes its prices and rules along. */
export function TiersEditor({ book, onChange }: { book: PriceBook; onChange: (book: PriceBook, tag?: string) => void }) {
  const rename = (at: number, code: string) => {
    const old = book.tiers[at]!.code;
    const follow = (tier: string | null | undefined) => (tier === old ? code : tier);
    onChange(
      {
        ...book,
        tiers: replaceAt(book.tiers, at, { ...book.tiers[at]!, code }),
        defaultTier: follow(book.defaultTier) ?? null,
        tierRules: (book.tierRules ?? []).map((rule) => ({ ...rule, tier: follow(rule.tier) ?? rule.tier })),
        items: book.items.map((item) => ({
          ...item,
          prices: Object.fromEntries(Object.entries(item.prices).map(([tier, cell]) => [follow(tier) ?? tier, cell])),
        })),
      },
      `tiers.${at}.code`,
    );
  };
  const free = (): string => {
    for (let n = book.tiers.length + 1; ; n++) if (!book.tiers.some((tier) => tier.code === `T${n}`)) return `T${n}`;
  };
  return (
    <Card
      title={t('tiers.title')}
      extra={<Button onClick={() => onChange({ ...book, tiers: [...book.tiers, { code: free(), name: '' }] })}>{t('tiers.add')}</Button>}
    >
      <FormStack>
        {book.tiers.map((tier, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a code may be typed over, the place stays
          <div key={at} className={styles.tierRow}>
            <TextField
              title={t('tiers.code')}
              mono
              max={20}
              value={tier.code}
              problem={book.tiers.some((other, index) => index !== at && other.code === tier.code) ? t('rule.codeTaken') : null}
              onChange={(code) => {
                // a code that another tier has would mix the prices of both
                if (code.trim() !== '' && !book.tiers.some((other, index) => index !== at && other.code === code.trim()))
                  rename(at, code.trim());
              }}
            />
            <TextField
              title={t('tiers.name')}
              max={40}
              value={tier.name}
              onChange={(name) => onChange({ ...book, tiers: replaceAt(book.tiers, at, { ...tier, name }) }, `tiers.${at}.name`)}
            />
            <span className={styles.tierActs}>
              <Button
                type="text"
                icon={<ArrowUpOutlined />}
                aria-label={t('rule.up')}
                disabled={at === 0}
                onClick={() => onChange({ ...book, tiers: moved(book.tiers, at, at - 1) })}
              />
              <Button
                type="text"
                icon={<ArrowDownOutlined />}
                aria-label={t('rule.down')}
                disabled={at === book.tiers.length - 1}
                onClick={() => onChange({ ...book, tiers: moved(book.tiers, at, at + 1) })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('rule.remove')}
                disabled={book.tiers.length === 1}
                onClick={() => onChange({ ...book, tiers: without(book.tiers, at) })}
              />
            </span>
          </div>
        ))}
        <ChoiceField
          title={t('tiers.default')}
          clearable
          value={book.defaultTier ?? undefined}
          options={book.tiers.map((tier) => ({ value: tier.code, label: `${tier.code} ${tier.name}` }))}
          onChange={(code) => onChange({ ...book, defaultTier: code ?? null })}
        />
      </FormStack>
    </Card>
  );
}
