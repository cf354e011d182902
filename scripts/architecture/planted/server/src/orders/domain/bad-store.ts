// breaks: domain-is-pure
import { saveOrder } from '../store/orders.repository.ts';
export const save = saveOrder;
