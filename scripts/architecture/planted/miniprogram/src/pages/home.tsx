import { openOrderMeta } from '../../../shared/src/contracts/orders.meta.ts';
import type { OpenOrder } from '../../../shared/src/contracts/orders.ts';
export const home = (order: OpenOrder) => [order, openOrderMeta];
