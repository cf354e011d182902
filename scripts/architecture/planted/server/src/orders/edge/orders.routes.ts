import { openOrder } from '../usecases/open-order.ts';
export const routes = [openOrder];
