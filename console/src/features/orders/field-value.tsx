import { formatQuantity, formatSlot } from '@mingdan/shared/messages/format';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { fieldKind } from './field-kind.ts';
import { t } from './messages.ts';
import { fileLinkQuery } from './operations.ts';
import styles from './orders.module.css';

/** A stored value as people read it, by the type of its field. `itemName`: what a code on a line is called. */
export function FieldValue({ type, value, itemName }: { type: string; value: unknown; itemName: (code: string) => string }) {
  const now = useNow();
  const shown = fieldKind(type, value);
  if (shown.kind === 'none') return <span className="muted">{t('value.none')}</span>;
  if (shown.kind === 'boolean') return <>{t(shown.value ? 'value.yes' : 'value.no')}</>;
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
      <span className={styles.photos}>
        {shown.ids.map((id, index) => (
          <StoredPicture key={id} fileId={id} label={type === 'signature' ? t('value.file') : t('value.photo', { index: index + 1 })} />
        ))}
      </span>
    );
  }
  return <>{shown.text}</>;
}

/** A picture behind a short-lived link: fetched when someone asks to see it, since looking is recorded. */
export function StoredPicture({ fileId, label }: { fileId: string; label: string }) {
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...fileLinkQuery(fileId), enabled: open });
  if (!open) {
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  }
  return (
    <QueryBoundary query={query} compact skeleton={<span className="muted">{t('value.loading')}</span>}>
      {(file) => (
        <a href={file.url} target="_blank" rel="noreferrer">
          <img src={file.url} alt={label} className={styles.photo} />
        </a>
      )}
    </QueryBoundary>
  );
}
