import type { CustomerView } from '@mingdan/shared/contracts/customers';

let chosen: CustomerView | null = null;

/** The customer that the sidebar works for. In memory only: another chat is another customer. */
export function chosenCustomer(): CustomerView | null {
  return chosen;
}

/** From now on the sidebar works for this customer. */
export function chooseCustomer(customer: CustomerView | null): void {
  chosen = customer;
}
