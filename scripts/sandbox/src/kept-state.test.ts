import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pressableKeys } from './corp/actions.ts';
import { SUBSCRIBE_TEMPLATES } from './corp/subscriptions.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let folder: string;
let file: string;
const running: Sandbox[] = [];
const problems: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-state-'));
  file = join(folder, 'new', 'phones.json');
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  problems.splice(0);
  await rm(folder, { recursive: true });
});

/** A sandbox of one corp on the file, as every start of a product is. */
async function start(corpId = 'ww0000000000000001'): Promise<Sandbox> {
  const sandbox = await startSandbox({
    port: 0,
    phonePorts: [0, 0, 0],
    settings: { corpId },
    stateFile: file,
    demoTalk: true,
    callbackPath: null,
    verifyCallback: false,
    onProblem: (words) => problems.push(words),
  });
  running.push(sandbox);
  return sandbox;
}
const stop = async (sandbox: Sandbox): Promise<void> => {
  running.splice(running.indexOf(sandbox), 1);
  await sandbox.stop();
};
const phone = async (url: string) => (await (await fetch(`${url}/__phone/view`)).json()) as Record<string, unknown>;

const CARD = {
  card_type: 'button_interaction',
  task_id: 'c1',
  main_title: { title: '派单' },
  button_list: [{ text: '接单', key: 'accept' }],
};

describe('over a restart', () => {
  it('phones show what they showed: chats, cards, notices, holders, places', async () => {
    const first = await start();
    const [customer] = first.state.people.customers;
    const externalUserid = customer!.externalUserid;
    first.control.writeAsMember({ userid: 'linxiao', externalUserid, content: '好的，马上安排' });
    const link = { msgtype: 'news', from: 'member', title: '空调安装已下单', link: 'http://127.0.0.1/m/?t=1' } as const;
    first.state.chats.post({ userid: 'linxiao', externalUserid, at: Date.now(), ...link });
    first.state.inbox.deliver({ userids: ['zhang.wei'], agentId: 1000002, msgtype: 'template_card', content: CARD });
    first.control.writeToApp({ userid: 'zhang.wei', content: '在路上' });
    const template = SUBSCRIBE_TEMPLATES[0]!;
    for (const _ of [1, 2]) first.state.subscriptions.answer(customer!.openid, template.id, 'accept');
    first.state.subscriptions.deliver(customer!.openid, { template, page: 'x', data: { thing1: { value: '空调安装' } } });
    const added = first.control.addCustomer({ name: '钱先生' });
    await first.control.addFollow({ userid: 'sunyue', externalUserid: added.externalUserid });
    await first.control.removeFollow({ userid: 'linxiao', externalUserid: first.state.people.customers[1]!.externalUserid });
    first.phones.hand('staff', 'sunyue');
    first.phones.openChat(added.externalUserid);
    first.phones.moveTo('installer', { latitude: 31.2304, longitude: 121.4737 });
    const shown = (sandbox: Sandbox) => Promise.all([sandbox.urls.staff, sandbox.urls.installer, sandbox.urls.customer].map(phone));
    const ofPlaces = (views: readonly Record<string, unknown>[]) =>
      views.map(({ serverOrigin: _server, phoneOrigins: _origins, ...view }) => view);
    const before = ofPlaces(await shown(first));
    await stop(first);

    const second = await start();
    expect(problems).toEqual([]);
    expect(ofPlaces(await shown(second))).toEqual(before);
    expect(before[0]).toMatchObject({ me: { id: 'sunyue' }, chatWith: added.externalUserid });
    expect(second.state.subscriptions.credits(customer!.openid, template.id)).toBe(1);
    // the customers' first words are not written a second time
    expect(second.state.chats.messages.filter(({ text }) => text.includes('移机'))).toHaveLength(1);
  });

  it('a card of before can still be pressed, and be updated by the code of before', async () => {
    const first = await start();
    const msgid = first.state.inbox.deliver({ userids: ['zhang.wei'], agentId: 1000002, msgtype: 'template_card', content: CARD });
    const code = first.state.inbox.issueResponseCode(msgid, 1000002);
    const spent = first.state.inbox.issueResponseCode(msgid, 1000002);
    first.state.inbox.spendResponseCode(spent);
    await stop(first);

    const { inbox } = (await start()).state;
    expect(inbox.of('zhang.wei').map(pressableKeys)).toEqual([['accept']]);
    expect(inbox.peekResponseCode(code)).toMatchObject({ msgid });
    expect(inbox.peekResponseCode(spent)).toBeUndefined();
  });

  it('the clock stays where it was moved, so that messages keep their order', async () => {
    const first = await start();
    first.state.clock.shift(86_400_000);
    await stop(first);
    expect((await start()).state.clock.offset()).toBe(86_400_000);
  });

  it('is written behind each change, for its owner only, and never in part', async () => {
    const first = await start();
    const [follow] = first.state.people.follows;
    first.control.writeAsCustomer({ userid: follow!.userid, externalUserid: follow!.externalUserid, content: '在吗' });
    await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 5_000 }).toContain('在吗');
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readdir(join(folder, 'new'))).toEqual(['phones.json']);
  });

  it('of many messages the newest are kept', async () => {
    const first = await start();
    for (let n = 0; n < 1_200; n += 1)
      first.state.inbox.deliver({ userids: ['linxiao'], agentId: 1000002, msgtype: 'text', content: { content: `第 ${n} 条` } });
    await stop(first);
    const kept = (await start()).state.inbox.messages;
    expect(kept).toHaveLength(1_000);
    expect(kept.at(-1)?.content).toEqual({ content: '第 1199 条' });
  });
});

describe('a file that is none of ours', () => {
  const change = (content: string, key: string, value: unknown): string => JSON.stringify({ ...JSON.parse(content), [key]: value });

  it.each<[string, (content: string) => string]>([
    ['cut off', (content) => content.slice(0, -20)],
    ['empty', () => ''],
    ['a list', () => '[]'],
    ['of another version', (content) => change(content, 'version', 2)],
    ['with a message without its time', (content) => change(content, 'texts', [{ msgid: 'm', userid: 'linxiao', content: 'x' }])],
    ['with a phone off the globe', (content) => content.replace(/"latitude":[\d.]+/, '"latitude":1000')],
  ])('%s: told, put aside, begun anew', async (_name, damage) => {
    await stop(await start());
    const damaged = damage(await readFile(file, 'utf8'));
    await writeFile(file, damaged);
    const { state } = await start();
    expect(problems).toEqual([expect.stringContaining('从头开始')]);
    expect(state.journal.since().find(({ name }) => name === '保存')).toMatchObject({ ok: false });
    expect(await readFile(`${file}.bad`, 'utf8')).toBe(damaged);
    expect(state.chats.messages).toHaveLength(3);
  });

  it('of another corp: its chats are not ours', async () => {
    await stop(await start('ww0000000000000002'));
    await start();
    expect(problems).toHaveLength(1);
  });

  it('where nothing can be written the sandbox runs on and says so once', async () => {
    await writeFile(join(folder, 'new'), 'a file where the folder should be');
    const sandbox = await start();
    expect(problems).toEqual([expect.stringContaining('读不出来')]);
    await stop(sandbox);
    expect(problems).toEqual([expect.stringContaining('读不出来'), expect.stringContaining('没有存下来')]);
  });
});
