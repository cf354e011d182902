import { openOrder } from './usecases/open-order.ts';
export const orders = { openOrder };
