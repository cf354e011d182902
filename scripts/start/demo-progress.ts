/** What the demo's program says of its progress, and nobody else: `演示工单 demo orders 300/2000`. */
const COUNTED = /demo orders (\d+)\/(\d+)$/;

/**
 * How far the making of the demo is and how long the rest will take, for people; empty before anything is known.
 *
 * @param said what the program wrote last
 * @param seconds since it began
 */
export function demoProgress(said: string, seconds: number): string {
  const counted = said
    .split('\n')
    .map((line) => COUNTED.exec(line.trim()))
    .findLast((match) => match !== null);
  const [done, of] = [Number(counted?.[1] ?? 0), Number(counted?.[2] ?? 0)];
  if (done === 0) return '';
  const left = Math.ceil((seconds / done) * Math.max(0, of - done));
  return ` · ${Math.min(done, of)}/${of} 单 orders · 约还需 about ${left} s`;
}
