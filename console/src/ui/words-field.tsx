import { Input } from 'antd';
import { Field } from './field.tsx';

/** The most that a reason 原因 takes, as the contracts say. */
const LONGEST_REASON = 200;

/** Words of a person in a dialog: a reason, an answer. */
export function WordsField({
  title,
  note,
  hint,
  problem,
  value,
  longest = LONGEST_REASON,
  onChange,
}: {
  title: string;
  note?: string;
  /** Stands in the empty field. */
  hint?: string;
  problem?: string | undefined;
  value: string;
  longest?: number;
  onChange: (words: string) => void;
}) {
  return (
    <Field title={title} problem={problem} {...(note === undefined ? {} : { help: note })}>
      {(id) => (
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={longest}
          placeholder={hint}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
