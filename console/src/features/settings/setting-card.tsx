import type { Contract } from '@mingdan/shared/contracts/define';
import { formatSince } from '@mingdan/shared/messages/format';
import type { UseQueryResult } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { FormEvent, ReactNode } from 'react';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { StaleChoice, useVersioned } from '../../ui/stale-choice.tsx';
import { t } from './messages.ts';
import styles from './settings.module.css';

interface Kept<T> {
  readonly value: T;
  readonly version: number;
  readonly savedAt: number | null;
  readonly savedBy: string | null;
}

/** What the form of a setting works with. */
export interface SettingForm<T> {
  readonly value: T;
  readonly edit: (part: Partial<T>) => void;
  /** True for whoever may look but not save. */
  readonly disabled: boolean;
  /** What the server minds about a field. */
  readonly problem: (field: keyof T & string) => string | undefined;
}

interface Props<T> {
  readonly title: string;
  readonly note: string;
  readonly query: UseQueryResult<Kept<T>, Error>;
  readonly meta: Contract['meta'];
  /** False while the form holds something that cannot be saved. */
  readonly isFit?: (value: T) => boolean;
  readonly children: (form: SettingForm<T>) => ReactNode;
}

/** One setting of the company 公司设置, saved as a whole over the version that was read. */
export function SettingCard<T extends object>(props: Props<T>) {
  return (
    <Card title={props.title}>
      <p className={styles.note}>{props.note}</p>
      <QueryBoundary query={props.query} compact>
        {(kept) => <Form {...props} kept={kept} />}
      </QueryBoundary>
    </Card>
  );
}

function Form<T extends object>({ query, meta, kept, isFit, children }: Props<T> & { kept: Kept<T> }) {
  const { message } = App.useApp();
  const now = useNow();
  const mayWrite = useMay('settings:write');
  const setting = useVersioned<T>(kept);
  // the three settings differ only in their value, which this card hands through
  const write = useWrite<Contract>(meta, {
    onDone: (saved) => {
      void message.success(t('saved'));
      setting.take(saved as Kept<T>);
    },
  });
  const { fields, code } = problemOf(write.error);
  const isStale = code === 'settings.stale_version';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate(
      { version: setting.base, value: setting.draft },
      { onError: (error) => void (problemOf(error).code === 'settings.stale_version' && query.refetch()) },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {children({
        value: setting.draft,
        edit: (part) => setting.edit({ ...setting.draft, ...part }),
        disabled: !mayWrite,
        problem: (field) => fields.find(({ path }) => path === `value.${field}`)?.message,
      })}
      {setting.isBehind && (
        <StaleChoice by={kept.savedBy} at={kept.savedAt} onTheirs={() => setting.take(kept)} onMine={setting.keepMine} />
      )}
      {write.isError && !isStale && <ProblemView error={write.error} compact of="write" />}
      <div className={styles.foot}>
        {mayWrite && (
          <Button
            type="primary"
            htmlType="submit"
            disabled={!setting.isDirty || setting.isBehind || isFit?.(setting.draft) === false}
            loading={write.isPending}
          >
            {t('save')}
          </Button>
        )}
        <span className="muted">
          {kept.savedAt === null ? t('never') : t('savedBy', { by: kept.savedBy ?? '', when: formatSince(kept.savedAt, now) })}
        </span>
      </div>
    </form>
  );
}
