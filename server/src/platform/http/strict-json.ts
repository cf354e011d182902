import { HttpRefusal } from './problem.ts';

const MAX_DEPTH = 64;
/** Names through which JavaScript objects are poisoned, bare or inside a dotted or bracketed path. */
const POISON = /(?:^|[.[\]"'])(?:__proto__|prototype|constructor)(?:$|[.[\]"'])/;

/**
 * Parses a request's JSON. Beyond the grammar it refuses what parsers disagree on or what attacks use: a key twice in one object (readers before us
 * may have taken the other), keys that reach prototypes, and nesting deeper than 64.
 *
 * @throws HttpRefusal request.malformed
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('json.syntax', '请求正文不是合法的 JSON');
  }
  // outside of strings every colon of valid JSON follows a key: more colons than keys means that a key came twice
  if (countKeys(value) !== countColons(text)) throw malformed('json.duplicate_key', '同一对象里有重复的键');
  return value;
}

function malformed(code: string, message: string): HttpRefusal {
  return new HttpRefusal('request.malformed', { fields: [{ path: '', code, message }] });
}

function countColons(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x3a) count += 1;
    else if (unit === 0x22) index = endOfString(text, index);
  }
  return count;
}

/** Index of the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text.charCodeAt(index) !== 0x22) index += text.charCodeAt(index) === 0x5c ? 2 : 1;
  return index;
}

function countKeys(root: unknown): number {
  let count = 0;
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) throw malformed('json.too_deep', `嵌套不能超过 ${MAX_DEPTH} 层`);
    if (Array.isArray(value)) {
      for (const inner of value) open.push({ value: inner, depth: depth + 1 });
      continue;
    }
    for (const key of Object.keys(value)) {
      if (POISON.test(key)) throw malformed('json.forbidden_key', '含有不允许的键名');
      count += 1;
      open.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
  return count;
}
