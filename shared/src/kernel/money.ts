declare const fenBrand: unique symbol;

/** Money in whole fen (分): a safe integer. Never a float, never yuan. Made only by {@link fen}. */
export type Fen = number & { readonly [fenBrand]: true };

/** The most that a priced line side, or a total of charge, settle or cost, may be: 10^13 fen. Derived figures may exceed it. */
export const MAX_FEN = 10_000_000_000_000;

/** Checks that `value` is whole fen. Throws RangeError for anything that is no safe integer; −0 becomes 0. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole fen: ${value}`);
  return (value === 0 ? 0 : value) as Fen;
}

function yuanParts(amount: number): readonly [sign: string, yuan: string, rest: string] {
  const magnitude = Math.abs(amount);
  return [amount < 0 ? '-' : '', String(Math.floor(magnitude / 100)), String(magnitude % 100).padStart(2, '0')];
}

/** For people: `¥1,234.50`, `-¥0.05`. Always two decimals. */
export function formatYuan(amount: Fen): string {
  const [sign, yuan, rest] = yuanParts(amount);
  return `${sign}¥${yuan.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${rest}`;
}

/** For input fields and exports: `1234.50`, `-0.05`. Always two decimals, no sign of currency, no grouping. */
export function plainYuan(amount: Fen): string {
  const [sign, yuan, rest] = yuanParts(amount);
  return `${sign}${yuan}.${rest}`;
}

const PLAIN_YUAN = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]{1,2}))?$/;
const SHOWN_YUAN = /^(-?)¥(0|[1-9][0-9]{0,2}(?:,[0-9]{3})*)\.([0-9]{2})$/;

/**
 * Reads an amount in yuan: plain as a person types it (`1234.5`, `-3`) or exactly as {@link formatYuan} prints it (`¥1,234.50`).
 * Null for all else: exponents, full-width digits, grouping without ¥, −0, leading zeros, blanks, more than two decimals, beyond {@link MAX_FEN}.
 */
export function parseYuan(text: string): Fen | null {
  const match = PLAIN_YUAN.exec(text) ?? SHOWN_YUAN.exec(text);
  if (!match) return null;
  const [, sign = '', yuan = '', rest = ''] = match;
  const magnitude = Number(yuan.replace(/,/g, '')) * 100 + Number(rest.padEnd(2, '0'));
  if (magnitude > MAX_FEN || (magnitude === 0 && sign !== '')) return null;
  return fen(sign === '' ? magnitude : -magnitude);
}
