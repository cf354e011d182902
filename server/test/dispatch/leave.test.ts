import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { type Caller, must, onEachStage } from '../thread/stage.ts';
import { asked, desk } from './support.ts';

const DAY = { fromDay: '2026-11-24', fromHalf: 'am', toDay: '2026-11-24', toHalf: 'am', kind: 'personal', reason: '家里有事' };

onEachStage('leave asked for from the phone', { beforeAll, afterAll }, (stage) => {
  const ask = async (who: Caller, over: Readonly<Record<string, unknown>> = {}) => who.post('/my/leaves', { ...DAY, ...over });
  const waiting = async () => must(await desk(stage).get('/dispatch/leave-requests')).items;
  const decide = (requestId: string, body: unknown) => desk(stage).post(`/dispatch/leave-requests/${requestId}/decision`, body);
  const mine = async (who: Caller, id: string) => must(await who.get('/my/leaves')).items.find((leave: { id: string }) => leave.id === id);
  const told = async (template: string) => {
    await stage.quiet();
    return stage.app.run((tx) =>
      tx.db.selectFrom('delivery').select(['person_id', 'title', 'text', 'page', 'order_id']).where('template', '=', template).execute(),
    );
  };

  test('asked, told to who plans, approved with what it falls upon: it stands in the roster, unanswered offers go to others', async () => {
    // a visit that is his, and an offer that he has not answered, both on that morning
    const held = await stage.taken();
    expect(await stage.offerTaker(held.id)).toBe('zhang.wei');
    const open = await stage.order();
    const offer = await stage.offer(open.id);
    expect(offer.userid).toBe('zhang.wei');

    const zhang = await stage.as('zhang.wei');
    const { id } = must(await ask(zhang));
    expect(await mine(zhang, id)).toMatchObject({ state: 'asked', kind: 'personal', reason: '家里有事', decidedBy: '' });
    const notices = await told('leave-asked');
    expect(notices.map(({ title, page, order_id }) => [title, page, order_id])).toContainEqual(['张师傅申请请假', 'roster', null]);
    expect(notices.map(({ person_id }) => person_id)).toContain(await stage.personId('zhou.diaodu'));
    expect(JSON.stringify(notices)).not.toContain('家里有事');

    const [request] = await waiting();
    expect(request).toMatchObject({
      id,
      name: '张师傅',
      reason: '家里有事',
      visits: [{ orderId: held.id, number: held.number }],
      offers: [{ orderId: open.id }],
    });
    const done = must(await decide(id, { approve: true }));
    expect(done).toMatchObject({ visits: [{ orderId: held.id }], offers: [{ orderId: open.id }] });
    expect(await mine(zhang, id)).toMatchObject({ state: 'approved', decidedBy: '周调度' });
    expect(await waiting()).toEqual([]);
    // the visit waits for somebody to move it; the offer is another's now
    expect(await stage.offerTaker(held.id)).toBe('zhang.wei');
    expect((await asked(stage, open.id)).map(({ userid }) => userid)).toEqual(['li.qiang']);
    const { rows } = must(await desk(stage).get('/dispatch/roster?from=2026-11-23'));
    const me = await stage.personId('zhang.wei');
    expect(rows.find(({ installerId }: { installerId: string }) => installerId === me).leaves).toMatchObject([{ reason: '家里有事' }]);
    expect(await told('leave-decided')).toMatchObject([{ person_id: me, title: '请假已批准', page: 'leave' }]);
    const actions = await stage.app.run((tx) => tx.db.selectFrom('audit_entry').select('action').where('subject_id', '=', me).execute());
    expect(actions.map(({ action }) => action)).toEqual(expect.arrayContaining(['roster.leave_asked', 'roster.leave_approved']));
    // sealed in the rows
    const stored = await stage.app.run((tx) => tx.db.selectFrom('leave_request').selectAll().execute());
    expect(JSON.stringify(stored)).not.toContain('家里有事');

    // decided is decided
    expect(await decide(id, { approve: false, words: '算了' })).toMatchObject({ status: 409, body: { code: 'roster.leave_decided' } });
    expect(await zhang.post(`/my/leaves/${id}/withdraw`, {})).toMatchObject({ status: 409, body: { code: 'roster.leave_decided' } });
    expect(await ask(zhang)).toMatchObject({ status: 409, body: { code: 'roster.leave_overlaps' } });
    // the afternoon of the same day is another half
    must(await ask(zhang, { fromHalf: 'pm', toHalf: 'pm' }));
  });

  test('refused needs words, which he reads; nothing stands in the roster', async () => {
    const li = await stage.as('li.qiang');
    const { id } = must(await ask(li, { fromDay: '2026-12-01', toDay: '2026-12-02', toHalf: 'pm' }));
    expect(await decide(id, { approve: false })).toMatchObject({
      status: 422,
      body: { code: 'roster.words_missing', fields: [{ path: 'words' }] },
    });
    must(await decide(id, { approve: false, words: '那两天人手不够' }));
    expect(await mine(li, id)).toMatchObject({ state: 'refused', words: '那两天人手不够' });
    expect(
      must(await desk(stage).get('/dispatch/roster?from=2026-11-30')).rows.flatMap(({ leaves }: { leaves: unknown[] }) => leaves),
    ).toEqual([]);
    // what was refused can be asked for again
    must(await ask(li, { fromDay: '2026-12-01', toDay: '2026-12-02', toHalf: 'pm' }));
  });

  test('withdrawn before the decision, by himself alone; the same request under one key is one request', async () => {
    const li = await stage.as('li.qiang');
    const key = newId();
    const body = { ...DAY, fromDay: '2026-12-08', toDay: '2026-12-08', toHalf: 'pm' };
    const [first, again] = [must(await li.post('/my/leaves', body, key)), must(await li.post('/my/leaves', body, key))];
    expect(again.id).toBe(first.id);
    expect((await (await stage.as('zhang.wei')).post(`/my/leaves/${first.id}/withdraw`, {})).status).toBe(404);
    must(await li.post(`/my/leaves/${first.id}/withdraw`, {}));
    expect(await mine(li, first.id)).toMatchObject({ state: 'withdrawn' });
    expect(await decide(first.id, { approve: true })).toMatchObject({
      status: 409,
      body: { code: 'roster.leave_decided', detail: { state: '撤回' } },
    });
  });

  test('days that cannot be: named; another region decides nothing', async () => {
    const li = await stage.as('li.qiang');
    for (const [over, why] of [
      [{ fromHalf: 'pm' }, '结束要晚于开始'],
      [{ fromDay: '2026-11-20', toDay: '2026-11-20' }, '已经过去'],
      [{ toDay: '2027-12-24' }, '最长一年'],
    ] as const)
      expect(await ask(li, over)).toMatchObject({ status: 422, body: { code: 'roster.leave_invalid', detail: { why } } });
    const { id } = must(await ask(li, { fromDay: '2026-12-15', toDay: '2026-12-15' }));
    const far = await stage.person({ userid: 'far.away', roles: ['dispatcher'], regions: ['460000'] });
    expect(must(await far.get('/dispatch/leave-requests')).items).toEqual([]);
    expect((await far.post(`/dispatch/leave-requests/${id}/decision`, { approve: true })).status).toBe(404);
  });
});
