import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must, onEachStage, startValues } from '../thread/stage.ts';
import { desk, profile, publishDispatch } from './support.ts';

const HOUR = 3_600_000;
const at = (day: string, clock: string) => Date.parse(`${day}T${clock}:00+08:00`);

onEachStage('candidates: hard rules, each told', { beforeAll, afterAll }, (stage) => {
  const dispatcher = () => desk(stage);
  /** Rules that keep 张师傅 from an order at this slot; empty when he may be asked. */
  const against = async (date: string, template = 'by-hand'): Promise<string[]> => {
    const { id } = await stage.order({ templateCode: template, values: startValues({ slot: { date, from: '10:00', to: '12:00' } }) });
    const { candidates, excluded } = await dispatcher().candidates(id);
    const zhang = await stage.personId('zhang.wei');
    const out = excluded.find(({ installerId }: { installerId: string }) => installerId === zhang);
    expect(candidates.some(({ installerId }: { installerId: string }) => installerId === zhang)).toBe(out === undefined);
    return out?.rules.map(({ rule, text }: { rule: string; text: string }) => `${rule}: ${text}`) ?? [];
  };

  beforeAll(async () => {
    await publishDispatch(stage, 'by-hand', { mode: 'manual' });
    await publishDispatch(stage, 'certified', { mode: 'manual', certificates: ['高处作业证'] });
  });

  test('another region and a missing skill are told', async () => {
    const { id } = await stage.order({ templateCode: 'by-hand' });
    await profile(stage, 'zhang.wei', { skills: ['热水器'] });
    const { candidates, excluded } = await dispatcher().candidates(id);
    expect(candidates.map(({ name }: { name: string }) => name)).toEqual(['李师傅']);
    expect(excluded.map(({ name, rules }: { name: string; rules: { text: string }[] }) => [name, rules.map(({ text }) => text)])).toEqual([
      ['张师傅', ['没有技能：空调']],
      ['王师傅', ['不在服务区域内']],
    ]);
    await profile(stage, 'zhang.wei', { skills: ['空调', '通用'] });
  });

  test('own territory stands before the regions of the account', async () => {
    await profile(stage, 'zhang.wei', { regions: ['110108'] });
    expect(await against('2026-12-01')).toEqual(['region: 不在服务区域内']);
    await profile(stage, 'zhang.wei', { regions: null });
    expect(await against('2026-12-01')).toEqual([]);
  });

  test('every part of the score is told with its weight; what nobody knows says so', async () => {
    const { id } = await stage.order({ templateCode: 'by-hand' });
    const { candidates, seesPay } = await dispatcher().candidates(id);
    const { score, parts, pay } = candidates[0];
    expect([seesPay, pay]).toEqual([false, null]);
    expect(parts.map(({ key, weight }: { key: string; weight: number }) => [key, weight])).toEqual([
      ['distance', 40],
      ['load', 25],
      ['rating', 20],
      ['stock', 15],
    ]);
    expect(parts[3]).toMatchObject({ known: false, text: '随车备件未知，按一半计，15 分计 7.5 分' });
    expect(score).toBeCloseTo(
      parts.reduce((sum: number, { points }: { points: number }) => sum + points, 0),
      6,
    );
  });

  test('a certificate that is missing, expired on the day, renewed', async () => {
    const zhang = await stage.personId('zhang.wei');
    const certify = (validTo: string | null) =>
      dispatcher().post(`/dispatch/installers/${zhang}/certificates`, { name: '高处作业证', validTo });
    expect(await against('2026-12-10', 'certified')).toEqual(['certificate: 没有「高处作业证」']);
    must(await certify('2026-12-09'));
    expect(await against('2026-12-10', 'certified')).toEqual(['certificate: 「高处作业证」2026-12-09 已到期']);
    expect(await against('2026-12-09', 'certified')).toEqual([]);
    must(await certify('2027-12-09'));
    expect(await against('2026-12-10', 'certified')).toEqual([]);
    const { certificates } = must(await dispatcher().get(`/dispatch/installers/${zhang}`));
    expect(certificates).toMatchObject([{ name: '高处作业证', validTo: '2027-12-09', standing: 'valid' }]);
  });

  test('without the certificate nobody can assign him, whatever the reason', async () => {
    const { id } = await stage.order({ templateCode: 'certified' });
    const refused = await dispatcher().assign(id, ['li.qiang'], { reason: '他说有证' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'dispatch.not_eligible', detail: { name: '李师傅' } } });
  });

  test('leave that overlaps keeps him out, leave that only touches does not; taken back it is gone', async () => {
    const zhang = await stage.personId('zhang.wei');
    const leave = (from: number, to: number) =>
      dispatcher().post(`/dispatch/installers/${zhang}/leaves`, { from, to, kind: 'personal', reason: '家里有事' });
    must(await leave(at('2026-12-02', '12:00'), at('2026-12-02', '18:00')));
    expect(await against('2026-12-02')).toEqual([]);
    const { id } = must(await leave(at('2026-12-02', '08:00'), at('2026-12-02', '10:01')));
    expect(await against('2026-12-02')).toEqual(['leave: 该时段请假']);
    expect(await leave(at('2026-12-02', '09:00'), at('2026-12-02', '09:30'))).toMatchObject({
      status: 409,
      body: { code: 'roster.leave_overlaps' },
    });
    expect(await leave(at('2026-12-03', '09:00'), at('2026-12-03', '09:00'))).toMatchObject({
      status: 422,
      body: { code: 'roster.leave_invalid', fields: [{ path: 'to' }] },
    });
    must(await dispatcher().post(`/dispatch/leaves/${id}/end`, {}));
    expect(await against('2026-12-02')).toEqual([]);
    expect(await dispatcher().post(`/dispatch/leaves/${id}/end`, {})).toMatchObject({ status: 404, body: { code: 'roster.not_found' } });
  });

  test('the weekly pattern, a day of its own, and back', async () => {
    const zhang = await stage.personId('zhang.wei');
    const workday = [{ from: '08:00', to: '18:00' }];
    await profile(stage, 'zhang.wei', { week: [workday, workday, workday, workday, workday, [], []] });
    // 2026-12-05 is a Saturday
    expect(await against('2026-12-05')).toEqual(['roster: 当天休息']);
    const day = (shifts: unknown) => dispatcher().post(`/dispatch/installers/${zhang}/days`, { day: '2026-12-05', shifts });
    must(await day([{ from: '11:00', to: '20:00' }]));
    expect(await against('2026-12-05')).toEqual(['roster: 当天班次 11:00–20:00，不含 10:00–12:00']);
    must(await day([{ from: '10:00', to: '12:00' }]));
    expect(await against('2026-12-05')).toEqual([]);
    const { rows } = must(await dispatcher().get('/dispatch/roster?from=2026-11-30'));
    const days = rows.find(({ installerId }: { installerId: string }) => installerId === zhang).days;
    expect(days[5]).toEqual({ day: '2026-12-05', shifts: [{ from: '10:00', to: '12:00' }], own: true, visits: 0 });
    expect(days[0]).toMatchObject({ day: '2026-11-30', shifts: workday, own: false });
    must(await day(null));
    expect(await against('2026-12-05')).toEqual(['roster: 当天休息']);
    expect(await day([{ from: '12:00', to: '10:00' }])).toMatchObject({
      status: 422,
      body: { code: 'roster.shifts_invalid', fields: [{ path: 'shifts', message: '班次 12:00–10:00 的结束要晚于开始' }] },
    });
    await profile(stage, 'zhang.wei', { week: null });
  });

  test('capacity of the day, and what fits into a slot', async () => {
    await profile(stage, 'zhang.wei', { capacity: 2, visitMinutes: 0 });
    for (let n = 0; n < 2; n++) {
      expect(await against('2026-12-08')).toEqual([]);
      const { id } = await stage.order({
        templateCode: 'by-hand',
        values: startValues({ slot: { date: '2026-12-08', from: '10:00', to: '12:00' } }),
      });
      must(await dispatcher().assign(id, ['zhang.wei']));
    }
    expect(await against('2026-12-08')).toEqual(['capacity: 当天已有 2 单，上限 2 单']);
    await profile(stage, 'zhang.wei', { capacity: 9, visitMinutes: 60 });
    expect(await against('2026-12-08')).toEqual(['slot: 10:00–12:00 前后已有 2 单，按每单 60 分钟排不下']);
    await profile(stage, 'zhang.wei', { capacity: 9, visitMinutes: 45 });
    expect(await against('2026-12-08')).toEqual([]);
    await profile(stage, 'zhang.wei', { capacity: 30, visitMinutes: 0 });
  });

  test('two who edit one profile: the second is told, nothing of theirs is lost silently', async () => {
    const zhang = await stage.personId('zhang.wei');
    const { version, skills, base } = must(await dispatcher().get(`/dispatch/installers/${zhang}`));
    const save = (capacity: number) =>
      dispatcher().post(`/dispatch/installers/${zhang}`, { version, skills, regions: null, base, capacity, visitMinutes: 0, week: null });
    const answers = await Promise.all([save(7), save(8)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.body.code).toBe('roster.stale_version');
  });

  describe('rights', () => {
    test("a manager plans with the own outlet's people only; others do not exist for him", async () => {
      const manager = desk(stage, 'wu.jingli');
      const { rows } = must(await manager.get('/dispatch/roster'));
      expect(rows.map(({ name }: { name: string }) => name).sort()).toEqual(['张师傅', '李师傅'].sort());
      const wang = await stage.personId('wang.lei');
      expect((await manager.get(`/dispatch/installers/${wang}`)).status).toBe(404);
      expect((await manager.post(`/dispatch/installers/${wang}/days`, { day: '2026-12-05', shifts: [] })).status).toBe(404);
      const { id } = await stage.order({ templateCode: 'by-hand' });
      expect(await manager.assign(id, ['wang.lei'], { reason: '借人' })).toMatchObject({ status: 404, body: { code: 'people.not_found' } });
      expect((await manager.candidates(id)).candidates[0].pay).toBeGreaterThan(0);
    });

    test('somebody who is no installer has no profile', async () => {
      const staff = await stage.personId('linxiao');
      expect((await dispatcher().get(`/dispatch/installers/${staff}`)).status).toBe(404);
    });

    test('reasons of leave are not in the clear in the database', async () => {
      const zhang = await stage.personId('zhang.wei');
      const from = stage.clock.now() + 20 * 24 * HOUR;
      must(await dispatcher().post(`/dispatch/installers/${zhang}/leaves`, { from, to: from + HOUR, kind: 'sick', reason: '做手术住院' }));
      const rows = await stage.app.run((tx) => tx.db.selectFrom('installer_leave').selectAll().execute());
      expect(JSON.stringify(rows)).not.toContain('做手术住院');
    });
  });
});
