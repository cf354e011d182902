import type { addLeave, endLeave, InstallerProfileView } from '@mingdan/shared/contracts/roster';
import { addLeaveMeta, endLeaveMeta } from '@mingdan/shared/contracts/roster.meta';
import { epochMs, formatMoment, parseInstant } from '@mingdan/shared/kernel/time';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';

const KINDS = ['personal', 'sick', 'annual', 'training', 'other'] as const;

/** Leave 请假 of an installer: what lies ahead, and a form to enter one. Visits that fall into it are named, so that somebody moves them. */
export function Leaves({ personId, leaves }: { personId: string; leaves: InstallerProfileView['leaves'] }) {
  const { message, modal } = App.useApp();
  const [draft, setDraft] = useState({ from: '', to: '', kind: 'personal' as (typeof KINDS)[number], reason: '' });
  const mayWrite = useMay('roster:write');
  const end = useWrite<typeof endLeave>(endLeaveMeta);
  const add = useWrite<typeof addLeave>(addLeaveMeta, {
    onDone: ({ visits }) => {
      setDraft({ from: '', to: '', kind: 'personal', reason: '' });
      if (visits.length === 0) void message.success(t('leave.added'));
      else
        modal.info({
          title: t('leave.added'),
          content: t('leave.clash', { count: visits.length, numbers: visits.map(({ number }) => number).join('、') }),
        });
    },
  });
  const instant = (local: string) => parseInstant(`${local}:00+08:00`);
  const [from, to] = [instant(draft.from), instant(draft.to)];
  const fault = problemOf(add.error).fields.find(({ path }) => path === 'to')?.message;
  const error = add.error ?? end.error;
  const when = (key: 'from' | 'to') => (id: string) => (
    <DateField id={id} kind="datetime-local" value={draft[key]} onChange={(at) => setDraft({ ...draft, [key]: at })} />
  );
  return (
    <Card title={t('leave.title')}>
      <div className={styles.form}>
        {leaves.length === 0 && <span className="muted">{t('leave.none')}</span>}
        <ul className={styles.list}>
          {leaves.map((leave) => (
            <li key={leave.id} className={styles.entry}>
              <span className={styles.entryText}>
                {t(`leave.kind.${leave.kind}`)}
                <span className={`num ${styles.small}`}>
                  {formatMoment(epochMs(leave.from))} – {formatMoment(epochMs(leave.to))}
                </span>
                {leave.reason !== '' && <span className={styles.small}>{leave.reason}</span>}
              </span>
              {mayWrite && (
                <Button
                  size="small"
                  loading={end.isPending}
                  aria-label={t('leave.endOf', { from: formatMoment(epochMs(leave.from)) })}
                  onClick={() => end.mutate({ leaveId: leave.id })}
                >
                  {t('leave.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {mayWrite && (
          <>
            <div className={styles.pair}>
              <Field title={t('leave.from')}>{when('from')}</Field>
              <Field title={t('leave.to')} problem={fault}>
                {when('to')}
              </Field>
              <Field title={t('leave.kind')}>
                {(id) => (
                  <Select
                    id={id}
                    value={draft.kind}
                    onChange={(kind) => setDraft({ ...draft, kind })}
                    options={KINDS.map((kind) => ({ value: kind, label: t(`leave.kind.${kind}`) }))}
                  />
                )}
              </Field>
              <Field title={t('leave.reason')}>
                {(id) => (
                  <Input
                    id={id}
                    maxLength={200}
                    value={draft.reason}
                    onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
                  />
                )}
              </Field>
            </div>
            {error && <ProblemView error={error} compact of="write" />}
            <span>
              <Button
                disabled={from === null || to === null}
                loading={add.isPending}
                onClick={() => from !== null && to !== null && add.mutate({ personId, from, to, kind: draft.kind, reason: draft.reason })}
              >
                {t('leave.add')}
              </Button>
            </span>
          </>
        )}
      </div>
    </Card>
  );
}
