import { MINUTE_MS } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expireOffer } from '../../src/dispatch/jobs.ts';
import { newId } from '../../src/platform/ids.ts';
import { must, onEachStage } from '../thread/stage.ts';

onEachStage('jobs that gave up, over HTTP', { beforeAll, afterAll }, (stage) => {
  /** A job that died some minutes ago, of three tries. */
  const bury = (payload: object, minutesAgo: number): Promise<{ readonly id: string; readonly deadAt: number }> =>
    stage.app.run(async (tx) => {
      const [id, deadAt] = [newId(), tx.now - minutesAgo * MINUTE_MS];
      await tx.db
        .insertInto('dead_letter')
        .values({
          id,
          target: expireOffer.name,
          version: expireOffer.version,
          payload: JSON.stringify(payload),
          request_id: newId(),
          attempts: 3,
          reason: '数据库 20 秒没有答复',
          created_at: tx.now - 60 * MINUTE_MS,
          dead_at: deadAt,
          replayed_at: null,
        })
        .execute();
      return { id, deadAt };
    });
  const ids = (answer: { items: { id: string }[] }) => answer.items.map(({ id }) => id);

  test('they are listed newest first, page by page, with why and since when', async () => {
    const admin = await stage.as('admin');
    const payload = { offerId: newId() };
    const [old, middle, young] = [await bury(payload, 30), await bury(payload, 20), await bury(payload, 10)];
    const first = must(await admin.get('/dead-letters?limit=2'));
    expect(ids(first)).toEqual([young.id, middle.id]);
    expect(first.items[0]).toEqual({
      id: young.id,
      job: 'dispatch.expire-offer',
      attempts: 3,
      reason: '数据库 20 秒没有答复',
      deadAt: young.deadAt,
      replayedAt: null,
    });
    const second = must(await admin.get(`/dead-letters?limit=2&cursor=${first.nextCursor}`));
    expect([ids(second), second.nextCursor]).toEqual([[old.id], null]);
    // a cursor that is none of ours begins at the start
    expect(ids(must(await admin.get('/dead-letters?cursor=nonsense')))).toEqual([young, middle, old].map(({ id }) => id));
  });

  test('put back, a job does what it was to do, once; it leaves the list, and who did it stands in the audit trail', async () => {
    const admin = await stage.as('admin');
    const order = await stage.order();
    const offer = await stage.offer(order.id);
    const { id: dead } = await bury({ offerId: offer.id }, 5);
    expect(must(await admin.post(`/dead-letters/${dead}/replay`, {}))).toEqual({ replayed: true });
    await stage.until('the next one is asked', async () => (await stage.offer(order.id)).id !== offer.id);
    expect((await stage.offer(order.id)).userid).not.toBe(offer.userid);

    expect(ids(must(await admin.get('/dead-letters')))).not.toContain(dead);
    expect(await admin.post(`/dead-letters/${dead}/replay`, {})).toMatchObject({ status: 404, body: { code: 'request.not_found' } });
    const auditor = await stage.as('he.zong');
    const rows = async () => must(await auditor.get('/audit?action=operations.dead_letter_replayed')).items;
    await stage.until('the audit row is sealed', async () => (await rows()).length > 0);
    expect(await rows()).toMatchObject([{ actor: '管理员', subjectType: 'dead_letter', subjectId: dead }]);
  });

  test('one that cannot be done is given up again, with its reason of now', async () => {
    const admin = await stage.as('admin');
    const { id: dead, deadAt } = await bury({ offerId: 7 }, 3);
    must(await admin.post(`/dead-letters/${dead}/replay`, {}));
    const again = async () => must(await admin.get('/dead-letters')).items.find(({ id }: { id: string }) => id === dead);
    await stage.until('it is given up again', async () => (await again()) !== undefined);
    expect((await again()).reason).toMatch(/does not fit/);
    expect((await again()).deadAt).toBeGreaterThan(deadAt);
  });

  test.each(['linxiao', 'zhou.diaodu', 'wu.jingli', 'chen.kuaiji', 'zhang.wei'])(
    '%s neither reads them nor puts one back',
    async (userid) => {
      const { id: dead } = await bury({ offerId: newId() }, 1);
      const who = await stage.as(userid);
      expect((await who.get('/dead-letters')).status).toBe(403);
      expect((await who.post(`/dead-letters/${dead}/replay`, {})).status).toBe(403);
      expect(ids(must(await (await stage.as('admin')).get('/dead-letters')))).toContain(dead);
    },
  );

  test('one that never was is not found', async () => {
    const admin = await stage.as('admin');
    expect(await admin.post(`/dead-letters/${newId()}/replay`, {})).toMatchObject({ status: 404, body: { code: 'request.not_found' } });
  });
});
