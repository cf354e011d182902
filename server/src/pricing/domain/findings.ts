import type { FieldError } from '@mingdan/shared/kernel/result';

/** What a check found, as books, forms and flows report it alike. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The errors among them as field errors of a refusal. */
export function findingsAsFields(findings: readonly Finding[]): readonly FieldError[] {
  return findings.filter((finding) => finding.severity === 'error').map(({ path, code, message }) => ({ path, code, message }));
}
