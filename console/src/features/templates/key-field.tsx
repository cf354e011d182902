import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { Field, type FieldWords } from '../../ui/field.tsx';
import { t } from './messages.ts';

/**
 * The key of a field, node or time. It is taken over when the box is left, not while it is typed: what names it goes along, and half a word may be the key of
 * something else.
 */
export function KeyField({
  value,
  pattern,
  bad,
  taken,
  onChange,
  ...words
}: FieldWords & {
  value: string;
  pattern: RegExp;
  /** What to say of a key that does not fit. */
  bad: string;
  taken: readonly string[];
  onChange: (key: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const problem = text === value ? null : !pattern.test(text) ? bad : taken.includes(text) ? t('edit.keyTaken') : null;
  return (
    <Field {...words} problem={problem}>
      {(id) => (
        <Input
          id={id}
          className="mono"
          maxLength={40}
          value={text}
          {...(problem === null ? {} : { status: 'error' as const })}
          onChange={(event) => setText(event.target.value.trim())}
          onPressEnter={(event) => event.currentTarget.blur()}
          onBlur={() => text !== value && problem === null && onChange(text)}
        />
      )}
    </Field>
  );
}

/** Keys of nodes and times. */
export const CODE = /^[a-z][a-z0-9-]{0,39}$/;
