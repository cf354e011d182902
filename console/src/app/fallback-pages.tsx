import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Page } from '../ui/page.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import styles from './fallback-pages.module.css';
import { t } from './messages.ts';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <main className={styles.alone}>
      <Page title={t('notFound.title')} note={t('notFound.text')}>
        <Link to="/">{t('notFound.home')}</Link>
      </Page>
    </main>
  );
}

/** A page that could not be loaded or drawn, inside the frame: says so, and tries again. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  return (
    <Page title={t('crash.title')}>
      <ProblemView error={error} onRetry={reset} />
    </Page>
  );
}

/** The same where there is no frame yet. */
export function CrashScreen(props: ErrorComponentProps) {
  return (
    <main className={styles.alone}>
      <CrashPage {...props} />
    </main>
  );
}
