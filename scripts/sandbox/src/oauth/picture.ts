import { createHash } from 'node:crypto';

const SIZE = 25;

/** The three corner squares every such code has. */
function finder(x: number, y: number): boolean | undefined {
  for (const [left, top] of [
    [0, 0],
    [SIZE - 7, 0],
    [0, SIZE - 7],
  ] as const) {
    const dx = x - left;
    const dy = y - top;
    if (dx < -1 || dy < -1 || dx > 7 || dy > 7) continue;
    const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
    return ring === 3 || ring <= 1;
  }
  return undefined;
}

/** A picture that looks like a QR code and differs with `seed`. It carries nothing: in the sandbox one scans by a click. */
export function codePicture(seed: string): string {
  const bits = Array.from({ length: 3 }, (_, part) => createHash('sha256').update(`${part}${seed}`).digest());
  const noise = (index: number): boolean => (((bits[Math.floor(index / 256) % 3]?.[(index >> 3) % 32] ?? 0) >> (index & 7)) & 1) === 1;
  const cells: string[] = [];
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      if (finder(x, y) ?? noise(y * SIZE + x)) cells.push(`M${x} ${y}h1v1h-1z`);
    }
  }
  return `<svg viewBox="-1 -1 ${SIZE + 2} ${SIZE + 2}" role="img" aria-label="二维码" class="code-picture"><path d="${cells.join('')}" fill="currentColor"/></svg>`;
}
