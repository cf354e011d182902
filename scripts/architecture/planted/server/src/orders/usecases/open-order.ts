import { total } from '../domain/order.ts';
import { saveOrder } from '../store/orders.repository.ts';
import { createUnitOfWork } from '../../platform/db/unit-of-work.ts';
import { quote } from '../../pricing/index.ts';
export const openOrder = [total, saveOrder, createUnitOfWork, quote];
