import { formatFullDate } from '@mingdan/shared/messages/format';
import { type KeyboardEvent, useState } from 'react';
import styles from './date-field.module.css';
import { t } from './messages.ts';

const DAY_LENGTH = 'yyyy-mm-dd'.length;

/**
 * A day, an instant or a time of day as the console writes it, whatever language the browser speaks: `2026年11月30日 周一`, `2026年11月30日 周一 08:00`, `14:00`.
 * Under it is the browser's own field, which every keyboard and screen reader knows: a press opens its calendar, and while somebody types its parts show.
 *
 * @param compact as wide as what it holds, without the sign of a calendar: among filters and other fields in a row
 * @param kind of the browser's field; `value` is written as it writes it: `2026-11-30`, `2026-11-30T08:00`, `14:00`, '' for none
 */
export function DateField({
  kind = 'date',
  compact = false,
  value,
  onChange,
  ...rest
}: {
  kind?: 'date' | 'datetime-local' | 'time';
  compact?: boolean;
  value: string;
  onChange: (value: string) => void;
  id?: string;
  min?: string | undefined;
  max?: string | undefined;
  'aria-label'?: string;
}) {
  const [isTyping, setTyping] = useState(false);
  const onKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (key === 'Enter' || key === 'Escape') setTyping(false);
    // Tab passes by; space and the like open the calendar
    else if (!ctrlKey && !metaKey && !altKey && (/^[0-9a-z]$/i.test(key) || /^(Arrow|Backspace|Delete)/.test(key))) setTyping(true);
  };
  return (
    <span className={`${styles.field} ${compact ? styles.compact : ''} ${isTyping ? styles.typing : ''}`} data-kind={kind}>
      <input
        {...rest}
        type={kind}
        className={styles.native}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onClick={({ currentTarget }) => openPicker(currentTarget)}
        onBlur={() => setTyping(false)}
      />
      <span aria-hidden="true" className={`${styles.shown} ${value === '' ? styles.empty : ''}`}>
        {value === '' ? t(kind === 'time' ? 'date.chooseTime' : 'date.choose') : shownOf(value, kind)}
      </span>
    </span>
  );
}

function shownOf(value: string, kind: string): string {
  return kind === 'time' ? value : `${formatFullDate(value.slice(0, DAY_LENGTH))}${value.slice(DAY_LENGTH).replace('T', ' ')}`;
}

function openPicker(input: HTMLInputElement): void {
  try {
    input.showPicker();
  } catch {
    // not every browser opens it for a press beside its button: typing works everywhere
  }
}
