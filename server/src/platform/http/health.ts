/** `degraded`: works, but slower or with less; `down`: cannot serve. */
export type HealthState = 'ok' | 'degraded' | 'down';

/** One thing that this process leans on. `critical` ones that are down make the process unready; others only degrade it. */
export interface HealthCheck {
  readonly name: string;
  readonly critical: boolean;
  check(): Promise<HealthState>;
}

const DEADLINE_MS = 1_000;

/** Asks all checks at once, each within a second; one that fails or does not answer is down. */
export async function readiness(
  checks: readonly HealthCheck[],
  draining: boolean,
): Promise<{ ready: boolean; body: { status: HealthState; checks: Record<string, HealthState> } }> {
  const states = await Promise.all(checks.map(async (check) => [check, await withinDeadline(check)] as const));
  const ready = !draining && states.every(([check, state]) => !check.critical || state !== 'down');
  const allWell = states.every(([, state]) => state === 'ok');
  const status: HealthState = !ready ? 'down' : allWell ? 'ok' : 'degraded';
  return { ready, body: { status, checks: Object.fromEntries(states.map(([check, state]) => [check.name, state])) } };
}

async function withinDeadline(check: HealthCheck): Promise<HealthState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthState>((resolve) => {
    timer = setTimeout(() => resolve('down'), DEADLINE_MS);
  });
  try {
    return await Promise.race([check.check(), late]);
  } catch {
    // the reason is the check's own business to log; here it only counts that it failed
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
