import { Link } from '@tanstack/react-router';
import { count } from '../../lib/format.ts';
import { Empty, ProblemView, Skeleton } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import { useTodos } from './use-todos.ts';
import styles from './workbench.module.css';

/** The things that wait, each with its reason and the way to it. `onGo` hears that somebody went to one. */
export function TodoList({ onGo }: { onGo?: () => void }) {
  const { entries, isWaiting, problem, retry } = useTodos();
  return (
    <>
      {problem !== null && <ProblemView error={problem} compact onRetry={retry} />}
      {isWaiting ? (
        <Skeleton lines={4} />
      ) : entries.length === 0 && problem === null ? (
        <Empty>{t('todo.none')}</Empty>
      ) : (
        <ul className={styles.todos}>
          {entries.map(({ key, name, why, count: many, more, isAnomaly, ...where }) => (
            <li key={key}>
              <Link {...where} className={styles.todo} {...(onGo ? { onClick: onGo } : {})}>
                <span className={`${styles.todoCount} ${isAnomaly ? styles.anomaly : ''}`}>{`${count(many)}${more ? '+' : ''}`}</span>
                <span className={styles.todoText}>
                  <strong>{name}</strong>
                  <span className={styles.why}>{why}</span>
                </span>
                <span className={styles.go}>{t('open')}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
