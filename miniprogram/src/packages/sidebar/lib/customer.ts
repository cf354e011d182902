import type { CustomerView } from '@mingdan/shared/contracts/customers';
import { CHOICE } from '../../../lib/chat.ts';
import { keepInPage, keptInPage } from '../../../lib/store.ts';

/** Whom the sidebar works for, beside which chat. `contact` undefined: nobody has asked yet whom the chat is with. */
interface Choice {
  readonly contact?: string | null;
  readonly customer: CustomerView | null;
}

/** Outlives a reload: what was filled in for somebody must not turn into somebody else's. */
let choice: Choice = keptInPage<Choice>(CHOICE) ?? { customer: null };
let isOfThisPage = false;

/** A contact that was taken off a customer a moment ago, so that it can be put back. Lasts as long as the page. */
interface Unlinked {
  readonly customerId: string;
  readonly name: string;
  readonly externalUserid: string;
}
let unlinked: Unlinked | null = null;

/** What can be undone now; null for nothing. */
export const undoableLink = (): Unlinked | null => unlinked;

export function rememberUndo(undo: Unlinked | null): void {
  unlinked = undo;
}

function choose(next: Choice): void {
  choice = next;
  keepInPage(CHOICE, next);
}

/** The customer that the sidebar works for, also after a reload. */
export function chosenCustomer(): CustomerView | null {
  return choice.customer;
}

/** From now on the sidebar works for this customer, whether or not WeCom ever says whom the chat is with. */
export function chooseCustomer(customer: CustomerView | null): void {
  isOfThisPage = true;
  choose({ ...choice, customer });
}

/** The external contact of the chat that the sidebar stands beside; null outside of a chat. */
export function chatContact(): string | null {
  return choice.contact ?? null;
}

/** True once the choice is this page's own: it has asked beside which chat it stands, or a person chose on it. One from before a reload may be another chat's. */
export function isChoiceOfThisPage(): boolean {
  return isOfThisPage;
}

/** The sidebar stands beside this chat. Another chat than before is another customer, and so may be one whose contact is not known: the choice is forgotten. */
export function beside(externalUserid: string | null): void {
  isOfThisPage = true;
  const same = choice.contact === undefined || (externalUserid !== null && choice.contact === externalUserid);
  choose({ contact: externalUserid, customer: same ? choice.customer : null });
}
