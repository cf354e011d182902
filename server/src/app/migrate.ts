import { loadConfig } from '../platform/config/config.ts';
import { runMigrate } from './commands.ts';

// the same as `main.ts migrate`, as a program of its own for scripts that name files
runMigrate(loadConfig(process.env, process.cwd())).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
