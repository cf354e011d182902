import { HOUR_MS, parseInstant } from '@mingdan/shared/kernel/time';
import { text } from '@mingdan/shared/messages/index';

/** How often a customer may choose another appointment alone, and how long before the old one begins. */
export const MOST_CHANGES = 3;
export const LATEST_BEFORE_MS = 2 * HOUR_MS;

export type SlotRefusal = 'no_slot' | 'too_late' | 'too_often' | 'begun' | 'closed' | 'not_proved';

export interface SlotFacts {
  readonly proved: boolean;
  /** The order's form has an appointment at all. */
  readonly hasField: boolean;
  readonly state: string;
  /** The installer has begun, or the work is finished. */
  readonly begun: boolean;
  /** Between two visits: the appointment that stands is that of the last one, and says nothing of the next. */
  readonly between: boolean;
  /** The appointment that stands, if any. */
  readonly slot: { readonly date: string; readonly from: string } | null;
  /** Changes that the customer made before. */
  readonly changes: number;
  readonly now: number;
}

/** Whether the customer may choose another appointment now; null: yes. Staff may always, within the flow. */
export function slotRefusal(facts: SlotFacts): SlotRefusal | null {
  if (!facts.proved) return 'not_proved';
  if (facts.state !== 'open') return 'closed';
  if (!facts.hasField) return 'no_slot';
  if (facts.begun) return 'begun';
  if (facts.changes >= MOST_CHANGES) return 'too_often';
  if (facts.between) return null;
  const start = facts.slot && parseInstant(`${facts.slot.date}T${facts.slot.from}:00+08:00`);
  return start !== null && start - facts.now < LATEST_BEFORE_MS ? 'too_late' : null;
}

type Moved = { readonly type: string; readonly actor_role: string };

/**
 * Who chose other hours while the order waits between two visits; null: nobody yet. What was chosen before the order came to where it waits is what the last
 * visit was about.
 *
 * @param events the order's history, oldest first
 */
function movedBetween(phase: string, events: readonly Moved[]): 'customer' | 'company' | null {
  if (phase !== 'waiting') return null;
  const began = events.findLastIndex(({ type }) => type === 'entered');
  const moved = events.findLastIndex(({ type }) => type === 'rescheduled');
  if (moved <= began) return null;
  return events[moved]?.actor_role === 'customer' ? 'customer' : 'company';
}

/** Whether the customer did: somebody of the desk says yes to those hours, or agrees on others. */
export function isCustomersChoice(phase: string, events: readonly Moved[]): boolean {
  return movedBetween(phase, events) === 'customer';
}

/**
 * What is told beside an appointment that does not stand as it reads: between two visits it is the last one's, or a wish of the customer's that the desk has
 * not said yes to. Null where it stands.
 */
export function slotNote(phase: string, events: readonly Moved[], audience: 'staff' | 'customer'): string | null {
  if (phase !== 'waiting') return null;
  const by = movedBetween(phase, events);
  if (by === null) return text('order.slot.before');
  if (by === 'company') return null;
  return text(audience === 'staff' ? 'order.slot.wished' : 'order.slot.yours');
}

/** The reason in words, for the sentence of the refusal. */
export const SLOT_REASONS: Readonly<Record<SlotRefusal, string>> = {
  not_proved: '还没有确认您是本人',
  closed: '工单已结束或已暂停',
  no_slot: '这张工单没有预约时段',
  begun: '师傅已经开始服务',
  too_often: `已经改过 ${MOST_CHANGES} 次`,
  too_late: '距离上门不到 2 小时',
};
