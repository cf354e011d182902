/** A field that was wrong: `path` in dots (`address.text`, `lines.0.quantity`), a code, and what was expected. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal is a value: the caller asked for something the rules do not allow. It rolls its transaction back. */
export interface Refusal<Code extends string = string> {
  readonly ok: false;
  readonly code: Code;
  readonly fields?: readonly FieldError[];
  /** What the sentence of the refusal needs to name (who holds the order, which number). Never personal data. */
  readonly detail?: Readonly<Record<string, string | number | null>>;
}

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T, Code extends string = string> = Ok<T> | Refusal<Code>;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse<const Code extends string>(
  code: Code,
  more?: { fields?: readonly FieldError[]; detail?: Readonly<Record<string, string | number | null>> },
): Refusal<Code> {
  return { ok: false, code, ...more };
}
