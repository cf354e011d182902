import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrderStore, findRow } from '../../src/orders/store/orders.ts';
import { newId } from '../../src/platform/ids.ts';
import { onEachStage } from './stage.ts';

onEachStage('the number of a new order', { beforeAll, afterAll }, (stage) => {
  const copyUnder = async (orderId: string, numbers: readonly string[]) => {
    const store = createOrderStore(stage.app.product.ground.crypto.fields);
    const left = [...numbers];
    const id = newId();
    const given = await stage.app.run(async (tx) => {
      const { row, flowState, values } = (await store.load(tx, orderId))!;
      // what the database computes is not written
      const {
        pay_state: _,
        number_tail: _tail,
        ...written
      } = row as typeof row & { readonly pay_state?: unknown; readonly number_tail?: unknown };
      return store.insert(
        tx,
        { row: { ...written, id }, changes: {}, state: flowState, values, story: [] },
        () => left.shift() ?? numbers.at(-1)!,
      );
    });
    return { id, given };
  };

  test('a number that another order has is drawn again, in the same transaction', async () => {
    const first = await stage.order();
    const { id, given } = await copyUnder(first.id, [first.number, first.number, 'MD26112200000X']);
    expect(given).toBe('MD26112200000X');
    expect((await stage.app.run((tx) => findRow(tx, id)))?.number).toBe('MD26112200000X');
    expect((await stage.app.run((tx) => findRow(tx, first.id)))?.number).toBe(first.number);
  });

  test('numbers that never come free end in an error, not in a wait without end', async () => {
    const first = await stage.order();
    await expect(copyUnder(first.id, [first.number])).rejects.toThrow('no free order number');
  });
});
