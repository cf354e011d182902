/**
 * What an installer still has to hand in of customers' money when his pay is kept from it 抵扣, fen; 0 where the pay covers it. Phone and console say the same
 * sum by this.
 *
 * @param inHand customers' money in his hand, fen
 * @param earned his pay of the running month, fen
 */
export function handInAfterPay(inHand: number, earned: number): number {
  return Math.max(0, inHand - Math.max(0, earned));
}
