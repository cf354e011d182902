import { label } from '@mingdan/shared/messages/index';
import type { ReactNode } from 'react';
import styles from './tag.module.css';

/** `good` done · `waiting` under way · `bad` failed · `quiet` no state at all · `plain` neutral. Orange is not among them: it means anomalies. */
export type Tone = 'good' | 'waiting' | 'bad' | 'quiet' | 'plain';

/** A word with its colour and a dot: never colour alone. */
export function Tag({ tone = 'plain', children, dot = true }: { tone?: Tone; children: ReactNode; dot?: boolean }) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`}>
      {dot && <span className={styles.dot} aria-hidden="true" />}
      {children}
    </span>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  'order.phase.new': 'waiting',
  'order.phase.dispatch': 'waiting',
  'order.phase.expected': 'waiting',
  'order.phase.working': 'waiting',
  'order.phase.waiting': 'waiting',
  'order.phase.review': 'waiting',
  'order.phase.settle': 'waiting',
  'order.phase.closed': 'waiting',
  'order.state.suspended': 'plain',
  'order.state.done': 'good',
  'order.state.cancelled': 'quiet',
  'order.settlement.estimated': 'plain',
  'order.settlement.pending': 'waiting',
  'order.settlement.eligible': 'waiting',
  'order.settlement.disputed': 'bad',
  'order.settlement.unverified': 'bad',
  'order.settlement.settled': 'good',
  'order.settlement.paid': 'good',
  'pay.state.none': 'quiet',
  'pay.state.unpaid': 'waiting',
  'pay.state.part': 'waiting',
  'pay.state.paid': 'good',
  'pay.state.over': 'bad',
  'offer.status.offered': 'waiting',
  'offer.status.accepted': 'good',
  'offer.status.refused': 'bad',
  'offer.status.expired': 'quiet',
  'offer.status.withdrawn': 'quiet',
  'delivery.status.pending': 'waiting',
  'delivery.status.sent': 'good',
  'delivery.status.staff_todo': 'waiting',
  'delivery.status.undeliverable': 'bad',
};

/** The catalogue's word for a value of a state machine, in the state's tone: `group` as in the catalogue (`order.state`). */
export function StateTag({ group, value }: { group: string; value: string }) {
  return <Tag tone={TONES[`${group}.${value}`] ?? 'plain'}>{label(group, value)}</Tag>;
}
