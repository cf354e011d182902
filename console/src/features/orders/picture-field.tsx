import { UploadOutlined } from '@ant-design/icons';
import type { uploadFile } from '@mingdan/shared/contracts/files';
import { uploadFileMeta } from '@mingdan/shared/contracts/files.meta';
import type { FileValue, PhotoField } from '@mingdan/shared/forms/definition';
import { refusalText } from '@mingdan/shared/messages/index';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { PICTURE_TYPES, readPicture } from '../../lib/picture-file.ts';
import { sendFile } from '../../lib/query.ts';
import { Photos } from './photo-viewer.tsx';
import styles from './task-fields.module.css';
import { t } from './task-messages.ts';

/** Pictures from this computer: each goes up as soon as it is chosen and stands in the value when it is up. */
export function PictureField({
  field,
  value,
  onBusy,
  onChange,
}: {
  field: PhotoField;
  value: readonly FileValue[];
  /** Told while pictures are on their way, so that nothing is submitted without them. */
  onBusy: (isBusy: boolean) => void;
  /** Null: no picture is left. */
  onChange: (files: readonly FileValue[] | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const most = field.max ?? 9;
  const take = async (chosen: readonly File[]) => {
    const files = chosen.slice(0, most - value.length);
    const said = files.length < chosen.length ? [t('picture.tooMany', { most })] : [];
    const up: FileValue[] = [...value];
    setRefused([]);
    onBusy(true);
    for (const [index, file] of files.entries()) {
      setProgress({ done: index + 1, of: files.length });
      const read = await readPicture(file);
      if (!read.ok) {
        said.push(t(`picture.${read.because}`, { name: file.name }));
        continue;
      }
      const reply = await sendFile<typeof uploadFile>(uploadFileMeta, { kind: 'photo' }, read);
      if (reply.ok) up.push({ id: reply.value.id, sha256: reply.value.sha256 });
      else said.push(`${file.name}：${refusalText(reply.problem.code, reply.problem.detail)}`);
    }
    setProgress(null);
    setRefused(said);
    onBusy(false);
    if (up.length > value.length) onChange(up);
  };
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>{field.label}</legend>
      {value.length > 0 && (
        <ul className={styles.pictures}>
          {value.map((file, index) => (
            <li key={file.id}>
              <Photos fileIds={[file.id]} labels={() => t('picture.number', { number: index + 1 })} />
              <Button
                type="text"
                size="small"
                aria-label={t('picture.remove', { number: index + 1 })}
                onClick={() => {
                  const left = value.filter(({ id }) => id !== file.id);
                  onChange(left.length === 0 ? null : left);
                }}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <span className={styles.choose}>
        <Button
          icon={<UploadOutlined />}
          loading={progress !== null}
          disabled={value.length >= most}
          onClick={() => input.current?.click()}
        >
          {progress === null ? t('picture.choose') : t('picture.progress', progress)}
        </Button>
        <span className="muted">{t('picture.count', { count: value.length, most })}</span>
      </span>
      <input
        ref={input}
        type="file"
        multiple
        accept={PICTURE_TYPES}
        className="sr-only"
        tabIndex={-1}
        aria-label={field.label}
        onChange={({ target }) => {
          void take([...(target.files ?? [])]);
          // the same file may be chosen again
          target.value = '';
        }}
      />
      {refused.length > 0 && (
        <span role="alert" className={styles.refused}>
          {refused.join('；')}
        </span>
      )}
    </fieldset>
  );
}
