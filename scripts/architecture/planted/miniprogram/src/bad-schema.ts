// breaks: phone-imports-contract-types-only
import { openOrder } from '../../shared/src/contracts/orders.ts';
export const schema = openOrder;
