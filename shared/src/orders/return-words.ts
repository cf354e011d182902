import { text } from '../messages/index.ts';

/** The order that a return visit 返修 returns to, and on whose account it is. */
export interface ReturnOf {
  /** Number of the order that it returns to. */
  readonly number: string;
  /** Within warranty 质保: service and parts cost the customer nothing. */
  readonly warranty: boolean;
}

/** What a return visit is called where there is room for a word: 质保返修, 收费返修. */
export function returnWord(warranty: boolean): string {
  return text(warranty ? 'order.return.warranty' : 'order.return.charged');
}

/** Of which order it is the return visit, and on whose account, for the company's own people. */
export function returnLine({ number, warranty }: ReturnOf): string {
  return text(warranty ? 'order.return.lineFree' : 'order.return.linePaid', { number });
}

/** The same for the installer, who wants to know whether he is paid and by whom. */
export function returnLineInstaller({ number, warranty }: ReturnOf): string {
  return text(warranty ? 'order.return.earnFree' : 'order.return.earnPaid', { number });
}
