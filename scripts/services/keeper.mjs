// Runs a foreign program (a database, a browser) for as long as our own parent lives: `node keeper.mjs <program> <args…>`.
// Passes its exit code on. A program that has not ended eight seconds after SIGTERM is killed.
import { spawn } from 'node:child_process';
import process from 'node:process';

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

function stop() {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 8_000).unref();
}
process.once('disconnect', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
child.once('error', (error) => {
  process.stderr.write(`${program}: ${error.message}\n`);
  process.exit(127);
});
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGTERM' ? 0 : 1)));
