import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { ProblemView } from './problem-view.tsx';
import styles from './void-dialog.module.css';
import { WordsField } from './words-field.tsx';

/** What a dialog shows of the write that it starts. */
interface Writing {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
}

/**
 * Asks why something that was posted is taken back 冲销; nothing is taken back without a reason.
 *
 * @param words title, what the red button says, what the way out says, the name of the field, what becomes of it
 * @param onVoid gets the reason, trimmed
 */
export function VoidDialog({
  words,
  write,
  onVoid,
  onClose,
  children,
}: {
  words: { readonly title: string; readonly ok: string; readonly cancel: string; readonly reason: string; readonly note: string };
  write: Writing;
  onVoid: (reason: string) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={words.title}
      okText={words.ok}
      cancelText={words.cancel}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: write.isPending }}
      onOk={() => onVoid(reason.trim())}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <div>
          <div>{children}</div>
          <div className="muted">{words.note}</div>
        </div>
        <WordsField title={words.reason} value={reason} onChange={setReason} />
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}
