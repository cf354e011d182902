import { type ReactNode, useId } from 'react';
import styles from './form-field.module.css';

/** One labelled input of a form, with what is wrong with it, else a hint. */
export function FormField({
  title,
  note,
  problem,
  children,
}: {
  title: string;
  note?: string;
  problem?: string | undefined;
  /** Gets the id that ties the label to the input. */
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{title}</label>
      {children(id)}
      {problem !== undefined ? (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      ) : (
        note !== undefined && <span className={styles.hint}>{note}</span>
      )}
    </div>
  );
}
