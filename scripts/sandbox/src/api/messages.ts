import { createHash } from 'node:crypto';
import type { Json } from '../corp/inbox.ts';
import { findMember } from '../corp/people.ts';
import type { World } from '../corp/world.ts';
import { randomText } from '../random.ts';
import { ApiRefusal, ok } from './answer.ts';
import type { ApiCall, Endpoint } from './endpoint.ts';
import { bytes, integer, object, objects, text, texts } from './fields.ts';
import { checkTemplateCard, isInteractive, isUpdatable } from './template-card.ts';

const RECALL_MS = 24 * 3_600_000;

/** Answers already given to a request with `enable_duplicate_check`, per world. */
const answered = new WeakMap<World, Map<string, { until: number; answer: Json }>>();

const split = (list: string): readonly string[] => list.split('|').filter((one) => one !== '');

/** Cut to whole characters within a number of bytes, as the platform does with long text. */
function cutToBytes(value: string, max: number): string {
  let kept = value;
  while (bytes(kept) > max) kept = kept.slice(0, -1);
  return kept;
}

function checkAgent(world: World, agentid: number | undefined): number {
  if (agentid === undefined) throw new ApiRefusal(40056, 'invalid agentid');
  if (agentid !== world.settings.agentId) throw new ApiRefusal(301002, 'not allow operate agent with this accesstoken');
  return agentid;
}

/** Members a message goes to, and the names that are none. */
function recipients(world: World, body: Json): { userids: readonly string[]; invaliduser: readonly string[] } {
  const touser = text(body, 'touser');
  const parties = split(text(body, 'toparty'));
  const tags = split(text(body, 'totag'));
  const asked = split(touser);
  if (asked.length + parties.length + tags.length === 0) throw new ApiRefusal(82001, 'touser, toparty and totag are empty');
  if (asked.length > 1000) throw new ApiRefusal(40032, 'invalid userid list length');
  if (parties.length > 100) throw new ApiRefusal(82002, 'invalid party list length');
  if (tags.length > 100) throw new ApiRefusal(82003, 'invalid tag list length');
  const { members } = world.people;
  if (touser === '@all') return { userids: members.map((one) => one.userid), invaliduser: [] };
  const active = (userid: string) => members.find((one) => one.userid.toLowerCase() === userid.toLowerCase() && one.status === 1);
  const found = asked.flatMap((one) => active(one)?.userid ?? []);
  const inParties = members.filter((one) => parties.some((party) => one.department.includes(Number(party)))).map((one) => one.userid);
  // names the platform does not know come back in lower case
  const invaliduser = asked.filter((one) => !active(one)).map((one) => one.toLowerCase());
  const userids = [...new Set([...found, ...inParties])];
  if (userids.length === 0) throw new ApiRefusal(81013, 'user & party & tag all invalid', { invaliduser: invaliduser.join('|') });
  return { userids, invaliduser };
}

