import type { Problem } from '@mingdan/shared/contracts/client';
import { refusalText, text } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { meQuery } from '../lib/access.ts';
import { ApiProblem, problemOf } from '../lib/problem.ts';
import { CopyText } from './copy-text.tsx';
import { t } from './messages.ts';
import styles from './states.module.css';

interface ProblemProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** Without the large empty space: inside cards and dialogs. */
  readonly compact?: boolean;
  /** What failed: reading a page, or an act of the person, whose words speak of what is kept. */
  readonly of?: 'read' | 'write';
}

/** What went wrong, what is kept, what to do, and the number to quote. */
export function ProblemView({ error, onRetry, compact = false, of = 'read' }: ProblemProps) {
  const problem = problemOf(error);
  const offline = error instanceof ApiProblem && error.offline;
  const forbidden = problem.code === 'request.forbidden';
  // nobody can be asked by whoever gives the roles himself; before somebody is known there is nothing to ask for
  const isAdmin = useQuery({ ...meQuery, enabled: false }).data?.roles.includes('admin') === true;
  const title = offline ? t('problem.offline') : forbidden ? t('problem.forbidden') : t(of === 'read' ? 'problem.title' : 'problem.write');
  return (
    <div role="alert" className={compact ? styles.compact : styles.block}>
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{forbidden && isAdmin ? t('problem.adminForbidden') : sentence(problem, offline, of)}</p>
      {forbidden && <p className={styles.text}>{t(isAdmin ? 'problem.adminForbiddenNext' : 'problem.forbiddenNext')}</p>}
      {!forbidden && onRetry !== undefined && (
        <Button onClick={onRetry} type="primary" className={styles.act ?? ''}>
          {t('problem.retry')}
        </Button>
      )}
      {problem.requestId !== null && (
        <p className={styles.quote}>
          {t('problem.quote')} <CopyText value={problem.requestId} />
        </p>
      )}
    </div>
  );
}

/** The catalogue's sentence; where nothing was being saved, one that does not speak of saving. */
function sentence(problem: Problem, offline: boolean, of: 'read' | 'write'): string {
  if (of === 'read' && offline) return t('problem.readOffline');
  if (of === 'read' && (problem.status >= 500 || problem.status === 0)) return t('problem.readFailed');
  return offline ? text('refusal.request.offline') : refusalText(problem.code, problem.detail);
}

/** Nothing is here: one line and the next act. */
export function Empty({ children, action }: { children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div className={styles.empty}>
      <svg className={styles.drawing} viewBox="0 0 64 48" aria-hidden="true">
        <rect x="10" y="6" width="44" height="38" rx="6" />
        <path d="M19 18h26M19 26h18" />
      </svg>
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  );
}

/** Grey bars where the text will stand. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className={styles.skeleton} aria-busy="true" role="status">
      <span className="sr-only">{text('common.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <span key={index} className={styles.bar} style={{ width: `${[92, 70, 84, 58][index % 4]}%` }} />
      ))}
    </div>
  );
}
