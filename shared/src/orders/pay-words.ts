import type { PaymentView } from '../contracts/collections.ts';
import type { ConsentView } from '../contracts/consents.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import { text } from '../messages/index.ts';

/** What decides what a customer reads of their payment. */
type Asked = Pick<PaymentView, 'mode' | 'left' | 'estimated'> & Partial<Pick<PaymentView, 'held'>>;

/**
 * How this order is paid, to the customer, in one sentence with what is left. Says only what is sure: whom to pay, how where the way has one, and
 * whether the amount is still an estimate. Null when nothing is left.
 */
export function payWords({ mode, left, estimated, held = false }: Asked): string | null {
  if (left < 0) return text('pay.how.over', { left: formatYuan(fen(-left)) });
  if (left === 0) return null;
  // nobody sends a way to pay before that is answered: nothing is promised for now
  if (held && !estimated && mode !== 'installer') return text('pay.how.held', { left: formatYuan(fen(left)) });
  return text(`pay.how.${mode}.${estimated ? 'planned' : 'actual'}`, { left: formatYuan(fen(left)) });
}

/** Whether the customer has something to pay now: after the work, or before it where the order is prepaid. */
export function mustPay({ mode, left, estimated }: Pick<PaymentView, 'mode' | 'left' | 'estimated'>): boolean {
  return left > 0 && (!estimated || mode === 'prepaid');
}

/** What is to be paid now and to whom, for the head of the customer's page; null where nothing is. */
export function owedWords(payment: Asked): string | null {
  return mustPay(payment) ? payWords(payment) : null;
}

/** That a fee which the company still looks into is not to be paid meanwhile; null where there is none. */
export function unverifiedWords({ unverified }: Pick<PaymentView, 'unverified'>): string | null {
  return unverified > 0 ? text('pay.how.unverified', { amount: formatYuan(fen(unverified)) }) : null;
}

/** What the amount due leaves out, to the company's own readers, a sentence each: a fee that is looked into, extra lines that wait for the customer's word. */
export function leftOutWords(
  { unverified }: Pick<PaymentView, 'unverified'>,
  consents: readonly Pick<ConsentView, 'status' | 'charge'>[],
): readonly string[] {
  const asked = consents.reduce((sum, { status, charge }) => sum + (status === 'asked' ? (charge ?? 0) : 0), 0);
  return [
    ...(unverified > 0 ? [text('pay.without.unverified', { amount: formatYuan(fen(unverified)) })] : []),
    ...(asked > 0 ? [text('pay.without.asked', { amount: formatYuan(fen(asked)) })] : []),
  ];
}

/** That what is left is not to be paid while an objection to the bill waits for its answer; null where nothing is left. */
export function restingWords(payment: Pick<PaymentView, 'mode' | 'left' | 'estimated'>): string | null {
  return mustPay(payment) ? text('pay.how.resting', { left: formatYuan(fen(payment.left)) }) : null;
}

/** What a cancelled order costs its customer, in one sentence: nothing, a fee that is paid, to be paid or still looked into, or what goes back. */
export function cancelledWords({ due, left, unverified }: Pick<PaymentView, 'due' | 'left' | 'unverified'>): string {
  if (left < 0) return text('pay.how.over', { left: formatYuan(fen(-left)) });
  if (left > 0) return text('pay.how.cancelled', { left: formatYuan(fen(left)) });
  if (unverified > 0) return text('pay.how.unverified', { amount: formatYuan(fen(unverified)) });
  return due === 0 ? text('pay.how.free') : text('pay.how.settled', { due: formatYuan(fen(due)) });
}
