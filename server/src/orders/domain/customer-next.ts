import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import type { Phase } from '@mingdan/shared/flows/definition';
import { text } from '@mingdan/shared/messages/index';

/** What the head of a customer's page follows from. */
export interface CustomerFacts {
  readonly state: 'open' | 'suspended' | 'done' | 'cancelled';
  readonly phase: Phase;
  /** The visit under way has begun: somebody checked in. */
  readonly begun: boolean;
  readonly hasInstaller: boolean;
  /** The last bill is no estimate. */
  readonly billed: boolean;
  readonly signed: boolean;
  /** Extra lines 增项 wait for the customer's word. */
  readonly consentAsked: boolean;
  /** What a task of the customer's own asks for, in words; null: none is open. */
  readonly task: string | null;
  /** The last visit came to nothing 客户不在, and no other has been arranged. */
  readonly inVain: boolean;
  /** The appointment that was chosen since, in words; null: none. */
  readonly newSlot: string | null;
  /** The customer may choose an appointment alone. */
  readonly mayChooseSlot: boolean;
}

type Next = CustomerOrderView['next'];

/** Where an order stands and what its customer should do, in words: the head of the page. What waits for the customer comes first. */
export function customerNext(facts: CustomerFacts): Next {
  const { state, phase, billed, signed, task } = facts;
  if (state === 'cancelled') return none(text('next.cancelled'));
  if (facts.consentAsked) return { act: 'consent', text: text('next.consent'), more: null };
  if (billed && !signed) return { act: 'sign', text: text('next.sign'), more: null };
  if (task !== null) return { act: 'rate', text: task, more: null };
  if (state === 'done') return none(text('next.done'));
  if (state === 'suspended') return wait(text('next.suspended'), text('next.suspendedMore'));
  if (phase === 'review') return signed ? none(text('next.signedReview')) : wait(text('next.review'), text('next.reviewMore'));
  if (billed) return none(text('next.signed'));
  if (phase === 'closed') return none(text('next.done'));
  if (phase === 'settle') return wait(text('next.settle'));
  if (phase === 'waiting') return again(facts);
  if (phase !== 'working' || !facts.hasInstaller) return wait(text('next.assigning'));
  return facts.begun ? wait(text('next.begun'), signed ? null : text('next.begunMore')) : wait(text('next.coming'));
}

const none = (words: string): Next => ({ act: 'none', text: words, more: null });
const wait = (words: string, more: string | null = null): Next => ({ act: 'wait', text: words, more });

/** Between two visits: the next one needs its hours, from the customer where that may be. */
function again({ inVain, newSlot, mayChooseSlot }: CustomerFacts): Next {
  if (newSlot !== null) return wait(text('next.slotChosen', { slot: newSlot }), text('next.slotChosenMore'));
  const words = text(inVain ? 'next.absent' : 'next.again');
  return mayChooseSlot ? { act: 'slot', text: words, more: text('next.chooseSlot') } : wait(words, text('next.againMore'));
}
