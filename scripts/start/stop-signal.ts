/** A second Ctrl-C within this time is the terminal's echo of the first through npm, not impatience. */
const ECHO_MS = 800;

/**
 * Runs `stop` at the first SIGINT, SIGTERM or SIGHUP. From a terminal the same signal arrives more than once (npm, the bootstrap and we
 * are all told); a repetition after a moment is a person who has waited long enough, and ends this process at once.
 */
export function onStopSignal(stop: () => Promise<void>): void {
  let firstAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (firstAt === undefined) {
        firstAt = performance.now();
        stop().catch((error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
          process.exit(1);
        });
      } else if (performance.now() - firstAt > ECHO_MS) process.exit(130);
    });
  }
}
