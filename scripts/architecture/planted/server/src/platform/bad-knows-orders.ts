// breaks: platform-knows-no-capability
import { ordersCompleted } from '../orders/events.ts';
export const known = ordersCompleted;
