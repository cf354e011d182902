import type { listOrderViews } from '@mingdan/shared/contracts/order-views';
import { listOrderViewsMeta } from '@mingdan/shared/contracts/order-views.meta';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { may, useMe } from '../../lib/access.ts';
import { count } from '../../lib/format.ts';
import { contractQuery } from '../../lib/query.ts';
import { t } from './messages.ts';
import styles from './workbench.module.css';

const PAGES = [
  { key: 'settlement', to: '/settlement', permission: 'settlement:read' },
  { key: 'balance', to: '/settlement/balance', permission: 'ledger:read' },
  { key: 'books', to: '/books/import', permission: 'books:publish' },
  { key: 'templates', to: '/templates/import', permission: 'templates:publish' },
  { key: 'people', to: '/people', permission: 'people:write' },
  { key: 'audit', to: '/audit', permission: 'audit:verify' },
] as const;

/** One's own views and those shared with one, then the pages where this person's work begins. */
export function Shortcuts() {
  const person = useMe();
  const views = useQuery({
    ...contractQuery<typeof listOrderViews>(listOrderViewsMeta, {}),
    enabled: may(person, 'orders:list'),
    staleTime: 60_000,
  });
  const own = views.data?.items.filter(({ kind }) => kind !== 'product') ?? [];
  const pages = PAGES.filter(({ permission }) => may(person, permission));
  if (own.length === 0 && pages.length === 0) return null;
  return (
    <nav className={styles.shortcuts} aria-label={t('shortcuts')}>
      {own.map((view) => (
        <Link key={view.id} to="/orders" search={view.filters} className={styles.shortcut}>
          {view.name} <span className={styles.shortcutCount}>{view.more ? `${count(view.count)}+` : count(view.count)}</span>
        </Link>
      ))}
      {pages.map(({ key, to }) => (
        <Link key={key} to={to} className={styles.shortcut}>
          {t(`shortcut.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
