import { ordersCompleted } from '../orders/events.ts';
export const settlement = ordersCompleted;
