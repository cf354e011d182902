import { type TextParams, textOf } from './text.ts';
import { zhCN } from './zh-CN.ts';

export { fillIn, type TextParams, textOf } from './text.ts';

/** Keys of the shared catalogue. */
export type MessageKey = keyof typeof zhCN;

/** The sentence behind a key of the shared catalogue, with `{name}` filled in: `text('order.phase.new')`. */
export const text: (key: MessageKey, params?: TextParams) => string = textOf(zhCN);

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(zhCN, key);
}

/** The label of a value that came over the wire: `label('order.phase', 'new')`. A value that this build does not know is shown as it is. */
export function label(group: string, value: string): string {
  const key = `${group}.${value}`;
  return isKey(key) ? text(key) : value;
}

/**
 * The sentence of a refusal's code. A code that this build does not know gives a general sentence; the screen shows the code beside it.
 * Details that the sentence names but the refusal lacks are left out together with their punctuation.
 */
export function refusalText(code: string, detail: TextParams = {}): string {
  const key = `refusal.${code}`;
  return isKey(key) ? text(key, detail) : text('refusal.unknown');
}
