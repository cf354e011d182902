import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { count } from '../lib/format.ts';
import styles from './json-file-picker.module.css';
import { t } from './messages.ts';

export interface ChosenJson {
  readonly name: string;
  readonly value: unknown;
}

/** Larger than any book or template we know; keeps a wrong file from freezing the page. */
const LARGEST_BYTES = 20 * 1024 * 1024;

/** Lets someone choose or drop one JSON file and says so when it is none. Nothing is sent from here. */
export function JsonFilePicker({ lead, onChoose }: { lead: string; onChoose: (json: ChosenJson | null) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    setProblem(null);
    setName(`${file.name} · ${count(Math.ceil(file.size / 1024))} KB`);
    if (file.size > LARGEST_BYTES) {
      setProblem(t('file.tooLarge'));
      onChoose(null);
      return;
    }
    try {
      onChoose({ name: file.name, value: JSON.parse(await file.text()) as unknown });
    } catch (error) {
      setProblem(t('file.notJson', { why: error instanceof Error ? error.message : '' }));
      onChoose(null);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first
    <div
      className={styles.drop}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void read(event.dataTransfer.files[0]);
      }}
    >
      <p className={styles.lead}>{lead}</p>
      <div className={styles.row}>
        <Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>
          {t('file.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('file.choose')}
          onChange={(event) => {
            void read(event.target.files?.[0]);
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
