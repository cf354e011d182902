import type { Slot, TimeslotField, TimeslotValue } from '@mingdan/shared/forms/definition';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay, formatSlot, formatTime } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { ask } from '../../lib/browser.ts';
import { reachable } from '../../lib/spoken.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../messages/common.ts';
import type { LevelOf, WidgetProps } from '../host.ts';
import { daysOf, hoursOf } from '../slots.ts';
import { useRooms } from '../use-rooms.ts';

/** What stands below the hours of a slot; null for nothing. */
function markOf(clash: string | null, level: ReturnType<LevelOf>): { readonly tone: string; readonly words: string } | null {
  if (level === 'full') return { tone: 'slot-full', words: t('slot.taken') };
  if (clash) return { tone: 'slot-full', words: t('slot.clash') };
  if (level === null) return null;
  if (level === 'now') return { tone: 'slot-tight', words: t('slot.now') };
  return level === 'tight' ? { tone: 'slot-tight', words: t('slot.busy') } : { tone: 'slot-free', words: t('slot.open') };
}

/** Why a slot is not taken; null where it is. */
export function whyNot(level: ReturnType<LevelOf>): string | null {
  if (level === 'full') return t('slot.takenWhy');
  return level === 'now' ? t('slot.nowWhy') : null;
}

/**
 * `timeslot`: a day, then the hours; one that must be there is changed, never taken away. Those that have passed are not on offer, and the first day is one that
 * has some left. A customer is not let into hours that are full, and reads so.
 */
export function TimeslotWidget({ field, value, required, wrong, host, onChange }: WidgetProps<TimeslotField, TimeslotValue>) {
  const now = useNow(60_000);
  const today = businessDay(epochMs(now));
  const days = daysOf(field, today);
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const time = formatTime(now);
  const firstFree = days.find((each) => hoursOf(field, each, today, time).length > 0);
  const chosen = day ?? value?.date ?? firstFree ?? today;
  const hours = hoursOf(field, chosen, today, time);
  const rooms = useRooms(field, host.roomsOf, today);
  const clashOf = (date: string, from: string) => rooms?.find((room) => room.date === date && room.from === from)?.clash ?? null;
  const clash = value ? clashOf(value.date, value.from) : null;
  const levelOf = (slot: Slot) => host.levelOf?.({ date: chosen, from: slot.from, to: slot.to }) ?? null;
  const refusal = hours.map((slot) => (slot.from === refused ? whyNot(levelOf(slot)) : null)).find((why) => why !== null) ?? null;

  const show = (next: string) => {
    setRefused(null);
    setDay(next);
  };
  const close = () => {
    setRefused(null);
    setOpen(false);
  };
  const take = async ({ from, to }: Slot) => {
    if (whyNot(levelOf({ from, to })) !== null) return setRefused(from);
    // two visits in the same hours may go well: whoever makes the appointment says so
    const what = clashOf(chosen, from);
    const words = { yes: t('slot.clashTakeYes'), no: t('slot.clashNo') };
    if (what !== null && !(await ask(t('slot.clashTitle'), t('slot.clashTake', { what }), words))) return;
    onChange({ date: chosen, from, to });
    close();
  };

  return (
    <View>
      <View className={wrong ? 'box box-wrong' : 'box'} onClick={() => setOpen(true)}>
        <View className={value ? '' : 'box-empty'}>{value ? formatSlot(value, now) : t('form.choose')}</View>
        <Icon name="calendar" />
      </View>
      {clash ? <View className="slot-clash gap-top">{clash}</View> : null}
      <Sheet title={field.label} open={open} onClose={close}>
        <View {...reachable()} className="days">
          {days.map((each) => {
            const [date = '', weekday = ''] = formatNearDay(each, now).split(' ');
            return (
              <View key={each} className={each === chosen ? 'day option-on' : 'day'} onClick={() => show(each)}>
                <View className="nowrap">{date}</View>
                <View className="hint tiny">{weekday === '' ? `${Number(each.slice(5, 7))}/${Number(each.slice(8))}` : weekday}</View>
              </View>
            );
          })}
        </View>
        {hours.length === 0 ? <View className="hint gap-top">{t('form.slotNone')}</View> : null}
        <View className="options">
          {hours.map((slot) => {
            const on = value?.date === chosen && value.from === slot.from && value.to === slot.to;
            const mark = markOf(clashOf(chosen, slot.from), levelOf(slot));
            return (
              <View key={slot.from} className={on ? 'option slot option-on' : 'option slot'} onClick={() => void take(slot)}>
                <View className="nowrap">
                  {slot.from}–{slot.to}
                </View>
                {mark ? <View className={`tiny ${mark.tone}`}>{mark.words}</View> : null}
              </View>
            );
          })}
        </View>
        {refusal === null ? null : (
          <View className="slot-clash gap-top" role="alert">
            {refusal}
          </View>
        )}
        {value && !required ? (
          <View className="gap-top">
            <Press tone="quiet" onPress={() => onChange(null)}>
              {t('form.remove')}
            </Press>
          </View>
        ) : null}
      </Sheet>
    </View>
  );
}
