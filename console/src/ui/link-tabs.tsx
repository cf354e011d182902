import type { ReactNode } from 'react';
import styles from './link-tabs.module.css';

/** A row of links of which one is where we are: tabs whose state is the address. */
export function LinkTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {children}
    </nav>
  );
}

/** Class of a link inside {@link LinkTabs}; `aria-current` marks the chosen one. */
export const tabClass: string = styles.tab ?? '';
