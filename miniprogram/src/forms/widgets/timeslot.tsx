import type { TimeslotField, TimeslotValue } from '@mingdan/shared/forms/definition';
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
import type { WidgetProps } from '../host.ts';
import { daysOf, hoursOf } from '../slots.ts';
import { useRooms } from '../use-rooms.ts';

/** `timeslot`: a day, then the hours; one that must be there is changed, never taken away. Those that have passed are not on offer, and the first day is one that has some left. */
export function TimeslotWidget({ field, value, required, wrong, host, onChange }: WidgetProps<TimeslotField, TimeslotValue>) {
  const now = useNow(60_000);
  const today = businessDay(epochMs(now));
  const days = daysOf(field, today);
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState<string | null>(null);
  const time = formatTime(now);
  const firstFree = days.find((each) => hoursOf(field, each, today, time).length > 0);
  const chosen = day ?? value?.date ?? firstFree ?? today;
  const hours = hoursOf(field, chosen, today, time);
  const rooms = useRooms(field, host.roomsOf, today);
  const clashOf = (date: string, from: string) => rooms?.find((room) => room.date === date && room.from === from)?.clash ?? null;
  // two visits in the same hours may go well: whoever makes the appointment says so
  const take = async (slot: TimeslotValue) => {
    const what = clashOf(slot.date, slot.from);
    const words = { yes: t('slot.clashTakeYes'), no: t('slot.clashNo') };
    if (what !== null && !(await ask(t('slot.clashTitle'), t('slot.clashTake', { what }), words))) return;
    onChange(slot);
    setOpen(false);
  };
  const clash = value ? clashOf(value.date, value.from) : null;

  return (
    <View>
      <View className={wrong ? 'box box-wrong' : 'box'} onClick={() => setOpen(true)}>
        <View className={value ? '' : 'box-empty'}>{value ? formatSlot(value, now) : t('form.choose')}</View>
        <Icon name="calendar" />
      </View>
      {clash ? <View className="slot-clash gap-top">{clash}</View> : null}
      <Sheet title={field.label} open={open} onClose={() => setOpen(false)}>
        <View {...reachable()} className="days">
          {days.map((each) => {
            const [date = '', weekday = ''] = formatNearDay(each, now).split(' ');
            return (
              <View key={each} className={each === chosen ? 'day option-on' : 'day'} onClick={() => setDay(each)}>
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
            return (
              <View
                key={slot.from}
                className={on ? 'option option-on' : 'option'}
                style={{ flex: '1 0 40%' }}
                onClick={() => void take({ date: chosen, from: slot.from, to: slot.to })}
              >
                {slot.from}–{slot.to}{' '}
                {clashOf(chosen, slot.from) ? <View className="tiny slot-full slot-mark">{t('slot.clash')}</View> : null}
              </View>
            );
          })}
        </View>
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
