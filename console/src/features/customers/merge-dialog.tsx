import type { MergePreview, mergeCustomers, previewMerge } from '@mingdan/shared/contracts/customer-merge';
import { mergeCustomersMeta, previewMergeMeta } from '@mingdan/shared/contracts/customer-merge.meta';
import type { CustomerView, listCustomers } from '@mingdan/shared/contracts/customers';
import { listCustomersMeta } from '@mingdan/shared/contracts/customers.meta';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import styles from './customers.module.css';
import { mergesQuery } from './merge-list.tsx';
import { movesWords } from './merge-words.ts';
import { t } from './messages.ts';

type CardOf = MergePreview['kept'];

/** Two records of one customer: first the other one, then what will happen, then why. Either may be the one that stays. */
export function MergeDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [otherId, setOther] = useState<string | null>(null);
  const [isSwapped, setSwapped] = useState(false);
  const [reason, setReason] = useState('');
  const [keptId, mergedId] = isSwapped && otherId !== null ? [otherId, customer.id] : [customer.id, otherId ?? ''];
  const merge = useWrite<typeof mergeCustomers>(mergeCustomersMeta, {
    onDone: () => {
      void message.success(t('merge.done'));
      onClose();
      if (keptId !== customer.id) void navigate({ to: '/customers/$customerId', params: { customerId: keptId } });
    },
  });
  return (
    <Modal
      open
      title={t('merge.act')}
      onCancel={onClose}
      {...(otherId === null
        ? { footer: null }
        : {
            okText: t('merge.go'),
            cancelText: t('merge.cancel'),
            okButtonProps: { disabled: reason.trim().length < 2, loading: merge.isPending },
            onOk: () => merge.mutate({ customerId: keptId, otherId: mergedId, reason: reason.trim() }),
          })}
    >
      {otherId === null ? (
        <Choose customer={customer} onChoose={setOther} />
      ) : (
        <div className={styles.lines}>
          <Preview keptId={keptId} mergedId={mergedId} />
          <div className={styles.mergeActs}>
            <Button onClick={() => setSwapped(!isSwapped)}>{t('merge.swap')}</Button>
            <Button onClick={() => setOther(null)}>{t('merge.back')}</Button>
          </div>
          <Field title={t('merge.reason')}>
            {(id) => (
              <Input
                id={id}
                maxLength={200}
                placeholder={t('merge.reasonHint')}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          {merge.isError && <ProblemView error={merge.error} compact of="write" />}
        </div>
      )}
    </Modal>
  );
}

function Choose({ customer, onChoose }: { customer: CustomerView; onChoose: (id: string) => void }) {
  const [q, setQ] = useState('');
  const same = useQuery(mergesQuery(customer.id));
  const found = useQuery({
    ...contractQuery<typeof listCustomers>(listCustomersMeta, { q: q === '' ? '-' : q, limit: 20 }),
    enabled: q !== '',
  });
  return (
    <div className={styles.lines}>
      <span>{t('merge.which')}</span>
      <Input.Search
        allowClear
        maxLength={40}
        aria-label={t('merge.search')}
        placeholder={t('merge.search')}
        onSearch={(words) => setQ(words.trim())}
      />
      {q === '' ? (
        <QueryBoundary query={same} compact>
          {({ samePhone }) => <Cards title={t('merge.same')} none={t('merge.noneSame')} cards={samePhone} onChoose={onChoose} />}
        </QueryBoundary>
      ) : (
        <QueryBoundary query={found} compact>
          {({ items }) => (
            <Cards title={q} none={t('merge.none')} cards={items.filter(({ id }) => id !== customer.id)} onChoose={onChoose} />
          )}
        </QueryBoundary>
      )}
    </div>
  );
}

function Cards({
  title,
  none,
  cards,
  onChoose,
}: {
  title: string;
  none: string;
  cards: readonly CardOf[];
  onChoose: (id: string) => void;
}) {
  if (cards.length === 0) return <p className="muted">{none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <ul className={styles.merges} aria-label={title} tabIndex={0}>
      {cards.map((card) => (
        <li key={card.id} className={styles.mergeRow}>
          <Who card={card} />
          <Button size="small" onClick={() => onChoose(card.id)}>
            {t('merge.choose')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Who({ card }: { card: CardOf }) {
  const now = useNow();
  return (
    <span className={styles.who}>
      <span>
        <strong>{card.name}</strong> <span className="num">{card.phoneMasked}</span>
      </span>
      <span className="muted">
        {label('customer.level', card.level)} · {t('col.created')} {moment(card.createdAt, now)}
      </span>
    </span>
  );
}

function Preview({ keptId, mergedId }: { keptId: string; mergedId: string }) {
  const query = useQuery(contractQuery<typeof previewMerge>(previewMergeMeta, { customerId: keptId, otherId: mergedId }));
  return (
    <QueryBoundary query={query} compact>
      {(preview) => (
        <>
          <dl className={styles.mergePair}>
            <div>
              <dt>{t('merge.kept')}</dt>
              <dd>
                <Who card={preview.kept} />
              </dd>
            </div>
            <div>
              <dt>{t('merge.merged')}</dt>
              <dd>
                <Who card={preview.merged} />
              </dd>
            </div>
          </dl>
          {!preview.samePhone && <p role="alert">{t('merge.differ')}</p>}
          <p>
            {t('merge.moves')}：<strong>{movesWords(preview.moves)}</strong>
          </p>
          <p className="secondary">
            {t('merge.keeps')}
            {t('merge.undoNote', { days: preview.undoDays })}
          </p>
        </>
      )}
    </QueryBoundary>
  );
}
