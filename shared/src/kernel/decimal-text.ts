/** What a person types as a number, as the stored decimal text: `３．５` and `03.50` become `3.5`. Text that is no number stays, to be shown as wrong. */
export function decimalText(typed: string): string | null {
  const plain = typed
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.');
  if (plain === '') return null;
  const match = /^(-?)(\d{0,12})(?:\.(\d*))?$/.exec(plain);
  if (!match) return plain;
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '') || '0';
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  return `${match[1]}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** One more or one less than a decimal text, never below nothing. Thousandths stay exact. */
export function stepQuantity(quantity: string, by: 1 | -1): string {
  const thousandths = Math.round(Number(quantity) * 1000) + by * 1000;
  return decimalText(String(Math.max(0, thousandths) / 1000)) ?? '0';
}
