import type { Finding } from '@mingdan/shared/contracts/common';
import { businessDay, DAY_MS, type EpochMs } from '@mingdan/shared/kernel/time';
import { bookName } from '@mingdan/shared/messages/books';
import { label } from '@mingdan/shared/messages/index';
import { diffBooks, isLargeChange, isSameBook, type PriceChange, priceChanges } from '@mingdan/shared/pricing/diff-book';
import { changeKey } from '@mingdan/shared/pricing/large-changes';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { FieldGrid, FormStack } from '../../ui/form-fields.tsx';
import { Money } from '../../ui/money.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { PercentChange } from './book-diff-view.tsx';
import { t } from './messages.ts';
import { useNewest } from './newest.ts';
import styles from './pricing.module.css';
import { tierText } from './words.ts';

/** Beijing time of a field as books write it; null for an empty one. */
const instantOf = (local: string): string | null => (local === '' ? null : `${local}:00+08:00`);

const SHOWN = 20;

/**
 * The start that is proposed, Beijing time. A further version was begun from one that is in force: taken over, its start would lie in the past, so that
 * orders of yesterday had two prices; tomorrow is proposed instead. A first version keeps what was written.
 */
function proposedStart({ version, validFrom }: PriceBook, now: number): string {
  const written = validFrom?.slice(0, 16) ?? '';
  const isPast = written === '' || Date.parse(instantOf(written) ?? '') <= now;
  return version > 1 && isPast ? `${businessDay((now + DAY_MS) as EpochMs)}T00:00` : written;
}

/** The last question before a version is published: from when to when, what is different, what happens to open orders. */
export function PublishBook({
  book,
  code,
  findings,
  pending,
  error,
  onClose,
  onPublish,
}: {
  book: PriceBook;
  code: string;
  findings: readonly Finding[];
  pending: boolean;
  error: Error | null;
  onClose: () => void;
  onPublish: (input: { validFrom: string | null; validTo: string | null; confirmed: string[] }) => void;
}) {
  const now = useNow();
  const [from, setFrom] = useState(() => proposedStart(book, now));
  const [checked, setChecked] = useState('');
  const [to, setTo] = useState(book.validTo?.slice(0, 16) ?? '');
  const { newest, book: published } = useNewest(code);
  const isInverted = from !== '' && to !== '' && from >= to;
  const diff = published.data && diffBooks(published.data.book as unknown as PriceBook, book);
  const changes = diff ? priceChanges(diff) : [];
  const large = changes.filter(isLargeChange);
  const keys = large.map(changeKey);
  // other changes than those that were looked at are not ticked
  const isChecked = keys.length > 0 && checked === keys.join('\n');
  return (
    <Modal
      open
      title={t('publish.title', { code: bookName(code), version: (newest ?? 0) + 1 })}
      okText={t('import.confirm.ok')}
      cancelText={t('import.confirm.keep')}
      okButtonProps={{ loading: pending, disabled: isInverted || (large.length > 0 && !isChecked) }}
      onOk={() => onPublish({ validFrom: instantOf(from), validTo: instantOf(to), confirmed: isChecked ? keys : [] })}
      onCancel={onClose}
    >
      <FormStack>
        <FieldGrid>
          <Field title={t('publish.from')}>{(id) => <DateField id={id} kind="datetime-local" value={from} onChange={setFrom} />}</Field>
          <Field title={t('publish.to')} problem={isInverted ? t('publish.inverted') : null}>
            {(id) => <DateField id={id} kind="datetime-local" value={to} onChange={setTo} />}
          </Field>
        </FieldGrid>
        {diff && (
          <p style={{ margin: 0 }}>
            {isSameBook(diff)
              ? t('publish.same', { version: newest ?? 0 })
              : t('publish.changes', {
                  version: newest ?? 0,
                  prices: changes.length,
                  added: diff.items.added.length,
                  removed: diff.items.removed.length,
                  most: changes.find((change) => change.percent !== null)?.percent ?? 0,
                })}
          </p>
        )}
        {large.length > 0 && (
          <LargeChanges tiers={book.tiers} changes={large} isChecked={isChecked} onCheck={(is) => setChecked(is ? keys.join('\n') : '')} />
        )}
        <p style={{ margin: 0 }}>{t('publish.effect', { code: bookName(code), version: (newest ?? 0) + 1 })}</p>
        {findings.length > 0 && <p style={{ margin: 0 }}>{t('import.confirm.warnings', { count: findings.length })}</p>}
        {error !== null && <ProblemView error={error} compact of="write" />}
      </FormStack>
    </Modal>
  );
}

/** Prices that change by more than half: easily a slip of the hand, so that somebody says that they are meant. */
function LargeChanges({
  tiers,
  changes,
  isChecked,
  onCheck,
}: {
  tiers: PriceBook['tiers'];
  changes: readonly PriceChange[];
  isChecked: boolean;
  onCheck: (isChecked: boolean) => void;
}) {
  return (
    <>
      <strong>{t('publish.large', { count: changes.length })}</strong>
      <ul className={styles.plain}>
        {changes.slice(0, SHOWN).map((change) => (
          <li key={`${change.item} ${change.tier} ${change.side}`}>
            {[change.name, tierText(change.tier, tiers), label('money', change.side)].join(' · ')}{' '}
            <span className="nowrap">
              <Money fen={change.before} /> → <Money fen={change.after} strong /> <PercentChange change={change} />
            </span>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <span className="muted">{t('publish.largeMore', { count: changes.length - SHOWN })}</span>}
      <Checkbox checked={isChecked} onChange={(event) => onCheck(event.target.checked)}>
        {t('publish.checked')}
      </Checkbox>
    </>
  );
}
