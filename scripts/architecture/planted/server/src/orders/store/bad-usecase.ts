// breaks: store-only-stores
import { openOrder } from '../usecases/open-order.ts';
export const open = () => openOrder;
