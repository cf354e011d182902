/**
 * GB/T 2260 codes cover each other by their digits alone: `XX0000` a province and all in it, `XXYY00` a city and all in it, any other
 * code that one county. Codes here are numbers, 110105 for `"110105"`.
 */

/** 1 for a province code, 2 for a city, 3 for a county. */
export function regionDepth(code: number): 1 | 2 | 3 {
  if (code % 10000 === 0) return 1;
  return code % 100 === 0 ? 2 : 3;
}

/** Whether `entry` covers `region`. */
export function coversRegion(entry: number, region: number): boolean {
  if (entry % 10000 === 0) return region - (region % 10000) === entry;
  if (entry % 100 === 0) return region - (region % 100) === entry;
  return region === entry;
}

/** The entries that are not inside another entry, each once: they cover exactly what the whole list covers. */
export function outermostRegions(codes: readonly number[]): number[] {
  const unique = new Set(codes);
  return [...unique].filter((code) => {
    const province = code - (code % 10000);
    const city = code - (code % 100);
    return !(code !== province && unique.has(province)) && !(code !== city && unique.has(city));
  });
}
