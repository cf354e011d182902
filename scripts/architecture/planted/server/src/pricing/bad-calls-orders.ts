// breaks: pricing-calls
import { orders } from '../orders/index.ts';
export const upward = orders;
