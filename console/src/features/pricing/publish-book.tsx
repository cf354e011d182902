import type { Finding } from '@mingdan/shared/contracts/common';
import { diffBooks, isSameBook, priceChanges } from '@mingdan/shared/pricing/diff-book';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { Field, FieldGrid, FormStack } from '../../ui/form-fields.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import { useNewest } from './newest.ts';

/** Beijing time of a field as books write it; null for an empty one. */
const instantOf = (local: string): string | null => (local === '' ? null : `${local}:00+08:00`);

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
  onPublish: (window: { validFrom: string | null; validTo: string | null }) => void;
}) {
  const [from, setFrom] = useState(book.validFrom?.slice(0, 16) ?? '');
  const [to, setTo] = useState(book.validTo?.slice(0, 16) ?? '');
  const { newest, book: published } = useNewest(code);
  const isInverted = from !== '' && to !== '' && from >= to;
  const diff = published.data && diffBooks(published.data.book as unknown as PriceBook, book);
  const changes = diff ? priceChanges(diff) : [];
  return (
    <Modal
      open
      title={t('publish.title', { code, version: (newest ?? 0) + 1 })}
      okText={t('import.confirm.ok')}
      cancelText={t('import.confirm.keep')}
      okButtonProps={{ loading: pending, disabled: isInverted }}
      onOk={() => onPublish({ validFrom: instantOf(from), validTo: instantOf(to) })}
      onCancel={onClose}
    >
      <FormStack>
        <FieldGrid>
          <Field title={t('publish.from')}>
            {(id) => <Input id={id} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />}
          </Field>
          <Field title={t('publish.to')} problem={isInverted ? t('publish.inverted') : null}>
            {(id) => <Input id={id} type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />}
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
        <p style={{ margin: 0 }}>{t('publish.effect', { code, version: (newest ?? 0) + 1 })}</p>
        {findings.length > 0 && <p style={{ margin: 0 }}>{t('import.confirm.warnings', { count: findings.length })}</p>}
        {error !== null && <ProblemView error={error} compact of="write" />}
      </FormStack>
    </Modal>
  );
}
