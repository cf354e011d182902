/** Most elements of a message; the largest that WeCom documents has about forty. */
const MAX_ELEMENTS = 200;
const NAME = /^[A-Za-z][A-Za-z0-9]{0,39}/;

/**
 * Reads the flat XML that WeCom sends: `<xml>` with text or CDATA children. Children of children are skipped with what they hold, since nothing we use is
 * nested; the first of several equal names counts. No DOCTYPE, no entities but the five of XML, no attributes, no comments: whatever else
 * stands there makes the whole message unreadable, and reading costs one pass over the text.
 *
 * @returns undefined for anything that is not such a message
 */
export function readFlatXml(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  let at = skipBlank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text.startsWith('<?xml', at)) {
    const end = text.indexOf('?>', at);
    if (end < 0) return undefined;
    at = skipBlank(text, end + 2);
  }
  if (!text.startsWith('<xml>', at)) return undefined;
  at += 5;
  const path: string[] = [];
  let value = '';
  for (let elements = 0; elements <= MAX_ELEMENTS; ) {
    const open = text.indexOf('<', at);
    if (open < 0) return undefined;
    const plain = unescaped(text.slice(at, open));
    if (plain === undefined) return undefined;
    value += plain;
    if (text.startsWith('<![CDATA[', open)) {
      const end = text.indexOf(']]>', open);
      if (end < 0) return undefined;
      value += text.slice(open + 9, end);
      at = end + 3;
      continue;
    }
    const closing = text[open + 1] === '/';
    const name = NAME.exec(text.slice(open + (closing ? 2 : 1), open + 44))?.[0];
    const end = open + (closing ? 2 : 1) + (name?.length ?? 0);
    if (name === undefined || text[end] !== '>') return undefined;
    at = end + 1;
    if (!closing) {
      path.push(name);
      value = '';
      elements += 1;
      if (path.length > 8) return undefined;
      continue;
    }
    if (path.length === 0) return name === 'xml' && skipBlank(text, at) === text.length ? fields : undefined;
    if (path.pop() !== name) return undefined;
    if (path.length === 0 && !fields.has(name)) fields.set(name, value);
    value = '';
  }
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with the five entities resolved; undefined where it holds another one. */
function unescaped(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let known = true;
  const result = text.replace(/&([^;]{0,10});?/g, (_, name: string) => {
    const value = ENTITIES[name];
    if (value === undefined) known = false;
    return value ?? '';
  });
  return known ? result : undefined;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
  return at;
}
