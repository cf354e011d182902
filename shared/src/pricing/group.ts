import { type BookTables, OP_GROUP, OP_SIDES, OP_STRIDE } from './compiled.ts';
import { outranks } from './rank.ts';

/**
 * Decides, for each side by itself, which of the applicable adjustments that share a group applies.
 *
 * @param applied adjustments that apply to a line, in turn; `count` are used
 * @param sides   receives beside each the sides (bits) on which it stays
 */
export function settleGroups(tables: BookTables, applied: Int32Array, sides: Int32Array, count: number): void {
  const { ops } = tables;
  let grouped = 0;
  for (let index = 0; index < count; index++) {
    const at = applied[index]! * OP_STRIDE;
    sides[index] = ops[at + OP_SIDES]!;
    if (ops[at + OP_GROUP]! >= 0) grouped += 1;
  }
  if (grouped < 2) return;
  for (let index = 0; index < count; index++) {
    const at = applied[index]! * OP_STRIDE;
    const group = ops[at + OP_GROUP]!;
    if (group < 0) continue;
    let kept = ops[at + OP_SIDES]!;
    for (let other = 0; other < count && kept !== 0; other++) {
      const there = applied[other]! * OP_STRIDE;
      if (other === index || ops[there + OP_GROUP] !== group || (ops[there + OP_SIDES]! & kept) === 0) continue;
      if (outranks(tables.adjustments[applied[other]!]!, tables.adjustments[applied[index]!]!, tables.facts))
        kept &= ~ops[there + OP_SIDES]!;
    }
    sides[index] = kept;
  }
}

/** The adjustment of the same group that keeps a side from `loser`; the index in `applied`. */
export function groupWinner(
  tables: BookTables,
  applied: Int32Array,
  sides: Int32Array,
  count: number,
  loser: number,
  sideBit: number,
): number {
  const group = tables.ops[applied[loser]! * OP_STRIDE + OP_GROUP];
  for (let index = 0; index < count; index++) {
    if (tables.ops[applied[index]! * OP_STRIDE + OP_GROUP] === group && (sides[index]! & sideBit) !== 0) return index;
  }
  throw new Error('a group without a winner');
}
