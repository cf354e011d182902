import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { refusalText } from '@mingdan/shared/messages/index';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { Draft, DraftStatus } from '../lib/draft.ts';
import { problemOf } from '../lib/problem.ts';
import styles from './draft-bar.module.css';
import { t } from './messages.ts';

const BAD: readonly DraftStatus[] = ['offline', 'stale', 'gone', 'failed'];

/** Back, forth, and whether what is seen is saved; Ctrl+Z and Ctrl+Y (or ⌘) outside of text fields do the same. */
export function DraftBar({ draft, children }: { draft: Draft<unknown>; children?: ReactNode }) {
  const { undo, redo } = draft;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]') !== null;
      if (typing || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === 'z' || key === 'y') event.preventDefault();
      if (key === 'z' && !event.shiftKey) undo();
      if (key === 'y' || (key === 'z' && event.shiftKey)) redo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <div className={styles.bar}>
      <span role="status" className={`${styles.status} ${BAD.includes(draft.status) ? styles.bad : ''}`}>
        {t(`draft.${draft.status}`)}
      </span>
      <Button icon={<UndoOutlined />} disabled={!draft.canUndo} onClick={undo} aria-label={t('draft.undo')} title={t('draft.undo')} />
      <Button icon={<RedoOutlined />} disabled={!draft.canRedo} onClick={redo} aria-label={t('draft.redo')} title={t('draft.redo')} />
      {children}
    </div>
  );
}

/** What to do when the draft cannot be saved as it is; nothing while it can. */
export function DraftNotice({
  draft,
  onKeepMine,
  onTakeTheirs,
}: {
  draft: Draft<unknown>;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const { status } = draft;
  if (status !== 'stale' && status !== 'gone' && status !== 'failed') return null;
  const { code, detail } = problemOf(draft.error);
  return (
    <div role="alert" className={styles.notice}>
      <p>{refusalText(code, detail)}</p>
      {status !== 'failed' && <Button onClick={onKeepMine}>{t('draft.keepMine')}</Button>}
      {status === 'stale' && <Button onClick={onTakeTheirs}>{t('draft.takeTheirs')}</Button>}
    </div>
  );
}

/** The editor, and beside it (below it on narrow screens) what was found. */
export function EditorColumns({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{children}</div>
      <aside className={styles.side} aria-label={t('findings.title')}>
        {side}
      </aside>
    </div>
  );
}
