import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { ACTUAL, must, onEachStage, PLANNED, startValues } from './stage.ts';

onEachStage('the whole thread', { beforeAll, afterAll }, (stage) => {
  test('from the form to the ledger: every figure of the worked case, every step told', async () => {
    const staff = await stage.as('linxiao');
    const customerId = await stage.customer();
    const draft = { templateCode: 'ac-install', templateVersion: 1, customerId, values: startValues() };
    expect(must(await staff.post('/orders/quote', draft))).toMatchObject({ charge: PLANNED.charge, tier: 'T1', book: 'MAIN@1' });

    const key = newId();
    const order = must(await staff.post('/orders', { ...draft, source: 'sidebar' }, key));
    const again = await staff.post('/orders', { ...draft, source: 'sidebar' }, key);
    expect(again).toMatchObject({ status: 200, replayed: true, body: order });

    const offer = await stage.offer(order.id);
    const installer = await stage.as(offer.userid);
    const [shown] = must(await installer.get('/my/offers')).items;
    expect(shown).toMatchObject({ id: offer.id, pay: PLANNED.earn, distanceKm: '4.5', shortAddress: '北京市朝阳区' });
    expect((await installer.get(`/orders/${order.id}`)).status).toBe(404);
    await stage.click(offer.userid, offer.id, 'accept');
    expect(must(await installer.get(`/orders/${order.id}`))).toMatchObject({ phase: 'working', settlementState: 'estimated' });

    const submit = await stage.finishing(installer, order.id);
    const submitKey = newId();
    const done = must(await installer.post(`/orders/${order.id}/acts`, submit, submitKey));
    // days before its slot: the punch is looked into before the bill counts
    expect(done).toMatchObject({ settled: true, settlementState: 'unverified' });
    expect(await installer.post(`/orders/${order.id}/acts`, submit, submitKey)).toMatchObject({ status: 200, replayed: true, body: done });

    const earned = must(await installer.get(`/my/earnings/orders/${order.id}`));
    expect(earned).toMatchObject({ kind: 'actual', total: ACTUAL.earn });
    expect(earned.lines.map((line: { earn: number }) => line.earn)).toEqual([13650, 3640, 800, 4320, 1000]);
    for (const line of earned.lines) expect(line.why.length).toBeGreaterThan(0);

    await stage.verified(order.id);
    expect(must(await installer.get(`/orders/${order.id}`)).settlementState).toBe('eligible');
    await stage.quiet();
    const finance = await stage.as('chen.kuaiji');
    const settlement = must(await finance.get(`/settlement/orders/${order.id}`));
    expect(settlement.totals).toEqual(ACTUAL);
    expect(settlement.postings).toHaveLength(1);
    expect(must(await finance.get('/ledger/trial-balance'))).toMatchObject({ balanced: true, postings: 1, debit: 147290, credit: 147290 });

    const customer = await stage.customerOf(order.id);
    const page = must(await customer.get('/customer/order'));
    expect(page).toMatchObject({ verified: true, next: { act: 'rate' }, bill: { kind: 'actual', total: ACTUAL.charge } });
    const [task] = page.tasks;
    must(await customer.post('/customer/order/acts', { version: page.version, token: task.token, outcome: 'done', values: { rating: 5 } }));

    const { timeline, state } = must(await finance.get(`/orders/${order.id}`));
    expect(state).toBe('done');
    const told = timeline.map(({ actor, text }: { actor: string; text: string }) => `${actor}:${text}`);
    expect(told).toEqual([
      '林晓:开单',
      '林晓:进入「开单」',
      '林晓:完成「开单」',
      '林晓:进入「派单」',
      '张师傅:接单',
      '张师傅:完成「派单」',
      '张师傅:进入「上门安装」',
      '张师傅:打卡异常（到达打卡）：11月22日 周日 10:00 打卡，约定 11月24日 周二 10:00–12:00',
      '张师傅:早于预约（11月24日 周二 10:00–12:00）做完，已确认',
      '张师傅:现场签字确认账单',
      '张师傅:完成「上门安装」',
      '张师傅:进入「核算实际费用」',
      '张师傅:完成「核算实际费用」',
      '张师傅:进入「结算」',
      '张师傅:按实际明细结算',
      '张师傅:完成「结算」',
      '张师傅:进入「客户评价」',
      '林晓:核实了打卡异常：已核实',
      '客户:打开了进度页',
      '客户:完成「客户评价」',
      '客户:进入「已完成」',
      '客户:工单完成',
    ]);
  });
});
