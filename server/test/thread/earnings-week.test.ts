import { DAY_MS, HOUR_MS, MINUTE_MS } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must, onEachStage, SLOT, startValues } from './stage.ts';

/** What the worked case pays 张师傅: 136.50 + 36.40 + 8.00 + 43.20 + 10.00, in fen. */
const PAY = 23_410;

onEachStage('an installer’s week', { beforeAll, afterAll }, (stage) => {
  test('what the day still pays by plan: visits of today that stand; neither a later day’s nor a cancelled one', async () => {
    const me = await stage.as('zhang.wei');
    const planned = async () => must(await me.get('/my/earnings')).todayPlanned;
    const before = await planned();
    const visit = (date: string) => stage.taken({ values: startValues({ slot: { ...SLOT, date, from: '18:00', to: '20:00' } }) });
    const today = new Date(stage.clock.now() + 8 * HOUR_MS).toISOString().slice(0, 10);
    const { id } = await visit(today);
    const { total, kind } = must(await me.get(`/my/earnings/orders/${id}`));
    expect(kind).toBe('planned');
    expect(total).toBeGreaterThan(0);
    await visit(new Date(stage.clock.now() + 8 * HOUR_MS + 2 * DAY_MS).toISOString().slice(0, 10));
    expect(await planned()).toBe(before + total);
    must(await stage.act(await stage.as('linxiao'), id, { event: 'cancel', reason: '客户不需要了' }));
    expect(await planned()).toBe(before);
  });

  test('it begins on Monday at midnight in Beijing, whatever the month does', async () => {
    const orders: { readonly id: string }[] = [];
    for (let n = 0; n < 4; n += 1) orders.push(await stage.taken());
    const finish = async (n: number) => {
      const me = await stage.as('zhang.wei');
      const { id } = orders[n]!;
      must(await me.post(`/orders/${id}/acts`, await stage.finishing(me, id)));
    };
    const earned = async () => {
      const { today, week, monthTotal } = must(await (await stage.as('zhang.wei')).get('/my/earnings'));
      return [today, week, monthTotal];
    };

    // Sunday 22 November, ten in the morning, and half an hour before midnight
    await finish(0);
    expect(await earned()).toEqual([PAY, PAY, PAY]);
    stage.clock.forward(13 * HOUR_MS + 30 * MINUTE_MS);
    await finish(1);
    expect(await earned()).toEqual([2 * PAY, 2 * PAY, 2 * PAY]);

    // Monday 23, a quarter past midnight
    stage.clock.forward(45 * MINUTE_MS);
    expect(await earned()).toEqual([0, 0, 2 * PAY]);
    await finish(2);
    expect(await earned()).toEqual([PAY, PAY, 3 * PAY]);

    // Tuesday 24
    stage.clock.forward(DAY_MS);
    await finish(3);
    expect(await earned()).toEqual([PAY, 2 * PAY, 4 * PAY]);

    // Sunday 29 is the same week, Monday 30 another one of the same month, Tuesday 1 December the same week of another month
    stage.clock.forward(5 * DAY_MS);
    expect(await earned()).toEqual([0, 2 * PAY, 4 * PAY]);
    stage.clock.forward(DAY_MS);
    expect(await earned()).toEqual([0, 0, 4 * PAY]);
    stage.clock.forward(DAY_MS);
    expect(await earned()).toEqual([0, 0, 0]);
  });
});
