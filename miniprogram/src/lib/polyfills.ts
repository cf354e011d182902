/** What clients of WeChat that are still in use lack and our shared code uses. Defined only where missing. */
function missing(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

missing(Object, 'hasOwn', (target: object, key: PropertyKey) => Object.hasOwn(target, key));
missing(Object, 'fromEntries', (entries: Iterable<readonly [string, unknown]>) => {
  const made: Record<string, unknown> = {};
  for (const [key, value] of entries) made[key] = value;
  return made;
});

function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}
missing(Array.prototype, 'at', at);
missing(String.prototype, 'at', at);

function toSorted<T>(this: readonly T[], compare?: (a: T, b: T) => number): T[] {
  return this.slice().sort(compare);
}
missing(Array.prototype, 'toSorted', toSorted);
