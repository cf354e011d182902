/** What decides how much of an order's bill the company may waive 减免; all in fen. */
export interface WaiverRoom {
  /** Sum of the bills that were made; a plan is no bill. */
  readonly billed: number;
  /** Waived already and not taken back. */
  readonly waived: number;
  /** The most that this person may have waived of an order altogether; Infinity where only the bill is the limit. */
  readonly limit: number;
}

/** The most that may be waived now, fen; 0: nothing. */
export function waivable({ billed, waived, limit }: WaiverRoom): number {
  return Math.max(0, Math.min(billed, limit) - waived);
}

/** Why an amount above zero may not be waived; null when it may. `over_limit`: somebody with a wider right may. */
export function waiverFault(room: WaiverRoom, amount: number): 'no_bill' | 'too_much' | 'over_limit' | null {
  if (room.billed <= 0) return 'no_bill';
  if (amount > room.billed - room.waived) return 'too_much';
  return amount > waivable(room) ? 'over_limit' : null;
}

/**
 * Which waivers no longer fit into what is billed, newest first, and how much of the last of them still does, fen.
 *
 * @param standing oldest first
 * @param billed sum of the bills, fen
 */
export function waiversBeyond<W extends { readonly amount: number }>(
  standing: readonly W[],
  billed: number,
): { readonly voided: readonly W[]; readonly kept: number } {
  const voided: W[] = [];
  let waived = standing.reduce((sum, { amount }) => sum + amount, 0);
  for (const waiver of [...standing].reverse()) {
    if (waived <= billed) break;
    voided.push(waiver);
    waived -= waiver.amount;
  }
  return { voided, kept: voided.length > 0 ? billed - waived : 0 };
}
