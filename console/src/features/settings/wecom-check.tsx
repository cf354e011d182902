import type { WecomSelfCheck, wecomSelfCheck } from '@mingdan/shared/contracts/wecom';
import { wecomSelfCheckMeta } from '@mingdan/shared/contracts/wecom.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { Button } from 'antd';
import { useNow } from '../../lib/now.ts';
import { useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { Empty, ProblemView, Skeleton } from '../../ui/problem-view.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { adviceText, foundText } from './advice.ts';
import { t } from './messages.ts';
import styles from './settings.module.css';

type Check = WecomSelfCheck['checks'][number];
const TONES: Readonly<Record<Check['state'], Tone>> = { ok: 'good', warn: 'waiting', fail: 'bad', skipped: 'quiet' };

/** The self-check: what works, what does not, and what to do about it. Nothing is called before somebody asks. */
export function WecomCheck() {
  const run = useWrite<typeof wecomSelfCheck>(wecomSelfCheckMeta);
  const now = useNow();
  const start = (
    <Button type="primary" loading={run.isPending} onClick={() => run.mutate({})}>
      {t(run.data === undefined ? 'check.run' : 'check.again')}
    </Button>
  );
  return (
    <Card title={t('check')} extra={run.data !== undefined && start}>
      {run.isPending && run.data === undefined && (
        <div role="status">
          <p className="secondary">{t('check.running')}</p>
          <Skeleton lines={5} />
        </div>
      )}
      {run.isError && <ProblemView error={run.error} compact />}
      {run.data === undefined && !run.isPending && <Empty action={start}>{t('check.intro')}</Empty>}
      {run.data !== undefined && (
        <>
          <p className="secondary" role="status">
            {summary(run.data.checks)} · {t('check.at', { when: formatSince(run.data.checkedAt, now) })}
          </p>
          <ul className={styles.checks}>
            {run.data.checks.map((check) => (
              <CheckRow key={check.key} check={check} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function CheckRow({ check }: { check: Check }) {
  const found = foundText(check);
  const advice = adviceText(check, `${location.origin}/wecom/callback`);
  return (
    <li className={styles.check}>
      <span className={styles.name}>{t(`key.${check.key}`)}</span>
      <span>
        <Tag tone={TONES[check.state]}>{t(`state.${check.state}`)}</Tag>
      </span>
      <span className={styles.text}>
        {found !== null && <span>{found}</span>}
        {check.errcode !== null && <span className="mono">{t('errcode', { code: check.errcode })}</span>}
        {advice !== null && <span className="secondary">{advice}</span>}
      </span>
    </li>
  );
}

function summary(checks: readonly Check[]): string {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const [fail, warn] = [count('fail'), count('warn')];
  return fail + warn === 0 ? t('check.sum.ok') : t('check.sum.some', { fail, warn });
}
