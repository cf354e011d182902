import type { about } from '@mingdan/shared/contracts/auth';
import { aboutMeta } from '@mingdan/shared/contracts/auth.meta';
import { refusalText } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { contractQuery } from '../../lib/query.ts';
import { DemoMark } from '../../ui/demo-mark.tsx';
import styles from './auth.module.css';
import { t } from './messages.ts';

const route = getRouteApi('/login');

/** Where the server starts a scan login; it comes back to `path` of the console. */
export function startUrl(path: string): string {
  return `/auth/console/start?return=${encodeURIComponent(`/console${path}`)}`;
}

/** The way in: WeCom's scan login, in the server's hands. */
export function LoginPage() {
  const { return: back = '/', problem } = route.useSearch();
  // whether the data are a demonstration is told to everybody, before anybody has logged in
  const known = useQuery({ ...contractQuery<typeof about>(aboutMeta, {}), retry: false });
  useEffect(() => {
    document.title = `${t('login.title')} · 明单`;
  }, []);
  return (
    <div className={styles.screen}>
      <main className={styles.panel}>
        <div className={styles.brand}>
          <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width="44" height="44" />
          <span className={styles.name}>明单</span>
          {known.data?.demo === true && <DemoMark />}
        </div>
        <h1 className={styles.title}>{t('login.title')}</h1>
        <p className={styles.lead}>{t('login.lead')}</p>
        {problem !== undefined && (
          <p role="alert" className={styles.problem}>
            <strong>{t('login.failed')}</strong>
            <span>{refusalText(problem)}</span>
          </p>
        )}
        <Button type="primary" size="large" block href={startUrl(back)}>
          {t(problem === undefined ? 'login.scan' : 'login.again')}
        </Button>
        <p className={styles.note}>{t('login.note')}</p>
      </main>
    </div>
  );
}
