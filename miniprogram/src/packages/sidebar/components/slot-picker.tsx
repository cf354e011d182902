import type { TimeslotField, TimeslotValue } from '@mingdan/shared/forms/definition';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay, formatSlot, formatTime } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../components/press.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { daysOf } from '../../../forms/slots.ts';
import { useRooms } from '../../../forms/use-rooms.ts';
import { reachable } from '../../../lib/spoken.ts';
import { useNow } from '../../../lib/use-now.ts';
import { t } from '../../../messages/staff.ts';
import { hasNobodyFree, type OfferedSlot, type Room, slotsWithRoom } from '../lib/slot-choice.ts';

function roomWords(room: Room): string {
  if (room.level === 'tight') return hasNobodyFree(room) ? t('slot.nobody') : t('slot.tight', { count: room.left });
  return t(room.level === 'full' ? 'slot.full' : 'slot.free');
}

/**
 * Days and hours on the page itself: one press and the slot stands. How much room a slot has comes from rosters and capacity, with why; one that is full,
 * or with nobody free, is taken only after a second look, for people may be found all the same.
 */
export function SlotPicker({
  field,
  value,
  region,
  templateCode,
  orderId,
  wrong,
  onChange,
}: {
  field: TimeslotField;
  value: TimeslotValue | null;
  /** Where the visit goes; empty while unknown: no hints then. */
  region: string;
  /** Whose work it is. */
  templateCode: string;
  /** The order that gets another appointment: what its installer holds already is told. */
  orderId?: string;
  wrong: boolean;
  onChange: (value: TimeslotValue | null) => void;
}) {
  const now = useNow(60_000);
  const today = businessDay(epochMs(now));
  const time = formatTime(now);
  const days = daysOf(field, today);
  const known = useRooms(field, { region, templateCode, ...(orderId === undefined ? {} : { orderId }) }, today);
  const [picked, setPicked] = useState<string | null>(null);
  const [full, setFull] = useState<OfferedSlot | null>(null);
  const firstFree = days.find((each) => slotsWithRoom(field, each, today, time, known).length > 0);
  const day = picked ?? value?.date ?? firstFree ?? today;
  const slots = slotsWithRoom(field, day, today, time, known);
  const isOn = (slot: OfferedSlot) => value?.date === day && value.from === slot.from && value.to === slot.to;
  const chosen = slots.find(isOn);

  const take = (slot: OfferedSlot) => {
    setFull(null);
    onChange({ date: day, from: slot.from, to: slot.to });
  };
  const press = (slot: OfferedSlot) => {
    if (isOn(slot)) onChange(null);
    else if (slot.room && (slot.room.level === 'full' || hasNobodyFree(slot.room))) setFull(slot);
    else take(slot);
  };

  return (
    <View>
      <View {...reachable()} className="days">
        {days.map((each) => {
          const [date = '', weekday = ''] = formatNearDay(each, now).split(' ');
          return (
            <View key={each} className={each === day ? 'day option-on' : 'day'} role="button" onClick={() => setPicked(each)}>
              <View className="nowrap">{date}</View>
              <View className="hint tiny">{weekday === '' ? `${Number(each.slice(5, 7))}/${Number(each.slice(8))}` : weekday}</View>
            </View>
          );
        })}
      </View>
      {slots.length === 0 ? <View className="hint gap-top">{t('form.slotNone')}</View> : null}
      <View className={wrong ? 'options slots slots-wrong' : 'options slots'}>
        {slots.map((slot) => (
          <View key={slot.from} className={isOn(slot) ? 'option slot option-on' : 'option slot'} role="button" onClick={() => press(slot)}>
            <View className="nowrap">
              {slot.from}–{slot.to}
            </View>
            {slot.room === null ? null : <View className={`tiny slot-${slot.room.level}`}>{roomWords(slot.room)}</View>}
            {slot.room?.clash ? <View className="tiny slot-full">{t('slot.clash')}</View> : null}
          </View>
        ))}
      </View>
      {/* the day may lie beyond the edge of the row */}
      {value ? <View className="lead gap-top">{t('slot.chosen', { slot: formatSlot(value, now) })}</View> : null}
      {chosen?.room?.clash ? <View className="slot-clash gap-top">{chosen.room.clash}</View> : null}
      {chosen?.room && chosen.room.level !== 'free' ? <View className="hint tiny gap-top">{chosen.room.why}</View> : null}
      <Sheet
        title={t(full?.room && hasNobodyFree(full.room) ? 'slot.nobodyTitle' : 'slot.fullTitle')}
        open={full !== null}
        onClose={() => setFull(null)}
        foot={
          <Press wide onPress={() => full && take(full)}>
            {t('slot.fullTake')}
          </Press>
        }
      >
        <View className="lead">
          {formatNearDay(day, now)} {full?.from}–{full?.to}
        </View>
        <View className="secondary gap-top">{full?.room?.why}</View>
        {full?.room?.clash ? <View className="slot-clash gap-top">{full.room.clash}</View> : null}
        <View className="hint gap-top">{t('slot.fullHint')}</View>
      </Sheet>
    </View>
  );
}
