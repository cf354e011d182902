/** Pictures that stand in a form before the server has them: pure rules about their place in the values. */

/** A file as a form's value names it. */
export interface FileRef {
  readonly id: string;
  readonly sha256: string;
}

const PREFIX = 'local-';
/** Not the digest of anything: a value that slips out to the server is refused there by name. */
const NO_DIGEST = '0'.repeat(64);

/** The value that stands for a picture on this phone. `key` is the idempotency key that it will go up with. */
export function localFile(key: string): FileRef {
  return { id: PREFIX + key, sha256: NO_DIGEST };
}

/** True for a picture that only this phone has. */
export function isLocal(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** The key that a local picture goes up with. */
export function keyOfLocal(id: string): string {
  return id.slice(PREFIX.length);
}

function isFileRef(value: unknown): value is FileRef {
  return typeof value === 'object' && value !== null && typeof (value as FileRef).id === 'string' && 'sha256' in value;
}

/** Ids of the pictures in any value that only this phone has, in their order, each once. */
export function localIdsIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  const look = (part: unknown): void => {
    if (isFileRef(part)) {
      if (isLocal(part.id)) found.add(part.id);
    } else if (Array.isArray(part)) part.forEach(look);
    else if (typeof part === 'object' && part !== null) Object.values(part).forEach(look);
  };
  look(value);
  return [...found];
}

/** The value with every local picture replaced by the stored one; those without a match stay. */
export function withUploaded<T>(value: T, uploaded: ReadonlyMap<string, FileRef>): T {
  const change = (part: unknown): unknown => {
    if (isFileRef(part)) return uploaded.get(part.id) ?? part;
    if (Array.isArray(part)) return part.map(change);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, change(inner)]));
  };
  return change(value) as T;
}
