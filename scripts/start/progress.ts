/** One line per step with its time; long steps show that they live. Everything goes to stdout, which is the start's only product. */
export interface Progress {
  /**
   * Runs a step. `shown: 'if slow'` says nothing about a step of less than half a second.
   *
   * @param state asked at each sign of life: how far it is, in words
   */
  step<T>(title: string, work: () => Promise<T>, shown?: 'always' | 'if slow', state?: (seconds: number) => string): Promise<T>;
  say(line: string): void;
}

const HEARTBEAT_MS = 10_000;
const SLOW_MS = 500;

/** @param interrupted true once somebody asked to stop: a step that is cut off then has not failed */
export function createProgress(
  interrupted: () => boolean,
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Progress {
  return {
    say: (line) => write(`${line}\n`),
    async step(title, work, shown = 'always', state = () => '') {
      const begun = performance.now();
      const elapsed = () => (performance.now() - begun) / 1000;
      const seconds = () => elapsed().toFixed(1);
      const announce = setTimeout(() => write(`  … ${title}\n`), SLOW_MS);
      const beat = setInterval(() => write(`  … ${title} ${seconds()} s${state(elapsed())}\n`), HEARTBEAT_MS);
      try {
        const result = await work();
        if (shown === 'always' || performance.now() - begun >= SLOW_MS) write(`  ✓ ${title} ${seconds()} s\n`);
        return result;
      } catch (error) {
        if (!interrupted()) write(`  ✗ ${title} ${seconds()} s\n`);
        throw error;
      } finally {
        clearTimeout(announce);
        clearInterval(beat);
      }
    },
  };
}
