/** Prints what a fault test did, with its n: `F02 [sqlite] [database] n=20 lost=0`. */
export function report(row: string, where: string, figures: Readonly<Record<string, number | string>>): void {
  const text = Object.entries(figures).map(([name, value]) => `${name}=${value}`);
  console.log(`${row} ${where} ${text.join(' ')}`);
}
