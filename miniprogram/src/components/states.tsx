import type { Problem } from '@mingdan/shared/contracts/client';
import { formatSince } from '@mingdan/shared/messages/format';
import { refusalText } from '@mingdan/shared/messages/index';
import { Text, View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';
import type { IconName } from '../lib/icons.ts';
import { loginByHand } from '../lib/login.ts';
import { useNow } from '../lib/use-now.ts';
import type { Reading } from '../lib/use-operation.ts';
import { t } from '../messages/common.ts';
import { Icon } from './icon.tsx';
import { Press } from './press.tsx';

/** The code to quote when asking for help. */
export function problemCode({ code, requestId }: Problem): string {
  return requestId === null ? t('state.code', { code }) : t('state.codeWithRequest', { code, request: requestId.slice(-8) });
}

/** What a refusal says: its sentence, or the first wrong field's when there is just one. */
export function problemText(problem: Problem): string {
  const [only, ...more] = problem.fields;
  return only && more.length === 0 ? only.message : refusalText(problem.code, problem.detail);
}

/** A page or card without content: one line, and the next act. */
export function Blank({ icon, title, hint, children }: { icon: IconName; title: string; hint?: string | undefined; children?: ReactNode }) {
  return (
    <View className="blank">
      <View className="blank-mark">
        <Icon name={icon} size={40} />
      </View>
      <View className="lead">{title}</View>
      {hint ? <View className="hint gap-top">{hint}</View> : null}
      {children ? <View className="gap-top-wide">{children}</View> : null}
    </View>
  );
}

/** Why a page has no content, and what to do: try again, log in, or whom to ask. */
export function Failure({ problem, offline, onRetry }: { problem: Problem; offline: boolean; onRetry: () => void }) {
  if (problem.code === 'login.outside') {
    return (
      <Blank icon="lock" title={t('state.loginTitle')} hint={t('state.loginOutside')}>
        <Press onPress={loginByHand}>{t('state.login')}</Press>
      </Blank>
    );
  }
  if (problem.status === 401) {
    return (
      <Blank icon="lock" title={t('state.loginTitle')} hint={refusalText(problem.code)}>
        <Press onPress={loginByHand}>{t('state.loginAgain')}</Press>
        <View className="hint tiny gap-top">{problemCode(problem)}</View>
      </Blank>
    );
  }
  if (problem.status === 403) {
    return (
      <Blank
        icon="lock"
        title={t('state.forbiddenTitle')}
        hint={problem.code === 'request.forbidden' ? t('state.forbiddenWho') : problemText(problem)}
      >
        <View className="hint tiny gap-top">{problemCode(problem)}</View>
      </Blank>
    );
  }
  // nothing was being saved: what went wrong with reading is said in words of its own
  const hint = offline ? t('state.offlineHint') : problem.status >= 500 ? t('state.failedHint') : problemText(problem);
  return (
    <Blank icon={offline ? 'cloud' : 'alert'} title={t(offline ? 'state.offlineTitle' : 'state.failedTitle')} hint={hint}>
      <Press tone="plain" onPress={onRetry}>
        {t('state.retry')}
      </Press>
      {offline ? null : <View className="hint tiny gap-top">{problemCode(problem)}</View>}
    </Blank>
  );
}

/** A line across the page: what went wrong or well with something the page itself survives. */
export function Notice({
  text,
  tone = 'waiting',
  act,
  onAct,
}: {
  text: string;
  tone?: 'waiting' | 'bad' | 'good';
  act?: string;
  onAct?: () => void;
}) {
  return (
    <View className={`notice notice-${tone}`}>
      <Text className="notice-text">{text}</Text>
      {act && onAct ? (
        <Press tone="quiet" onPress={onAct}>
          {act}
        </Press>
      ) : null}
    </View>
  );
}

/** The line under a form after a refused write: the sentence and the code. */
export function ProblemNotice({ problem, act, onAct }: { problem: Problem | undefined; act?: string; onAct?: () => void }) {
  if (!problem) return null;
  const text = problem.code === 'request.offline' ? problemText(problem) : `${problemText(problem)}（${problemCode(problem)}）`;
  return <Notice tone="bad" text={text} {...(act && onAct ? { act, onAct } : {})} />;
}

/**
 * Shows what was read. First load: the skeleton of the real layout. Failed with nothing to show: why, and retry. Failed over older content: the
 * content stays, with a line that says so.
 */
export function Loaded<T>({
  reading,
  skeleton,
  children,
}: {
  reading: Reading<T>;
  skeleton: ReactElement;
  children: (data: T) => ReactNode;
}) {
  const { data, problem, offline, asOf, refetch } = reading;
  const now = useNow(60_000);
  const retry = () => void refetch();
  if (data === undefined) return problem ? <Failure problem={problem} offline={offline} onRetry={retry} /> : skeleton;
  return (
    <>
      {problem ? (
        <Notice
          tone={offline ? 'waiting' : 'bad'}
          text={offline ? (asOf === null ? t('state.offline') : t('order.readOn', { when: formatSince(asOf, now) })) : problemText(problem)}
          act={t('state.retry')}
          onAct={retry}
        />
      ) : null}
      {children(data)}
    </>
  );
}

/** Grey blocks in the places of what will come. Heights in px. */
export function Skeleton({ heights }: { heights: readonly number[] }) {
  return (
    <View>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks have nothing else to be told apart by
        <View key={index} className="skeleton gap-top" style={{ height: `${height}px` }} />
      ))}
    </View>
  );
}
