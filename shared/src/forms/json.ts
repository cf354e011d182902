/** True for a JSON object: no list, no null, nothing of a class. Objects of another realm count: phones run the engines beside their host. */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The own value of a key; undefined for anything inherited, so that `constructor` and `__proto__` find nothing. */
export function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Names that every object inherits: refused as keys of fields and nodes. */
export function isInheritedName(key: string): boolean {
  return key in Object.prototype;
}

/** Length in bytes of a text in UTF-8. WeChat has no TextEncoder. A lone surrogate counts as the three bytes that replace it. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))) {
      bytes += 4;
      index += 1;
    } else bytes += 3;
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** A name that came from outside, as text: whatever JSON stands in its place. `String` would ask an object for its own `toString`. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** What a message may repeat of such a name. */
export function clipped(value: unknown): string {
  const text = wordOf(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
