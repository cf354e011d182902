import * as z from 'zod';
import { openOrderMeta } from './orders.meta.ts';
export const openOrder = { meta: openOrderMeta, input: z.object({}) };
export type OpenOrder = typeof openOrder;
