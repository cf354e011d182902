import type { PreviewCancelOutput } from '@mingdan/shared/contracts/order-paths';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { text } from '@mingdan/shared/messages/index';

/** What cancelling an order would do now. */
export interface Cancelling {
  /** Who has taken it; null: nobody. */
  readonly holder: string | null;
  /** He has checked in. */
  readonly begun: boolean;
  /** WeChat knows the customer, so that a subscribe message may reach them; else only a card in the chat does. */
  readonly isKnownToWechat: boolean;
  /** Whole fen; null where the reader sees no charge. `billed`: what visits before came to. */
  readonly money: { readonly fee: number; readonly billed: number; readonly waived: number; readonly collected: number } | null;
}

const yuan = (amount: number): string => formatYuan(fen(amount));

/** The consequences in words, for whoever is about to cancel: who has it, what it costs, what stands, what goes back, who hears. */
export function cancelConsequences({ holder, begun, isKnownToWechat, money }: Cancelling): PreviewCancelOutput['consequences'] {
  const standing = holder === null ? text('cancel.nobody') : text(begun ? 'cancel.begun' : 'cancel.taken', { name: holder });
  const hears = {
    kind: 'hears' as const,
    level: 'info' as const,
    text: text(isKnownToWechat ? 'cancel.tellsMaybe' : 'cancel.tellsByHand'),
  };
  const told = [
    ...(holder === null ? [] : [{ kind: 'told' as const, level: 'info' as const, text: text('cancel.tellsInstaller', { name: holder }) }]),
    hears,
  ];
  const first = { kind: 'standing' as const, level: holder === null ? ('info' as const) : ('warn' as const), text: standing };
  if (!money) return [first, ...told];
  const { fee, billed, waived, collected } = money;
  const over = collected - (billed + fee - waived);
  return [
    first,
    fee > 0
      ? { kind: 'fee', level: 'warn', text: text('cancel.fee', { amount: yuan(fee) }) }
      : { kind: 'fee', level: 'info', text: text('cancel.free') },
    ...(billed > waived
      ? [{ kind: 'earlier' as const, level: 'info' as const, text: text('cancel.earlier', { amount: yuan(billed - waived) }) }]
      : []),
    ...(over > 0 ? [{ kind: 'refund' as const, level: 'warn' as const, text: text('cancel.refund', { amount: yuan(over) }) }] : []),
    ...told,
  ];
}
