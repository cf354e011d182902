/**
 * Divide whole fen over weights by largest remainder; equal remainders go to whoever is listed first. Writes into `shares`, which the
 * caller keeps, because every line of every quote does this.
 *
 * @param total   whole fen, 0 … 10^13
 * @param weights positive integers up to 1,000,000; the first `count` are used, at least one
 * @param shares  receives one share per weight, in the same order; they sum to `total`
 */
export function shareByWeight(total: number, weights: readonly number[], count: number, shares: number[]): void {
  if (count === 1 || total === 0) {
    for (let index = 0; index < count; index++) shares[index] = 0;
    shares[0] = total;
    return;
  }
  if (count === 2) {
    shareBetweenTwo(total, weights[0]!, weights[1]!, shares);
    return;
  }
  let sum = 0;
  for (let index = 0; index < count; index++) sum += weights[index]!;
  // total = whole × sum + rest, so that no product leaves the safe integers
  const whole = Math.floor(total / sum);
  const rest = total - whole * sum;
  const remainders: number[] = [];
  let left = total;
  for (let index = 0; index < count; index++) {
    const weight = weights[index]!;
    // rest × weight ÷ sum in two digits of base 1000: a crew of thousands would overflow the plain product
    const high = rest * Math.floor(weight / 1000);
    const highShare = Math.floor(high / sum);
    const low = (high - highShare * sum) * 1000 + rest * (weight % 1000);
    const lowShare = Math.floor(low / sum);
    const share = whole * weight + highShare * 1000 + lowShare;
    shares[index] = share;
    remainders.push(low - lowShare * sum);
    left -= share;
  }
  if (left === 0) return;
  const byRemainder = remainders.map((_, index) => index).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (let turn = 0; turn < left; turn++) shares[byRemainder[turn]!]! += 1;
}

function shareBetweenTwo(total: number, first: number, second: number, shares: number[]): void {
  const sum = first + second;
  const whole = Math.floor(total / sum);
  const rest = (total - whole * sum) * first;
  const part = Math.floor(rest / sum);
  const remainder = rest - part * sum;
  // the two remainders are equal or add up to the sum, so the first gets the odd fen from one half on
  const share = whole * first + part + (remainder * 2 >= sum ? 1 : 0);
  shares[0] = share;
  shares[1] = total - share;
}
