import { ok } from '@mingdan/shared/kernel/result';
import { type DatabaseLocation, openDatabase } from '../../../src/platform/db/open.ts';
import { armFault } from '../../../src/platform/fault.ts';
import { silentLog } from '../../../src/platform/log-port.ts';
import { createQueueRuntime, type QueueDriver } from '../../../src/platform/queue/runtime.ts';
import { testGround, testOrigin } from '../../support/uow.ts';
import { leaveMark, markBindings, SHORT } from './jobs.ts';

/** What a child process is to do until it is killed, or until it has done it. */
export interface ChildOrders {
  readonly location: DatabaseLocation;
  /** Crash point, as the setting `FAULT`. */
  readonly fault: string;
  /** Changes to commit, each with one job; printed as `acked <source>` once acknowledged. */
  readonly produce: readonly string[];
  /** Relay and work until killed. */
  readonly consume: QueueDriver | null;
}

// orders come by pipe, so that a spare child can be loaded and waiting
let input = '';
for await (const chunk of process.stdin) input += String(chunk);
const orders = JSON.parse(input) as ChildOrders;
const store = await openDatabase(orders.location, { log: silentLog });
const ground = await testGround(store, { migrated: true, bind: markBindings });
armFault(orders.fault);

for (const source of orders.produce) {
  await ground.uow.run(testOrigin(), async (tx) => ok(await tx.outbox.enqueue(leaveMark, { source })));
  process.stdout.write(`acked ${source}\n`);
}
if (orders.consume) {
  createQueueRuntime({
    ...ground,
    log: silentLog,
    driver: orders.consume,
    roles: { relay: true, worker: true, cron: false },
    timing: SHORT,
  }).start();
  // nobody ends a child that missed its crash point for ever
  setTimeout(() => process.exit(3), 15_000);
} else {
  process.exit(0);
}
