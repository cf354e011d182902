/** A link dies this long after its order was closed, in ms. */
const LINK_LIFE_MS = 30 * 86_400_000;

/** Whether the order's link can still be opened. */
export function linkAlive({ closed_at }: { readonly closed_at: number | null }, now: number): boolean {
  return closed_at === null || now <= closed_at + LINK_LIFE_MS;
}
