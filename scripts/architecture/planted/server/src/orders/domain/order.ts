import { add } from '../../../../shared/src/kernel/money.ts';
export const total = add(1, 2);
