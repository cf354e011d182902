/** What a condition asks of one variable at least: a stretch of numbers, or whether it holds at all. */
interface Bound {
  least: number;
  most: number;
  /** Whether the ends themselves are left out. */
  leastOut: boolean;
  mostOut: boolean;
  truth: boolean | null;
}
type Bounds = ReadonlyMap<string, Bound>;

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '===': '===' };

/**
 * The bounds that a condition sets for each variable, as far as they are plain to see: comparisons with numbers and yes or no, together by `and`. Anything
 * else is passed over, so that the true bounds are never wider than these.
 */
function boundsOf(logic: unknown): Bounds {
  const found = new Map<string, Bound>();
  const of = (name: string): Bound => {
    const known = found.get(name) ?? { least: -Infinity, most: Infinity, leastOut: false, mostOut: false, truth: null };
    found.set(name, known);
    return known;
  };
  const compare = (op: string, name: string, value: number): void => {
    const bound = of(name);
    if (op !== '<' && op !== '<=' && (value > bound.least || (value === bound.least && op === '>')))
      Object.assign(bound, { least: value, leastOut: op === '>' });
    if (op !== '>' && op !== '>=' && (value < bound.most || (value === bound.most && op === '<')))
      Object.assign(bound, { most: value, mostOut: op === '<' });
  };
  const read = (node: unknown): void => {
    const [op, given] = soleEntry(node);
    const parts: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (op === 'and') for (const part of parts) read(part);
    if ((op === '!' || op === '!!') && nameOf(parts[0]) !== null) of(nameOf(parts[0])!).truth = op === '!!';
    if (op === 'var') of(nameOf(node)!).truth = true;
    if (!(op in FLIPPED)) return;
    // 4 ≤ x ≤ 6 is two comparisons
    for (let at = 0; at + 1 < parts.length; at += 1) {
      const [left, right] = [parts[at], parts[at + 1]];
      if (nameOf(left) !== null && isNumber(right)) compare(op, nameOf(left)!, right);
      if (nameOf(right) !== null && isNumber(left)) compare(FLIPPED[op]!, nameOf(right)!, left);
    }
  };
  read(logic);
  return found;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function soleEntry(node: unknown): readonly [op: string, given: unknown] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return ['', null];
  const entries = Object.entries(node);
  return entries.length === 1 ? entries[0]! : ['', null];
}

/** A variable with what stands for it in its absence: of two defaults nothing is known together. */
function nameOf(node: unknown): string | null {
  const [op, given] = soleEntry(node);
  if (op !== 'var') return null;
  const name: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
  return JSON.stringify(name);
}

/** Whether two conditions can never hold together, as far as is plain to see: false where they may, or where it is not plain. Null: no condition. */
export function neverBoth(a: unknown, b: unknown): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return false;
  const theirs = boundsOf(b);
  for (const [name, mine] of boundsOf(a)) {
    const other = theirs.get(name);
    if (!other) continue;
    if (mine.truth !== null && other.truth !== null && mine.truth !== other.truth) return true;
    const least = Math.max(mine.least, other.least);
    const most = Math.min(mine.most, other.most);
    if (least > most) return true;
    const isOut = [mine, other].some((one) => (one.leastOut && one.least === least) || (one.mostOut && one.most === most));
    if (least === most && isOut) return true;
  }
  return false;
}
