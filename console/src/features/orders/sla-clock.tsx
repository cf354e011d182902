import { DAY_MS, HOUR_MS, MINUTE_MS } from '@mingdan/shared/kernel/time';
import { moment } from '../../lib/format.ts';
import styles from './list.module.css';
import { t } from './list-messages.ts';

/** From here on the clock stands out. */
const NEAR_MS = 4 * HOUR_MS;

/** How long until a service level is due or since when it is over, rounded to what matters: 2 天, 5 小时, 40 分钟. */
export function clockWords(dueAt: number, now: number): string {
  const distance = Math.abs(dueAt - now);
  const time =
    distance >= DAY_MS
      ? t('sla.days', { n: Math.floor(distance / DAY_MS) })
      : distance >= HOUR_MS
        ? t('sla.hours', { n: Math.floor(distance / HOUR_MS) })
        : t('sla.minutes', { n: Math.max(1, Math.floor(distance / MINUTE_MS)) });
  return t(dueAt <= now ? 'sla.over' : 'sla.left', { time });
}

/** The clock of the step that an order is at 时效, named as such: beside an appointment it would be taken for the time until then. Orange once it has run out: an anomaly. */
export function SlaClock({ dueAt, now }: { dueAt: number | null; now: number }) {
  if (dueAt === null) return null;
  const tone = dueAt <= now ? styles.over : dueAt - now <= NEAR_MS ? styles.near : styles.calm;
  return (
    <span className={`${styles.clock} ${tone}`} title={t('sla.due', { when: moment(dueAt, now) })}>
      {clockWords(dueAt, now)}
    </span>
  );
}
