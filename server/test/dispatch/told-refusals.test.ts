import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatchMigrations } from '../../src/dispatch/store/migrations.ts';
import { must, onEachStage } from '../thread/stage.ts';
import { answer, desk } from './support.ts';

const MINUTE = 60_000;

onEachStage('refusals from before they were told', { beforeAll, afterAll }, (stage) => {
  const step = dispatchMigrations.find(({ id }) => id.startsWith('0007-told-refusals'))!;
  const told = async (id: string) => must(await (await stage.as('zhou.diaodu')).get(`/orders/${id}`)).timeline;
  const migrate = () => stage.app.run((tx) => step.up(tx.db as never, tx.dialect));
  /** An order that one refuses with a reason, and another lets go by. */
  const untaken = async () => {
    const { id } = await stage.order();
    must(await answer(await stage.as('zhang.wei'), (await stage.offer(id)).id, 'refuse', '当天排满了'));
    stage.clock.forward(16 * MINUTE);
    await stage.until('it is parked', async () =>
      (await desk(stage).board()).queue.some(
        (order: { orderId: string; cause: string }) => order.orderId === id && order.cause === 'exhausted',
      ),
    );
    return id;
  };

  test('stand in the history at their moment, with reason and name, once', async () => {
    const [old, half] = [await untaken(), await untaken()];
    const before = new Map([
      [old, await told(old)],
      [half, await told(half)],
    ]);
    expect(before.get(old).filter(({ type }: { type: string }) => type.startsWith('offer_'))).toMatchObject([
      { actor: '张师傅', text: '没有接单：当天排满了' },
      { actor: '系统', text: '派给李师傅，超时没有答复' },
    ]);
    // as it was: of one order nothing was told, of the other half
    await stage.app.run(async (tx) => {
      await tx.db.deleteFrom('order_event').where('order_id', '=', old).where('type', 'like', 'offer_%').execute();
      await tx.db.deleteFrom('order_event').where('order_id', '=', half).where('type', '=', 'offer_refused').execute();
    });
    const seen = (events: { id: string }[]) => events.map(({ id: _, ...rest }) => rest);
    await migrate();
    for (const id of [old, half]) expect(seen(await told(id))).toEqual(seen(before.get(id)));
    await migrate();
    for (const id of [old, half]) expect(seen(await told(id))).toEqual(seen(before.get(id)));
  });
});
