/** Characters that look like one of ASCII, with the one they look like. */
const ALIKE: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '\u200b': ' ',
  '\u200c': ' ',
  '\u200d': ' ',
  '\u200e': ' ',
  '\u200f': ' ',
  '\u2060': ' ',
  '\ufeff': ' ',
  '\ufe0f': ' ',
  '\r': '\n',
  '\u2028': '\n',
  '\u2029': '\n',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
  '\u301c': '~',
  '【': '[',
  '】': ']',
  '〔': '[',
  '〕': ']',
  '「': '[',
  '」': ']',
  '·': ' ',
  '•': ' ',
};

/**
 * The text in one width: full-width letters, digits and signs become ASCII, odd blanks and dashes plain ones. Every UTF-16 unit stays where it was, so
 * that places found in the folded text are places in the text. The middle dot inside of a name (阿不都·买买提) stays.
 */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    const code = text.charCodeAt(at);
    if (char === '·' && isHan(text[at - 1]) && isHan(text[at + 1])) folded += char;
    else if (code >= 0xff01 && code <= 0xff5e) folded += String.fromCharCode(code - 0xfee0);
    else folded += ALIKE[char] ?? char;
  }
  return folded;
}

/** Chinese characters of the common block: enough for names, places and words. */
export function isHan(char: string | undefined): boolean {
  return char !== undefined && char >= '\u4e00' && char <= '\u9fff';
}

/** A part of a text. `end` is the first place behind it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether two parts share a character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The part without blanks and punctuation at its ends. */
export function trimmed(text: string, span: Span, edge: RegExp = /[\s,，.。;；:：、!！?？|~\-_/\\"'“”()[\]{}<>]/): Span {
  let { start, end } = span;
  while (start < end && edge.test(text[start]!)) start += 1;
  while (end > start && edge.test(text[end - 1]!)) end -= 1;
  return { start, end };
}

/** Emoji and other signs that no word is made of. */
export function isSign(char: string): boolean {
  const code = char.charCodeAt(0);
  return (code >= 0xd800 && code <= 0xdfff) || (code >= 0x2190 && code <= 0x2bff) || code === 0xfffd;
}
