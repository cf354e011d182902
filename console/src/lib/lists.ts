/** The list with another value at a place. */
export function replaceAt<T>(list: readonly T[], at: number, value: T): readonly T[] {
  return list.map((each, index) => (index === at ? value : each));
}

export function without<T>(list: readonly T[], at: number): readonly T[] {
  return list.filter((_, index) => index !== at);
}

/** The list with two neighbours changed over; the same where there is no neighbour. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** A record with a key set, or taken out where the value is undefined: absent and undefined are not the same to a check. */
export function withKey<T extends object, K extends keyof T>(record: T, key: K, value: T[K] | undefined): T {
  const { [key]: _old, ...rest } = record;
  return (value === undefined ? rest : { ...rest, [key]: value }) as T;
}
