import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { DateField } from '../../ui/date-field.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';

interface Span {
  readonly from: string;
  readonly to: string;
}

const MOST = 3;

/** The shifts of one day: none is a day off. */
export function ShiftsField({
  title,
  value,
  onChange,
}: {
  title: string;
  value: readonly Span[];
  onChange: (shifts: readonly Span[]) => void;
}) {
  const change = (index: number, part: Partial<Span>) => onChange(value.map((span, at) => (at === index ? { ...span, ...part } : span)));
  return (
    <fieldset className={styles.shifts}>
      <legend>{title}</legend>
      {value.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity beside their place
        <span key={index} className={styles.span}>
          <DateField kind="time" aria-label={`${title} ${t('slot.from')}`} value={span.from} onChange={(from) => change(index, { from })} />
          –
          <DateField kind="time" aria-label={`${title} ${t('slot.to')}`} value={span.to} onChange={(to) => change(index, { to })} />
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={`${title} ${t('day.removeSpan')}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </span>
      ))}
      <span>
        {value.length === 0 && <span className="muted">{t('board.off')} </span>}
        {value.length < MOST && (
          <Button
            size="small"
            aria-label={`${title} ${t('day.add')}`}
            onClick={() => onChange([...value, value.length === 0 ? { from: '08:00', to: '18:00' } : { from: '19:00', to: '21:00' }])}
          >
            {t('day.add')}
          </Button>
        )}
      </span>
    </fieldset>
  );
}
