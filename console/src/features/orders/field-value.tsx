import { formatNearDay, formatQuantity, formatSlot } from '@mingdan/shared/messages/format';
import { useNow } from '../../lib/now.ts';
import { Money } from '../../ui/money.tsx';
import { fieldKind } from './field-kind.ts';
import { t } from './messages.ts';
import styles from './orders.module.css';
import { Photos } from './photo-viewer.tsx';

/** A stored value as people read it, by the type of its field. `itemName`: what a code on a line is called. */
export function FieldValue({ type, value, itemName }: { type: string; value: unknown; itemName: (code: string) => string }) {
  const now = useNow();
  const shown = fieldKind(type, value);
  if (shown.kind === 'none') return <span className="muted">{t('value.none')}</span>;
  if (shown.kind === 'boolean') return <>{t(shown.value ? 'value.yes' : 'value.no')}</>;
  if (shown.kind === 'money') return <Money fen={shown.fen} />;
  if (shown.kind === 'date') return <>{formatNearDay(shown.day, now)}</>;
  if (shown.kind === 'slot') return <>{formatSlot(shown.slot, now)}</>;
  if (shown.kind === 'place') {
    return (
      <span className="num">
        {shown.lat.toFixed(5)}, {shown.lng.toFixed(5)}
        {shown.accuracy !== null && <span className="muted"> {t('value.accuracy', { metres: shown.accuracy })}</span>}
      </span>
    );
  }
  if (shown.kind === 'stars') return <span title={`${shown.stars}`}>{'★'.repeat(shown.stars)}</span>;
  if (shown.kind === 'lines') {
    return (
      <ul className={styles.lines}>
        {shown.lines.map((line) => (
          <li key={`${line.item} ${line.quantity}`}>
            {itemName(line.item)} × {formatQuantity(line.quantity)}
          </li>
        ))}
      </ul>
    );
  }
  if (shown.kind === 'files') {
    return (
      <Photos fileIds={shown.ids} labels={(index) => (type === 'signature' ? t('value.file') : t('value.photo', { index: index + 1 }))} />
    );
  }
  return <span className={type === 'textarea' ? styles.written : undefined}>{shown.text}</span>;
}
