import { orders } from '../orders/index.ts';
export const compose = () => orders;
