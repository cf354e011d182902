/** Something that checking a definition found. Publishing needs zero of severity `error`. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** Where in the definition, in dots: `fields.3.pattern`, `nodes.2.sla`. */
  readonly path: string;
  /** A Chinese sentence that an administrator understands. */
  readonly message: string;
  /** Key of the flow's node, where there is one. */
  readonly node?: string;
}

/** Stops a publish when it holds any. */
export function errorsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.severity === 'error');
}
