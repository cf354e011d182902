/** Region and street as one line. People often type the region into the street too: it is not said twice. */
export function wholeAddress(regionName: string, text: string): string {
  return text.startsWith(regionName) ? text : regionName + text;
}
