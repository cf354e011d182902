/** Most elements of a message: a long approval names some hundred people. */
const MAX_ELEMENTS = 2_000;
const MAX_DEPTH = 8;
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9_]{0,39})(\/?)>/y;
const CDATA = '<![CDATA[';

/** A child of the root, in the order of the text. `value` is null where it holds elements itself. */
type OnField = (name: string, value: string | null) => void;

/**
 * Reads the flat XML that WeCom sends: `<xml>` with text or CDATA children. What lies deeper is checked and skipped, since nothing we use is
 * nested; the first of several equal names counts. No DOCTYPE, no entities but the five of XML, no attributes, no comments: whatever else
 * stands there makes the whole message unreadable. Reading costs one pass over the text.
 *
 * @returns undefined for anything that is not such a message
 */
export function readFlatXml(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  const isRead = scan(text, (name, value) => {
    if (value !== null && !fields.has(name)) fields.set(name, value);
  });
  return isRead ? fields : undefined;
}

/** The same for a message whose fields are all known: each at most once, no other, none nested. */
export function readFlatXmlOf(text: string, names: ReadonlySet<string>): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  let isExpected = true;
  const isRead = scan(text, (name, value) => {
    if (value === null || !names.has(name) || fields.has(name)) isExpected = false;
    else fields.set(name, value);
  });
  return isRead && isExpected ? fields : undefined;
}

/** False as soon as the text is not what WeCom sends; fields told until then do not count. */
function scan(text: string, onField: OnField): boolean {
  let at = afterRootTag(text);
  if (at < 0) return false;
  const path: string[] = [];
  let value = '';
  let isLeaf = true;
  for (let elements = 0; elements <= MAX_ELEMENTS; ) {
    const open = text.indexOf('<', at);
    if (open < 0) return false;
    const plain = unescaped(text.slice(at, open));
    if (plain === undefined) return false;
    if (path.length === 0 && skipBlank(plain, 0) < plain.length) return false;
    if (path.length === 1) value += plain;
    if (text.startsWith(CDATA, open)) {
      const end = text.indexOf(']]>', open);
      if (end < 0 || path.length === 0) return false;
      if (path.length === 1) value += text.slice(open + CDATA.length, end);
      at = end + 3;
      continue;
    }
    TAG.lastIndex = open;
    const tag = TAG.exec(text);
    if (!tag) return false;
    at = TAG.lastIndex;
    const [, closing, name = '', empty] = tag;
    if (!closing) {
      if (path.length === 0) [value, isLeaf] = ['', true];
      else isLeaf = false;
      elements += 1;
      if (empty) {
        if (path.length === 0) onField(name, '');
      } else if (path.push(name) > MAX_DEPTH) return false;
      continue;
    }
    if (empty) return false;
    if (path.length === 0) return name === 'xml' && skipBlank(text, at) === text.length;
    if (path.pop() !== name) return false;
    if (path.length === 0) onField(name, isLeaf ? value : null);
  }
  return false;
}

/** Where the root's content begins; −1 without a root `<xml>`. */
function afterRootTag(text: string): number {
  let at = skipBlank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text.startsWith('<?xml ', at)) {
    const end = text.indexOf('?>', at);
    if (end < 0) return -1;
    at = skipBlank(text, end + 2);
  }
  return text.startsWith('<xml>', at) ? at + 5 : -1;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const LONGEST_ENTITY = 4;

/** Text with the five entities resolved; undefined at the first other one. */
function unescaped(text: string): string | undefined {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at);
    const character = end - at - 1 > LONGEST_ENTITY ? undefined : ENTITIES.get(text.slice(at + 1, end));
    if (end < 0 || character === undefined) return undefined;
    result += text.slice(from, at) + character;
    from = end + 1;
  }
  return result + text.slice(from);
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
  return at;
}
