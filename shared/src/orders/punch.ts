import type { LocationValue, TimeslotValue } from '../forms/definition.ts';
import { metresBetween, metresText } from '../kernel/metres.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import { businessDay, epochMs, HOUR_MS, parseInstant } from '../kernel/time.ts';
import { formatDate, formatSlot, formatSlotDate, formatTime } from '../messages/format.ts';
import { text } from '../messages/index.ts';

/**
 * Metres from the address beyond the punch's own accuracy that still pass. An address's point is often the gate of an estate or the middle of its street, and
 * high buildings push a fix aside: half a kilometre is outside of all that, and nobody's door.
 */
export const FAR_M = 500;

/** How long before the hours begin a punch still passes: whoever is done earlier elsewhere rings half an hour before, but nobody waits at home for longer. */
export const EARLY_MS = HOUR_MS;

/** What a punch is judged by: where the step takes place, null where that is not known, and the hours that were promised. */
export interface Appointment {
  readonly site: { readonly lat: number; readonly lng: number } | null;
  readonly slot: TimeslotValue | null;
  /** The punch says that nobody was at home: whoever was promised later hours had no reason to be there, so no minute passes. */
  readonly isVain?: boolean;
}

/** What is odd about a punch 打卡异常; at least one of the two is there. */
export interface OddPunch {
  /** How far it was from the address, metres; null: near enough, or not known. */
  readonly metres: number | null;
  /** The hours that it came well before; null: not early, or no hours were promised. */
  readonly early: TimeslotValue | null;
}

/**
 * What is odd about a punch: {@link FAR_M} or {@link EARLY_MS} are passed, or it says before the hours begin that nobody was at home. Null: nothing. The phone asks by this before it sends and the server marks by it, so
 * both take the punch's own time: an act may wait on the phone for a network.
 */
export function oddPunch(punch: LocationValue, { site, slot, isVain = false }: Appointment): OddPunch | null {
  const metres = site ? metresBetween(punch, site) : 0;
  const begins = slot ? parseInstant(`${slot.date}T${slot.from}:00+08:00`) : null;
  const far = metres - punch.accuracy > FAR_M;
  const early = begins !== null && begins - punch.at > (isVain ? 0 : EARLY_MS);
  return far || early ? { metres: far ? metres : null, early: early ? slot : null } : null;
}

/** True for a punch on a day before the slot's. */
export function isBeforeDay({ early }: OddPunch, at: number): boolean {
  return early !== null && businessDay(epochMs(at)) < early.date;
}

/** The same in words, at the moment of the punch: `距上门地址 3.2 公里，约定今天 14:00–16:00，现在 09:10`. */
export function oddPunchNow({ metres, early }: OddPunch, at: number): string {
  return [
    ...(metres === null ? [] : [text('order.punch.far', { distance: metresText(metres) })]),
    ...(early === null ? [] : [text('order.punch.earlyNow', { slot: formatSlot(early, at), time: formatTime(at) })]),
  ].join('，');
}

/** How whoever punches is asked before an odd punch counts: who is early alone may wait, and who is far away may go on and punch there. Buttons have at most four characters. */
export function punchQuestion(odd: OddPunch, at: number): Readonly<Record<'title' | 'text' | 'yes' | 'no', string>> {
  const { metres, early } = odd;
  const which = metres === null && early !== null ? 'askEarly' : 'ask';
  const words = which === 'ask' ? { what: oddPunchNow(odd, at) } : { slot: formatSlot(early!, at) };
  return {
    title: text(`order.punch.${which}.title`),
    text: text(`order.punch.${which}.text`, words as never),
    yes: text(`order.punch.${which}.yes`),
    no: text(`order.punch.${which}.no`),
  };
}

/** And afterwards, for whoever looks into it: `距上门地址 3.2 公里，09:10 打卡，约定 11月30日 周一 14:00–16:00`, with the day where it is another. */
export function oddPunchTold({ metres, early }: OddPunch, at: number): string {
  const day = businessDay(epochMs(at));
  const time = day === early?.date ? formatTime(at) : `${formatDate(day, at)} ${formatTime(at)}`;
  return [
    ...(metres === null ? [] : [text('order.punch.far', { distance: metresText(metres) })]),
    ...(early === null ? [] : [text('order.punch.early', { slot: formatSlotDate(early, at), time })]),
  ].join('，');
}

/**
 * What the answer 不属实 brings about, sentence by sentence. `fee`: the visit fee that rests on the punch, fen, null where the reader does not see the figure;
 * null: no money moves.
 */
export function rejectionTold(fee: { readonly charge: number | null; readonly earn: number | null } | null): readonly string[] {
  if (fee === null) return [text('order.punch.rejected.note')];
  const { charge, earn } = fee;
  return [
    text('order.punch.rejected.fee'),
    ...(charge === null ? [] : [text('order.punch.rejected.charge', { amount: formatYuan(fen(charge)) })]),
    earn === null ? text('order.punch.rejected.earnHidden') : text('order.punch.rejected.earn', { amount: formatYuan(fen(earn)) }),
    text('order.punch.rejected.told'),
  ];
}
