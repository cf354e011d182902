import type { listBooks } from '@mingdan/shared/contracts/books';
import { listBooksMeta } from '@mingdan/shared/contracts/books.meta';
import type { listTemplates } from '@mingdan/shared/contracts/templates';
import { listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
import { bookVersionName } from '@mingdan/shared/messages/books';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../lib/access.ts';
import { contractQuery } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { t } from './messages.ts';
import styles from './workbench.module.css';

/** Which price book and templates new orders get today. */
export function RulesInForce() {
  return (
    <Card title={t('rules')}>
      {useMay('books:read') && <Books />}
      {useMay('templates:read') && <Templates />}
    </Card>
  );
}

/** Rows of a list that is only there when it has rows: what loads or fails in its place is no list item. */
function list<Row>(rows: readonly Row[], each: (row: Row) => ReactNode): ReactNode {
  return <ul className={styles.todos}>{rows.map(each)}</ul>;
}

function Books() {
  const query = useQuery(contractQuery<typeof listBooks>(listBooksMeta, {}));
  return (
    <QueryBoundary query={query} compact>
      {({ items }) => {
        const active = items.filter((book) => book.active);
        if (active.length === 0) return <Missing to="/books" text={t('rules.noBook')} />;
        return list(active, (book) => (
          <li key={book.code}>
            <Link
              to="/books/$code/$version"
              params={{ code: book.code, version: String(book.version) }}
              search={{}}
              className={styles.todo}
            >
              <span className={styles.todoText}>
                <strong>
                  <span title={`${book.code}@${book.version}`}>{bookVersionName(book.code, book.version)}</span>
                </strong>
                <span className={styles.why}>{t('rules.bookSize', { items: book.items, tiers: book.tiers })}</span>
              </span>
              <span className={styles.go}>{t('rules.look')}</span>
            </Link>
          </li>
        ));
      }}
    </QueryBoundary>
  );
}

function Templates() {
  const query = useQuery(contractQuery<typeof listTemplates>(listTemplatesMeta, {}));
  return (
    <QueryBoundary query={query} compact>
      {({ items }) => {
        const active = items.filter((template) => template.active);
        if (active.length === 0) return <Missing to="/templates" text={t('rules.noTemplate')} />;
        return list(active, (template) => (
          <li key={template.code}>
            <Link
              to="/templates/$code/$version"
              params={{ code: template.code, version: String(template.version) }}
              search={{}}
              className={styles.todo}
            >
              <span className={styles.todoText}>
                <strong>
                  {t('rules.template')} {template.name} v{template.version}
                </strong>
                <span className={styles.why}>{template.summary}</span>
              </span>
              <span className={styles.go}>{t('rules.look')}</span>
            </Link>
          </li>
        ));
      }}
    </QueryBoundary>
  );
}

function Missing({ to, text }: { to: '/books' | '/templates'; text: string }) {
  return (
    <Link to={to} className={styles.todo}>
      <span className={styles.todoText}>{text}</span>
      <span className={styles.go}>{t('open')}</span>
    </Link>
  );
}
