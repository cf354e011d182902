// Checks the import rules on the repository; exit code 1 when one is broken.
import { inspect } from './cruise.ts';

/** Fewer modules than this means that the reader is broken, not that the repository is clean. */
const LEAST_MODULES = 100;

const { modules, violations } = await inspect('repository');
for (const { rule, from, to } of violations) process.stdout.write(`${rule}: ${from} → ${to}\n`);
if (modules < LEAST_MODULES) process.stdout.write(`only ${modules} modules were read: the import rules did not run\n`);
process.stdout.write(`${modules} modules, ${violations.length} forbidden imports\n`);
process.exitCode = violations.length > 0 || modules < LEAST_MODULES ? 1 : 0;
