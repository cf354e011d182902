// Lets the demo of earlier days live on until now, beside the running server. Whatever is no demo is left as it is.
import { constants, setPriority } from 'node:os';
import { ROOT } from '../../server/src/app/commands.ts';
import { loadConfig } from '../../server/src/platform/config/config.ts';
import { goOn } from './living/go-on.ts';

// whoever looks at the product comes first
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
let stopped = false;
process.on('SIGTERM', () => {
  stopped = true;
});
await goOn(loadConfig(process.env, ROOT), { say: (line) => process.stdout.write(`${line}\n`), stopped: () => stopped });
