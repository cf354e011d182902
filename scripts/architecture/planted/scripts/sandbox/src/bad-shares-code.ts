// breaks: sandbox-is-a-stranger
import { add } from '../../../shared/src/kernel/money.ts';
export const sum = add;
