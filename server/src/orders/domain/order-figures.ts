/** What one order comes to, fen, as far as the reader may see; null for the rest. With all its visits: those that were billed, and the planned one until then. */
export interface OrderFigures {
  /** What the customer owes for it, what was waived taken off. */
  readonly due: number | null;
  readonly collected: number | null;
  /** What is left of it; below zero goes back to the customer. */
  readonly owing: number | null;
  readonly settle: number | null;
  readonly earn: number | null;
  readonly cost: number | null;
  /** What was waived taken off. */
  readonly profit: number | null;
}
