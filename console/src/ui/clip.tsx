import styles from './clip.module.css';

/** Text that stays on one line and ends in an ellipsis when it is too long; the whole of it is in the title. */
export function Clip({ children, second = false }: { children: string; second?: boolean }) {
  return (
    <span className={`${styles.clip} ${second ? styles.second : ''}`} title={children}>
      {children}
    </span>
  );
}
