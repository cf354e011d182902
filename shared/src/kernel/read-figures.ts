/** Full-width signs as half-width ones, no blanks, no thousands commas. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(/[\s,]/g, '');
}

/** Whole fen of an amount as people type it or a sheet prints it: `1234.5`, `¥1,234.50`, `１２元`, `(3.05)` for less. Null for anything else. */
export function readYuan(text: string): number | null {
  const plain = bare(text)
    .replace(/^\((.*)\)$/, '-$1')
    .replace(/^(-?)[¥￥]/, '$1')
    .replace(/元$/, '');
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,2}))?0*$/.exec(plain);
  if (!match) return null;
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' && fen !== 0 ? -fen : fen;
}

/** A decimal of at most `digits` places after the point as its shortest text; `70%` is `0.7`. Null for anything else. */
export function readRate(text: string, digits: number): string | null {
  const plain = bare(text);
  const percent = /^(\d{1,9})(?:\.(\d+))?%$/.exec(plain);
  const shifted = percent ? `${percent[1]!.padStart(3, '0').replace(/(\d\d)$/, '.$1')}${percent[2] ?? ''}` : plain;
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(shifted);
  if (!match) return null;
  const whole = match[1]!.replace(/^0+(?=\d)/, '');
  const rest = (match[2] ?? '').replace(/0+$/, '');
  if (rest.length > digits) return null;
  return rest === '' ? whole : `${whole}.${rest}`;
}
