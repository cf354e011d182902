import * as z from 'zod';
import type { UnitOfWork } from '../../../src/platform/db/unit-of-work.ts';
import { newId } from '../../../src/platform/ids.ts';
import { defineJob, handle } from '../../../src/platform/outbox/definitions.ts';
import type { Bindings } from '../../../src/platform/outbox/registry.ts';
import type { QueueTiming } from '../../../src/platform/queue/timing.ts';

/** The job of the fault tests: one countable effect per `source`. */
export const leaveMark = defineJob({ name: 'fault.leave-mark', version: 1, payload: z.strictObject({ source: z.string() }), attempts: 10 });

export const markBindings = (uow: UnitOfWork): readonly Bindings[] => [
  {
    jobs: [
      handle(leaveMark, async ({ source }, { origin, messageId }) => {
        await uow.once(origin, messageId, async (tx) => {
          await tx.db.insertInto('t_effect').values({ id: newId(), source }).execute();
        });
      }),
    ],
  },
];

/** Short intervals, the same in a process that is killed and in the one that takes over. */
export const SHORT: Partial<QueueTiming> = { pollMs: 20, leaseMs: 900, reringMs: 500, graceMs: 2_000, backoffMs: () => 50 };
