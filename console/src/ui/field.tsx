import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { usePlace } from './places.tsx';

/** What every field may say of itself. */
export interface FieldWords {
  title: string;
  /** A line of help below it. */
  help?: string | undefined;
  /** Its place in the definition around it: what a check found there stands below it, and a finding leads to it. */
  at?: string | undefined;
  wide?: boolean;
}

/** A labelled field of a form, with what is wrong with it, else a line of help; `children` gets the id that the label points to. */
export function Field({
  title,
  help,
  at,
  problem: own,
  wide = false,
  children,
}: FieldWords & { problem?: string | null | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  const found = usePlace(at, id);
  const problem = own || found;
  return (
    <div className={`${styles.field} ${wide ? styles.wide : ''}`}>
      <label htmlFor={id} className={styles.label}>
        {title}
      </label>
      {children(id)}
      {problem && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
      {!problem && help !== undefined && <span className={styles.help}>{help}</span>}
    </div>
  );
}
