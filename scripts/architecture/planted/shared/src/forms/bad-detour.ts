// breaks: light-stays-light
import { openOrder } from '../contracts/orders.ts';
export const schema = openOrder;
