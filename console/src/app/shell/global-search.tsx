import { SearchOutlined } from '@ant-design/icons';
import type { listItems } from '@mingdan/shared/contracts/catalog';
import { listItemsMeta } from '@mingdan/shared/contracts/catalog.meta';
import type { listCustomers } from '@mingdan/shared/contracts/customers';
import { listCustomersMeta } from '@mingdan/shared/contracts/customers.meta';
import type { listOrders } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { standing } from '@mingdan/shared/orders/standing';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { may, useMe } from '../../lib/access.ts';
import { contractQuery } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { t } from '../messages.ts';
import styles from './global-search.module.css';
import { NAV_ICONS } from './icons.tsx';
import { navFor } from './nav.ts';

/** Letters before the server is asked: the shortest thing it finds is a two-character name. */
const LEAST = 2;
const PAUSE_MS = 200;
/** Items shown of those that a word finds. */
const ITEMS = 5;

interface Hit {
  readonly key: string;
  readonly group: string;
  readonly line: React.ReactNode;
  readonly go: () => void;
}

/** ⌘K: orders and customers by number, phone, last four digits or name, items of the catalogue by name or code, and pages by their title. */
export function GlobalSearch({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const { hits, busy, error } = useHits(text.trim(), asked, onClose);
  const current = Math.min(chosen, Math.max(0, hits.length - 1));
  const onKey = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((current + step + hits.length) % Math.max(1, hits.length));
    }
    if (event.key === 'Enter') hits[current]?.go();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t('search.label')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.box}>
        <div className={styles.field}>
          <SearchOutlined />
          <input
            className={styles.input}
            placeholder={t('search.open')}
            aria-label={t('search.label')}
            role="combobox"
            aria-expanded={hits.length > 0}
            aria-controls={listId}
            aria-activedescendant={hits.length > 0 ? `${listId}-${current}` : undefined}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKey}
          />
        </div>
        {busy && <div className={styles.busy} />}
        {error !== null && <ProblemView error={error} compact />}
        <div id={listId} role="listbox" aria-label={t('search.label')} className={styles.list}>
          {hits.map((hit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and handles the keys
            <div
              key={hit.key}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              className={styles.hit}
              onClick={hit.go}
              onMouseMove={() => setChosen(index)}
            >
              {hit.line}
              <span className={styles.group}>{hit.group}</span>
            </div>
          ))}
        </div>
        {hits.length === 0 && text.trim() !== '' && !busy && <p className={styles.none}>{t('search.none')}</p>}
        <p className={styles.hint}>{t('search.hint')}</p>
      </div>
    </dialog>
  );
}

function useHits(text: string, asked: string, onClose: () => void): { hits: readonly Hit[]; busy: boolean; error: Error | null } {
  const person = useMe();
  const navigate = useNavigate();
  const enabled = asked.length >= LEAST && may(person, 'orders:list');
  const orders = useQuery({ ...contractQuery<typeof listOrders>(listOrdersMeta, { q: asked, limit: 8 }), enabled });

  const asksCustomers = asked.length >= LEAST && may(person, 'customers:read');
  const customers = useQuery({ ...contractQuery<typeof listCustomers>(listCustomersMeta, { q: asked, limit: 4 }), enabled: asksCustomers });

  const asksItems = asked.length >= LEAST && may(person, 'catalog:read');
  const items = useQuery({ ...contractQuery<typeof listItems>(listItemsMeta, { q: asked }), enabled: asksItems });

  const pages = navFor(person)
    .flatMap((group) => group.items)
    .filter((item) => text === '' || item.label.includes(text))
    .map((item) => ({
      key: item.to,
      group: t('search.pages'),
      line: (
        <span className={styles.line}>
          <span aria-hidden="true">{NAV_ICONS[item.key]}</span> {item.label}
        </span>
      ),
      go: () => {
        onClose();
        void navigate({ to: item.to });
      },
    }));
  const found = (enabled && text !== '' ? (orders.data?.items ?? []) : []).map((order) => ({
    key: order.id,
    group: t('search.orders'),
    line: (
      <span className={styles.line}>
        <span className="mono">{order.number}</span> {order.contactName ?? order.customerName} · {order.templateName}{' '}
        <StateTag {...standing(order)} />
      </span>
    ),
    go: () => {
      onClose();
      void navigate({ to: '/orders/$orderId', params: { orderId: order.id } });
    },
  }));
  const known = (asksCustomers && text !== '' ? (customers.data?.items ?? []) : []).map((customer) => ({
    key: customer.id,
    group: t('search.customers'),
    line: (
      <span className={styles.line}>
        {customer.name} <span className="num">{customer.phoneMasked}</span>
      </span>
    ),
    go: () => {
      onClose();
      void navigate({ to: '/customers/$customerId', params: { customerId: customer.id } });
    },
  }));
  const sold = (asksItems && text !== '' ? (items.data?.items ?? []) : []).slice(0, ITEMS).map((item) => ({
    key: item.code,
    group: t('search.items'),
    line: (
      <span className={styles.line}>
        {item.name} <span className="mono muted">{item.code}</span>
      </span>
    ),
    go: () => {
      onClose();
      void navigate({ to: '/catalog', search: { q: item.code } });
    },
  }));
  return {
    hits: [...found, ...known, ...sold, ...pages],
    busy: enabled && (orders.isFetching || asked !== text),
    error: enabled ? orders.error : null,
  };
}
