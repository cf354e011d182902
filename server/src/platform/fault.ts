/** Where a test may kill the process. A name here must be hit by a test, and a call must use one of these names. */
export const CRASH_POINTS = [
  'uow.beforeCommit',
  'outbox.afterCommit',
  'relay.beforeRing',
  'relay.afterRing',
  'worker.beforeEffect',
  'worker.afterEffect',
  'audit.beforeSeal',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

let armed: { point: CrashPoint; left: number } | null = null;

/**
 * Arms one crash point: `outbox.afterCommit@3` kills the process with SIGKILL the third time it passes. Called by the composition from the `FAULT`
 * setting, which only tests set; `undefined` disarms.
 */
export function armFault(setting: string | undefined): void {
  if (setting === undefined) {
    armed = null;
    return;
  }
  const [point, count = '1'] = setting.split('@');
  if (!CRASH_POINTS.includes(point as CrashPoint)) throw new Error(`FAULT: no crash point ${point}`);
  armed = { point: point as CrashPoint, left: Number(count) };
}

/** Dies here when a test asked for it; otherwise one comparison. */
export function crashPoint(point: CrashPoint): void {
  if (armed === null || armed.point !== point) return;
  armed.left -= 1;
  if (armed.left <= 0) process.kill(process.pid, 'SIGKILL');
}
