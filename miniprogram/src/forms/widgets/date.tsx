import { dayOfBound } from '@mingdan/shared/forms/days';
import type { DateField } from '@mingdan/shared/forms/definition';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';
import { monthDays, turnMonth } from '../month.ts';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** `date`: a calendar month in a sheet; days outside the field's bounds cannot be pressed. */
export function DateWidget({ field, value, required, wrong, onChange }: WidgetProps<DateField, string>) {
  const now = useNow(60_000);
  const today = businessDay(epochMs(now));
  const min = field.min === undefined ? null : dayOfBound(field.min, today);
  const max = field.max === undefined ? null : dayOfBound(field.max, today);
  const first = value ?? (min !== null && min > today ? min : max !== null && max < today ? max : today);
  const [open, setOpen] = useState(false);
  const [turned, setTurned] = useState<string | null>(null);
  const month = turned ?? first.slice(0, 7);
  const isOff = (day: string) => (min !== null && day < min) || (max !== null && day > max);
  const close = () => {
    setOpen(false);
    setTurned(null);
  };
  const turn = (by: number, sign: string, words: string) => (
    <View className="calendar-turn" ariaLabel={words} onClick={() => setTurned(turnMonth(month, by))}>
      {sign}
    </View>
  );

  return (
    <View>
      <View className={wrong ? 'box box-wrong' : 'box'} onClick={() => setOpen(true)}>
        <View className={value ? '' : 'box-empty'}>{value ? formatNearDay(value, now) : t('form.choose')}</View>
        <Icon name="calendar" />
      </View>
      <Sheet title={field.label} open={open} onClose={close}>
        <View className="calendar-head">
          {turn(-12, '«', t('form.yearBefore'))}
          {turn(-1, '‹', t('form.monthBefore'))}
          <View className="lead">{t('form.month', { year: month.slice(0, 4), month: Number(month.slice(5)) })}</View>
          {turn(1, '›', t('form.monthAfter'))}
          {turn(12, '»', t('form.yearAfter'))}
        </View>
        <View className="calendar">
          {WEEKDAYS.map((weekday) => (
            <View key={weekday} className="hint tiny">
              {weekday}
            </View>
          ))}
          {monthDays(month).map((day, index) =>
            day === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: an empty place before the first day
              <View key={index} />
            ) : (
              <View
                key={day}
                className={`calendar-day${day === value ? ' option-on' : ''}${isOff(day) ? ' calendar-off' : ''}`}
                aria-disabled={isOff(day)}
                onClick={() => {
                  if (isOff(day)) return;
                  onChange(day);
                  close();
                }}
              >
                {Number(day.slice(8))}
              </View>
            ),
          )}
        </View>
        {value && !required ? (
          <Press
            tone="quiet"
            onPress={() => {
              onChange(null);
              close();
            }}
          >
            {t('form.clear')}
          </Press>
        ) : null}
      </Sheet>
    </View>
  );
}
