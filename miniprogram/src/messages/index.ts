import { type TextParams, textOf } from '@mingdan/shared/messages/text';
import { phoneZhCN } from './zh-CN.ts';

export type PhoneText = keyof typeof phoneZhCN;

/** A text of the phone's screens, with `{name}` filled in. */
export const t: (key: PhoneText, params?: TextParams) => string = textOf(phoneZhCN);
