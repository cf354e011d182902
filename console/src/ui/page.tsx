import { type ReactNode, useEffect } from 'react';
import styles from './page.module.css';

/** A page: its title (also the browser's), what stands beside it, and its content. */
export function Page({
  title,
  crumb,
  note,
  actions,
  children,
}: {
  title: string;
  /** The way back to the list that the page belongs to. */
  crumb?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · 明单`;
  }, [title]);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {crumb !== undefined && <p className={styles.crumb}>{crumb}</p>}
          <h1 className={styles.title}>{title}</h1>
          {note !== undefined && <div className={styles.note}>{note}</div>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A card with a heading. `flush` lets a table reach the card's edges. */
export function Card({
  title,
  extra,
  flush = false,
  children,
  id,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  flush?: boolean;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className={styles.card} {...(id === undefined ? {} : { id })}>
      {(title !== undefined || extra !== undefined) && (
        <div className={styles.cardHead}>
          {title !== undefined && <h2 className={styles.cardTitle}>{title}</h2>}
          {extra !== undefined && <div className={styles.cardExtra}>{extra}</div>}
        </div>
      )}
      <div className={flush ? styles.flush : styles.cardBody}>{children}</div>
    </section>
  );
}

/** Pairs of a word and its value, in as many columns as fit. */
export function Facts({ items, columns }: { items: readonly (readonly [label: string, value: ReactNode])[]; columns?: 1 | 2 }) {
  return (
    <dl className={`${styles.facts} ${columns === 1 ? styles.oneColumn : ''}`}>
      {items.map(([label, value]) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
