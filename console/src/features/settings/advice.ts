import type { WecomSelfCheck } from '@mingdan/shared/contracts/wecom';
import { epochMs, formatMoment } from '@mingdan/shared/kernel/time';
import { t } from './messages.ts';

type Check = WecomSelfCheck['checks'][number];

/** What was found, in words; null where there is nothing to tell. */
export function foundText({ key, found }: Check): string | null {
  if (found === null) return null;
  if (key === 'callback') return t('found.callback', { when: formatMoment(epochMs(Number(found))) });
  if (key === 'members' || key === 'contacts') return t(`found.${key}`, { count: found });
  return found;
}

/** What to do about a check that did not pass; null where there is nothing to do. */
export function adviceText({ key, reason, state }: Check, callbackUrl: string): string | null {
  if (reason === 'fine') return null;
  if (reason === 'no_answer' || reason === 'after_token') return t(`advice.${reason}`);
  const what = `${key}.${reason}` as const;
  switch (what) {
    case 'callback.never_called':
      return t(`advice.${what}`, { url: callbackUrl });
    case 'app.not_configured':
    case 'publicUrl.local_address':
    case 'publicUrl.not_https':
    case 'token.refused':
    case 'callback.called_long_ago':
    case 'members.refused':
    case 'members.nobody':
    case 'contacts.refused':
    case 'contacts.nobody':
    case 'corpTicket.refused':
    case 'agentTicket.refused':
    case 'miniProgram.not_configured':
      return t(`advice.${what}`);
  }
  return state === 'skipped' ? t('advice.skipped') : null;
}
