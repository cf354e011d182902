import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { count } from '../lib/format.ts';
import styles from './file-picker.module.css';
import { t } from './messages.ts';

/** What the server takes; a larger file is not even sent. */
const LARGEST_BYTES = 10 * 1024 * 1024;

/** Lets someone choose or drop one file. Nothing is sent from here. */
export function FilePicker({
  lead,
  accept,
  reading,
  onChoose,
}: {
  lead: string;
  /** Endings and types as browsers take them: `.xlsx,.json`. */
  accept: string;
  /** The file is on its way or being read. */
  reading: boolean;
  onChoose: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    setName(`${file.name} · ${count(Math.ceil(file.size / 1024))} KB`);
    const tooLarge = file.size > LARGEST_BYTES;
    setProblem(tooLarge ? t('file.tooLarge') : null);
    if (!tooLarge) onChoose(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first
    <div
      className={styles.drop}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <p className={styles.lead}>{lead}</p>
      <div className={styles.row}>
        <Button icon={<UploadOutlined />} loading={reading} onClick={() => input.current?.click()}>
          {t('file.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept={accept}
          className="sr-only"
          tabIndex={-1}
          aria-label={t('file.choose')}
          onChange={(event) => {
            take(event.target.files?.[0]);
            // the same file may be chosen again after it was mended
            event.target.value = '';
          }}
        />
        <span className="muted">{name ?? t('file.drop')}</span>
      </div>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
