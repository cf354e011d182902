// Preloaded into our own Node children (`node --import`): when the parent is gone, however it went, the child ends too.
import process from 'node:process';

if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // watching the parent must not keep a child alive that has nothing else to do
  process.channel.unref();
}