/** The object under the key `msgtype`, checked and cut. */
function contentOf(world: World, body: Json): { msgtype: string; content: Json } {
  const msgtype = text(body, 'msgtype');
  const content = object(body, msgtype) ?? {};
  if (msgtype === 'text' || msgtype === 'markdown') {
    if (text(content, 'content') === '') throw new ApiRefusal(44004, 'content is empty');
    return { msgtype, content: { content: cutToBytes(text(content, 'content'), 2048) } };
  }
  if (msgtype === 'textcard') {
    if (text(content, 'title') === '') throw new ApiRefusal(41016, 'title missing');
    if (text(content, 'description') === '') throw new ApiRefusal(41033, 'description missing');
    const url = text(content, 'url');
    if (url === '') throw new ApiRefusal(41010, 'url missing');
    if (!/^https?:\/\//.test(url)) throw new ApiRefusal(45034, 'url must have a scheme');
    if (bytes(url) > 2048) throw new ApiRefusal(40039, 'invalid url length');
    const words = { title: text(content, 'title').slice(0, 128), description: text(content, 'description').slice(0, 512) };
    return { msgtype, content: { ...words, url, btntxt: text(content, 'btntxt').slice(0, 4) || '详情' } };
  }
  if (msgtype === 'miniprogram_notice') return { msgtype, content: checkMiniprogramNotice(world, content) };
  if (msgtype === 'template_card') {
    if (isInteractive(content) && !world.callbackUrl) throw new ApiRefusal(43012, 'callback url not configured');
    checkTemplateCard(content, (userid) => findMember(world.people, userid) !== undefined);
    const taskId = text(content, 'task_id');
    const taken = taskId !== '' && world.inbox.messages.some((one) => text(one.content, 'task_id') === taskId);
    if (taken) throw new ApiRefusal(42014, 'task_id has been used');
    return { msgtype, content };
  }
  throw new ApiRefusal(40008, 'invalid message type');
}

/** Between four and twelve Chinese characters, two letters counting as one. */
const fitsTitle = (value: string): boolean => {
  const width = [...value].reduce((sum, char) => sum + (/[\x20-\x7e]/.test(char) ? 0.5 : 1), 0);
  return width >= 4 && width <= 12;
};

/** 小程序通知消息: opens a page of the linked mini-program. */
function checkMiniprogramNotice(world: World, content: Json): Json {
  if (text(content, 'appid') !== world.settings.wechatAppId) throw new ApiRefusal(40013, 'invalid appid');
  if (!fitsTitle(text(content, 'title'))) throw new ApiRefusal(40058, 'title must have 4 to 12 characters');
  const description = text(content, 'description');
  if (description !== '' && !fitsTitle(description)) throw new ApiRefusal(40058, 'description must have 4 to 12 characters');
  if (bytes(text(content, 'page')) > 1024) throw new ApiRefusal(40058, 'page is too long');
  const items = objects(content, 'content_item') ?? [];
  if (items.length > 10) throw new ApiRefusal(40058, 'content_item holds at most ten');
  for (const item of items)
    if (text(item, 'key') === '' || [...text(item, 'key')].length > 10 || [...text(item, 'value')].length > 30)
      throw new ApiRefusal(40058, 'content_item is invalid');
  return content;
}

function send(call: ApiCall): Json {
  const { world, body } = call;
  const repeat = duplicateOf(call);
  if (repeat.answer) return repeat.answer;
  // a mini-program's notice comes from the linked mini-program: its token says which app, no agentid does
  const fromProgram = text(body, 'msgtype') === 'miniprogram_notice';
  const agentId = fromProgram ? world.settings.agentId : checkAgent(world, integer(body, 'agentid'));
  if (fromProgram && text(body, 'touser') === '@all') throw new ApiRefusal(40031, 'invalid userid list');
  const { msgtype, content } = contentOf(world, body);
  const { userids, invaliduser } = recipients(world, body);
  // over thirty in a minute the platform drops in silence: the answer is that of a message sent
  const shown = userids.filter((userid) => world.limits.admits(userid));
  const msgid = world.inbox.deliver({ userids: shown, agentId, msgtype, content });
  const code = msgtype === 'template_card' && isUpdatable(content) ? { response_code: world.inbox.issueResponseCode(msgid, agentId) } : {};
  world.journal.worldChanged();
  const answer = ok({ ...(invaliduser.length > 0 ? { invaliduser: invaliduser.join('|') } : {}), msgid, ...code });
  repeat.remember(answer);
  return answer;
}

/** The same request within the window is answered but not delivered again. */
function duplicateOf({ world, body }: ApiCall): { answer: Json | undefined; remember: (answer: Json) => void } {
  if (integer(body, 'enable_duplicate_check') !== 1) return { answer: undefined, remember: () => undefined };
  const seconds = Math.min(integer(body, 'duplicate_check_interval') ?? 1800, 14_400);
  const known = answered.get(world) ?? new Map<string, { until: number; answer: Json }>();
  answered.set(world, known);
  const key = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const now = world.clock.expiry();
  const found = known.get(key);
  return {
    answer: found && found.until > now ? { ...found.answer, msgid: randomText(43) } : undefined,
    remember: (answer) => known.set(key, { until: now + seconds * 1000, answer }),
  };
}

/** Changes a card by a response code, which is spent by it. */
function updateCard({ world, body }: ApiCall): Json {
  const code = world.inbox.peekResponseCode(text(body, 'response_code'));
  if (!code) throw new ApiRefusal(60140, 'invalid response_code');
  const agentId = integer(body, 'agentid');
  if (agentId === undefined) throw new ApiRefusal(40056, 'invalid agentid');
  if (agentId !== code.agentId) throw new ApiRefusal(42015, 'agentid does not match the message');
  const copies = world.inbox.copies(code.msgid);
  const asked = texts(body, 'userids');
  const parties = Array.isArray(body['partyids']) ? (body['partyids'] as unknown[]) : [];
  const all = integer(body, 'atall') === 1;
  if (asked.length === 0 && parties.length === 0 && !all) throw new ApiRefusal(82101, 'nobody to update');
  if (asked.length > 1000) throw new ApiRefusal(40032, 'invalid userid list length');
  const inParty = (userid: string) => findMember(world.people, userid)?.department.some((id) => parties.includes(id)) ?? false;
  const wanted = new Set(asked.map((one) => one.toLowerCase()));
  const targets = copies.filter((one) => all || wanted.has(one.userid.toLowerCase()) || inParty(one.userid));
  if (targets.length === 0) throw new ApiRefusal(82102, 'nobody to update has received the message');

  const button = object(body, 'button');
  const card = object(body, 'template_card');
  if (card)
    checkTemplateCard(
      { task_id: text(copies[0]?.content ?? {}, 'task_id'), ...card },
      (userid) => findMember(world.people, userid) !== undefined,
    );
  else if (!button || text(button, 'replace_name') === '') throw new ApiRefusal(42020, 'button.replace_name missing');
  else if (!isInteractive(copies[0]?.content ?? {})) throw new ApiRefusal(42031, 'only interactive cards have buttons to replace');

  world.inbox.spendResponseCode(text(body, 'response_code'));
  for (const copy of targets) {
    if (card) copy.content = { task_id: text(copy.content, 'task_id'), ...card };
    copy.replaced = card ? text(card, 'replace_text') || null : text(button ?? {}, 'replace_name');
    copy.clickedKey = copy.replaced === null ? null : copy.clickedKey;
  }
  world.journal.worldChanged();
  const reached = new Set(copies.map((one) => one.userid.toLowerCase()));
  return ok({ invaliduser: asked.filter((one) => !reached.has(one.toLowerCase())) });
}

function recall({ world, body }: ApiCall): Json {
  const copies = world.inbox.copies(text(body, 'msgid'));
  const first = copies[0];
  if (!first) throw new ApiRefusal(40035, 'invalid msgid');
  if (world.clock.expiry() - first.at > RECALL_MS) throw new ApiRefusal(42052, 'msgid expired');
  for (const copy of copies) copy.recalled = true;
  world.journal.worldChanged();
  return ok();
}

/** Messages of the app to members (应用消息). */
export const messageEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/cgi-bin/message/send', token: 'wecom', handle: send },
  { method: 'POST', path: '/cgi-bin/message/update_template_card', token: 'wecom', handle: updateCard },
  { method: 'POST', path: '/cgi-bin/message/recall', token: 'wecom', handle: recall },
];
