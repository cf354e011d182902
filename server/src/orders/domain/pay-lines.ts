import type { OfferView } from '@mingdan/shared/contracts/dispatch';
import { additionNames, lineAdditions } from '@mingdan/shared/orders/line-added';
import type { Explanation, PriceBook, Quote } from '@mingdan/shared/pricing/types';
import { bookNames, sideWords, splitWords } from '@mingdan/shared/pricing/words';
import { itemNames } from './bill.ts';

/** What an installer earns line by line, each with its why: how the settle amount came about, then his share of it. The rules that made it more or
 * less are named on the line itself. Lines that pay nothing are left out. */
export function payLines(quote: Quote, explanation: Explanation, book: PriceBook, installerId: string): OfferView['lines'] {
  const nameOf = itemNames(book);
  const names = bookNames(book);
  return quote.lines.flatMap((line, index) => {
    const earn = line.crew[installerId] ?? 0;
    if (earn === 0) return [];
    const steps = [...sideWords(explanation, index, 'settle', line.item, names), ...splitWords(explanation, index, installerId, names)];
    return [
      {
        item: line.item,
        ...nameOf(line.item),
        quantity: line.quantity,
        earn,
        added: additionNames(lineAdditions(explanation, index, 'settle', line.settle, names.ruleName)),
        why: steps.filter((step) => step.outcome !== 'lost').map((step) => step.text),
      },
    ];
  });
}
