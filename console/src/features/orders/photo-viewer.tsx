import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { t } from './messages.ts';
import { fileLinkQuery } from './operations.ts';
import styles from './photo-viewer.module.css';

/**
 * Pictures by their numbers, or by one word for all; a press opens them large, one after the other. They are fetched when somebody looks, for looking is
 * recorded.
 */
export function Photos({ fileIds, labels, all }: { fileIds: readonly string[]; labels: (index: number) => string; all?: string }) {
  const [at, setAt] = useState<number | null>(null);
  return (
    <span className={styles.buttons}>
      {(all === undefined ? fileIds : fileIds.slice(0, 1)).map((fileId, index) => (
        <Button key={fileId} size="small" onClick={() => setAt(index)}>
          {all ?? labels(index)}
        </Button>
      ))}
      {at !== null && <Viewer fileIds={fileIds} labels={labels} at={at} onMove={setAt} onClose={() => setAt(null)} />}
    </span>
  );
}

function Viewer({
  fileIds,
  labels,
  at,
  onMove,
  onClose,
}: {
  fileIds: readonly string[];
  labels: (index: number) => string;
  at: number;
  onMove: (index: number) => void;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const query = useQuery(fileLinkQuery(fileIds[at]!));
  const move = (step: number) => onMove((at + step + fileIds.length) % fileIds.length);
  const many = fileIds.length > 1;
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={labels(at)}
      onClose={onClose}
      onKeyDown={(event) => {
        if (many && event.key === 'ArrowLeft') move(-1);
        if (many && event.key === 'ArrowRight') move(1);
      }}
    >
      <div className={styles.bar}>
        <strong>{labels(at)}</strong>
        {many && <span className="num">{`${at + 1} / ${fileIds.length}`}</span>}
        <Button onClick={() => dialog.current?.close()}>{t('photo.close')}</Button>
      </div>
      <div className={styles.stage}>
        {many && (
          <Button className={styles.arrow ?? ''} icon={<LeftOutlined />} aria-label={t('photo.previous')} onClick={() => move(-1)} />
        )}
        <QueryBoundary query={query} compact skeleton={<span className="muted">{t('value.loading')}</span>}>
          {(file) => (
            <a href={file.url} target="_blank" rel="noreferrer" title={t('photo.original')}>
              <img src={file.url} alt={labels(at)} className={styles.picture} />
            </a>
          )}
        </QueryBoundary>
        {many && <Button className={styles.arrow ?? ''} icon={<RightOutlined />} aria-label={t('photo.next')} onClick={() => move(1)} />}
      </div>
    </dialog>
  );
}

/** The pictures of a step in an order's history; nothing where it has none. */
export function StepPhotos({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return <Photos fileIds={ids} labels={(index) => t('photo.number', { index: index + 1 })} all={t('photo.all', { count: ids.length })} />;
}
