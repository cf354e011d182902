// breaks: domain-borrows-types-only
import { saveOrder } from '../store/orders.repository.ts';
export const save = saveOrder;
