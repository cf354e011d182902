// `npm run check`: what can be said in a minute without any server or browser. Tests whose titles name one are skipped.
import { onStopSignal } from '../start/stop-signal.ts';
import { CHECKS } from '../test/checks.ts';
import { conclude, runChecks, Tally } from '../test/run.ts';
import { stopTools } from '../test/tool.ts';
import { runVitest } from '../test/vitest.ts';

onStopSignal(async () => {
  stopTools();
  process.exit(130);
});

/** Titles without the tags of servers and browser. */
const NO_SERVERS = '^(?!.*\\[(mariadb|bullmq|chromium)\\])';

const tally = new Tally();
await runChecks(CHECKS, tally);
tally.tests(await runVitest('check', ['!e2e'], {}, [`--testNamePattern=${NO_SERVERS}`]));
process.exitCode = conclude(tally, { skipsFail: false });
