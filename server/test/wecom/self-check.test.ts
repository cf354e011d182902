import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addressCheck, callbackCheck } from '../../src/wecom/usecases/self-check.ts';
import { callerAt, must } from '../thread/stage.ts';
import { onEachRig } from './rig.ts';

onEachRig('self-check of the WeCom configuration', { beforeAll, afterAll, demo: true }, (rig) => {
  const check = async () => {
    const identity = rig().app.product.capabilities.identity.api;
    const { token } = await rig().app.run(async (tx) => identity.openSession(tx, (await identity.findByUserid(tx, 'admin'))!.id, 'bearer'));
    const { checks } = must(await callerAt(rig().app.url, token).post('/wecom/self-check', {})) as {
      checks: { key: string; state: string; reason: string; errcode: number | null; found: string | null }[];
    };
    return new Map(checks.map((one) => [one.key, one]));
  };
  const SECRETS = () => [rig().sandbox.env['WECOM_SECRET']!, rig().sandbox.env['WECOM_AES_KEY']!, rig().sandbox.env['WECOM_TOKEN']!];

  beforeEach(() => void rig().sandbox.control.faults.clear());

  test('all calls are made; a local address and a callback that never came are named', async () => {
    const found = await check();
    for (const key of ['app', 'token', 'members', 'contacts', 'corpTicket', 'agentTicket'])
      expect(found.get(key)).toMatchObject({ state: 'ok' });
    expect(found.get('publicUrl')).toMatchObject({ state: 'warn', reason: 'local_address' });
    expect(found.get('callback')).toMatchObject({ state: 'warn', reason: 'never_called' });
    expect(rig().calls('/cgi-bin/externalcontact/get_follow_user_list').length).toBeGreaterThan(0);
    for (const secret of SECRETS()) expect(JSON.stringify([...found.values()])).not.toContain(secret);
  });

  test('a refusal is told with its code and spoils no other check', async () => {
    rig().sandbox.control.faults.add({ path: '/cgi-bin/externalcontact/get_follow_user_list', times: 1, errcode: 48002 });
    const found = await check();
    expect(found.get('contacts')).toMatchObject({ state: 'fail', reason: 'refused', errcode: 48002 });
    expect(found.get('members')).toMatchObject({ state: 'ok' });
  });

  test('no answer is told as that', async () => {
    rig().sandbox.control.faults.add({ path: '/cgi-bin/department/simplelist', times: 1, cut: 'before' });
    expect((await check()).get('members')).toMatchObject({ state: 'fail', reason: 'no_answer', errcode: null });
  });
});

test.each([
  ['https://m.example.com', 'ok', 'fine'],
  ['http://m.example.com', 'warn', 'not_https'],
  ['http://192.168.1.9:8080', 'warn', 'local_address'],
  ['https://127.0.0.1', 'warn', 'local_address'],
])('the address %s: %s, %s', (url, state, reason) => {
  expect(addressCheck(url)).toMatchObject({ state, reason, found: url });
});

test('a callback a week ago is fine, one before that is worth a look', () => {
  const week = 7 * 86_400_000;
  expect(callbackCheck({ at: 1_000, now: 1_000 + week })).toMatchObject({ state: 'ok' });
  expect(callbackCheck({ at: 1_000, now: 1_001 + week })).toMatchObject({ state: 'warn', reason: 'called_long_ago' });
});
