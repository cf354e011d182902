import { ok } from '@mingdan/shared/kernel/result';
import { systemOrigin } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { WecomError } from './errors.ts';

/** 45009, 45033: called too often, or by too many at once. The block lasts as long as the limit's window: a minute at least. */
const TOO_OFTEN = new Set([45009, 45033]);
const WINDOW_MS = 60_000;
/** Added before the probe, so that it falls outside of the window by any clock. */
const FLOOR_MS = 3_000;

/** Which APIs of the platforms are stopped because they were called too often; shared by all processes. */
export interface Pauses {
  /**
   * Makes the call unless its API is stopped. Once the window is over one caller probes; the others wait for what it finds.
   *
   * @throws WecomError with `retryAt` while it is stopped; whatever the call throws
   */
  guard<T>(api: string, call: () => Promise<T>): Promise<T>;
}

export function createPauses({ uow, clock }: { uow: UnitOfWork; clock: Clock }): Pauses {
  const origin = () => systemOrigin('wecom.pauses', newId());

  const stop = (api: string) =>
    uow.run(origin(), async (tx) => {
      const until = tx.now + WINDOW_MS + FLOOR_MS;
      if (!(await insertOnce(tx, 'api_pause', { api, until }))) {
        await tx.db.updateTable('api_pause').set({ until }).where('api', '=', api).execute();
      }
      return ok(null);
    });

  /** Whether this caller may call: freely, as the one probe, or not before some instant. */
  const mayCall = async (api: string): Promise<{ probe: boolean } | { until: number }> => {
    const stopped = await uow.read(origin(), (tx) =>
      tx.db.selectFrom('api_pause').select('until').where('api', '=', api).executeTakeFirst(),
    );
    if (!stopped) return { probe: false };
    if (stopped.until > clock.now()) return { until: stopped.until };
    const next = clock.now() + WINDOW_MS + FLOOR_MS;
    const taken = await uow.run(origin(), async (tx) => {
      const { numUpdatedRows } = await tx.db
        .updateTable('api_pause')
        .set({ until: next })
        .where('api', '=', api)
        .where('until', '=', stopped.until)
        .executeTakeFirst();
      return ok(Number(numUpdatedRows) === 1);
    });
    return taken.ok && taken.value ? { probe: true } : { until: next };
  };

  return {
    async guard(api, call) {
      const allowed = await mayCall(api);
      if ('until' in allowed) throw new WecomError(api, null, 'later', { retryAt: allowed.until });
      try {
        const answer = await call();
        if (allowed.probe) await uow.run(origin(), async (tx) => ok(await tx.db.deleteFrom('api_pause').where('api', '=', api).execute()));
        return answer;
      } catch (error) {
        if (!(error instanceof WecomError)) throw error;
        if (error.errcode !== null && TOO_OFTEN.has(error.errcode)) {
          await stop(api);
          throw new WecomError(api, error.errcode, 'later', { cause: error, retryAt: clock.now() + WINDOW_MS + FLOOR_MS });
        }
        // any other answer says that the API is open again
        if (allowed.probe && error.errcode !== null)
          await uow.run(origin(), async (tx) => ok(await tx.db.deleteFrom('api_pause').where('api', '=', api).execute()));
        throw error;
      }
    },
  };
}
