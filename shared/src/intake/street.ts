import { ancestors, regionName, regionOf } from '../region/region.ts';

/** What may stand between the names of a place and the street. */
const GAP = /^[\s,，、·|/-]+/;
/** Behind a name these make it part of another one: 南京市民中心, 朝阳区政府. */
const OTHER_NAME = /^(?:民|政府|场|郊|立)/;
const ENDING = /(?:省|市|区|县)$/;

/**
 * The street without the names that its region says already: with 北京市朝阳区 chosen, 朝阳区望京西园 and 北京朝阳区望京西园 are 望京西园. Names count from the
 * beginning and in full; a short one (北京) only in front of a full one, for 朝阳路 and 北京西路 are streets. An unknown region takes nothing away.
 *
 * @param region GB/T 2260; empty while nobody has chosen
 * @param text street and house as written
 */
export function streetIn(region: string, text: string): string {
  const names = [...ancestors(region), region].flatMap((code) => {
    const name = regionOf(code)?.virtual ? null : regionName(code);
    return name === null ? [] : [name];
  });
  let street = text.trim();
  // written twice by whoever corrects an address: 朝阳区朝阳区望京街
  for (let next = without(names, street); next !== street; next = without(names, street)) street = next;
  return street;
}

/** Text without the names from one of these on, downwards. */
function without(names: readonly string[], text: string): string {
  for (const [index, name] of names.entries()) {
    const below = names.slice(index + 1);
    const behind = text.slice(name.length);
    if (text.startsWith(name) && !OTHER_NAME.test(behind)) return without(below, behind.replace(GAP, ''));
    const short = name.replace(ENDING, '');
    if (short.length < 2 || !text.startsWith(short)) continue;
    const next = text.slice(short.length).replace(GAP, '');
    const street = without(below, next);
    if (street !== next) return street;
  }
  return text;
}
