import { customerBill, customerService } from '@mingdan/shared/contracts/company-settings';
import { defineSetting } from '../platform/settings/company-settings.ts';

/** How the customer's bill is shown. Commission 提成 is the company's own business until it says otherwise. */
export const CUSTOMER_BILL = defineSetting({
  key: 'orders.customer_bill',
  schema: customerBill,
  initial: { labour: true, parts: true, fees: true, quantities: true, discounts: true, surcharges: true, commission: false },
});

/** What the customer's page promises beside the order. Nothing until the company says so. */
export const CUSTOMER_SERVICE = defineSetting({
  key: 'orders.customer_service',
  schema: customerService,
  initial: { warrantyDays: 0, warrantyNote: '', servicePhone: '' },
});
