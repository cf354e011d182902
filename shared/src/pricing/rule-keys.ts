import { VALUE_KEYS, type Vocabulary } from './vocabulary.ts';
import type { CompiledWhen } from './when.ts';

/** The values that rules accept for one key, flat: those of rule n stand from starts[n] to starts[n + 1]; none means that it accepts all. */
export interface KeyValues {
  readonly starts: Int32Array;
  readonly values: Int32Array;
  /** Values are numbers below this. */
  readonly size: number;
}

/** The ends of the range that rules accept, half open; infinite where open. */
export interface KeyRange {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** The conditions of an index's rules by key, laid out so that building the index reads them fast. */
export interface RuleKeys {
  /** In the order of VALUE_KEYS. */
  readonly values: readonly KeyValues[];
  /** Region codes, numbered; only those not inside another of the same rule. */
  readonly regions: KeyValues;
  /** The code of each number of {@link regions}. */
  readonly regionCodes: readonly number[];
  readonly distance: KeyRange;
  readonly window: KeyRange;
}

function flatten(lists: readonly (readonly number[] | null)[]): KeyValues {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, rule) => {
    starts[rule + 1] = starts[rule]! + (list?.length ?? 0);
  });
  const values = new Int32Array(starts[lists.length]!);
  let size = 0;
  lists.forEach((list, rule) => {
    list?.forEach((value, index) => {
      values[starts[rule]! + index] = value;
      if (value >= size) size = value + 1;
    });
  });
  return { starts, values, size };
}

const once = (list: readonly number[] | null): readonly number[] | null => (list === null ? null : [...new Set(list)]);

export function collectKeys(rules: readonly CompiledWhen[], vocabulary: Vocabulary): RuleKeys {
  const numbers = new Map<number, number>();
  const regionLists = rules.map((when) =>
    when.regions === null
      ? null
      : when.outermost.map((code) => {
          const known = numbers.get(code);
          if (known !== undefined) return known;
          numbers.set(code, numbers.size);
          return numbers.size - 1;
        }),
  );
  return {
    values: VALUE_KEYS.map((key) => flatten(rules.map((when) => once(vocabulary.idsOf(when, key))))),
    regions: flatten(regionLists),
    regionCodes: [...numbers.keys()],
    distance: { from: Float64Array.from(rules, (when) => when.minMilli), to: Float64Array.from(rules, (when) => when.maxMilli) },
    window: { from: Float64Array.from(rules, (when) => when.from), to: Float64Array.from(rules, (when) => when.to) },
  };
}
