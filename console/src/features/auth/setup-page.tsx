import type { setup } from '@mingdan/shared/contracts/auth';
import { setupMeta } from '@mingdan/shared/contracts/auth.meta';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { meQuery } from '../../lib/access.ts';
import { rememberCsrf } from '../../lib/api.ts';
import { useWrite } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './auth.module.css';
import { t } from './messages.ts';

/** Asked once in the life of an installation: the code that the first start printed makes this person its administrator. */
export function SetupPage() {
  const [code, setCode] = useState('');
  const id = useId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const person = useQuery(meQuery);
  useEffect(() => {
    if (person.data) rememberCsrf(person.data.csrf);
  }, [person.data]);
  useEffect(() => {
    document.title = `${t('setup.title')} · 明单`;
  }, []);
  const write = useWrite<typeof setup>(setupMeta, {
    onDone: () => {
      client.removeQueries({ queryKey: meQuery.queryKey });
      void navigate({ to: '/' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate({ code: code.trim() });
  };
  return (
    <div className={styles.screen}>
      <main className={styles.panel}>
        <h1 className={styles.title}>{t('setup.title')}</h1>
        <p className={styles.lead}>{t('setup.lead')}</p>
        <form onSubmit={submit} className={styles.form}>
          <label htmlFor={id}>{t('setup.code')}</label>
          <Input
            id={id}
            size="large"
            autoComplete="one-time-code"
            maxLength={64}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            aria-describedby={`${id}-note`}
          />
          <span id={`${id}-note`} className={styles.note}>
            {t('setup.codeNote')}
          </span>
          {write.isError && <ProblemView error={write.error} compact of="write" />}
          <Button type="primary" size="large" htmlType="submit" disabled={code.trim() === ''} loading={write.isPending} block>
            {t('setup.submit')}
          </Button>
        </form>
      </main>
    </div>
  );
}
