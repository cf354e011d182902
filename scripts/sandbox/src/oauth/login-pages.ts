import type { Person } from '../corp/credentials.ts';
import { byTeam, findCustomer, findMember } from '../corp/people.ts';
import type { World } from '../corp/world.ts';
import { type Phones, personId } from '../phones/phones.ts';
import { errorPage, escapeHtml, page } from './html.ts';
import { codePicture } from './picture.ts';

/** What a login address is answered with. */
export type LoginAnswer = { kind: 'page'; html: string } | { kind: 'redirect'; location: string };

const refuse = (errcode: number, words: string): LoginAnswer => ({ kind: 'page', html: errorPage(errcode, words) });

/** The checks both login ways share. */
function checkLink(world: World, query: URLSearchParams): LoginAnswer | undefined {
  if (query.get('appid') !== world.settings.corpId) return refuse(40013, '企业 ID 不合法');
  const redirect = query.get('redirect_uri') ?? '';
  if (!URL.canParse(redirect) || !world.trustedHosts.has(new URL(redirect).host)) {
    return refuse(50001, `redirect_uri 未登记可信域名：${redirect}`);
  }
  const state = query.get('state') ?? '';
  if (!/^[a-zA-Z0-9]{0,128}$/.test(state)) return refuse(84025, 'state 只能是字母和数字，不超过 128 字节');
  return undefined;
}

/** Sends the browser back with a fresh one-time code. */
function goBack(world: World, redirect: string, state: string | null, person: Person): LoginAnswer {
  const target = new URL(redirect);
  target.searchParams.set('code', world.credentials.issueCode('oauth', person));
  if (state !== null) target.searchParams.set('state', state);
  const who = personId(person);
  const name = findMember(world.people, who)?.name ?? findCustomer(world.people, who)?.name ?? who;
  const summary = `${name} → ${target.host}`;
  world.journal.add({ at: world.clock.wall(), kind: 'oauth', name: '网页授权', ok: true, summary, ms: 0, detail: { who, redirect } });
  return { kind: 'redirect', location: target.href };
}

function personById(world: World, id: string): Person | undefined {
  const member = findMember(world.people, id);
  if (member) return { kind: 'member', userid: member.userid };
  const customer = findCustomer(world.people, id);
  return customer && { kind: 'customer', externalUserid: customer.externalUserid };
}

const choice = (href: string, name: string, detail: string): string =>
  `<a class="person" data-person="${escapeHtml(name)}" href="${escapeHtml(href)}"><span class="face">${escapeHtml(name.slice(0, 1))}</span><span><b>${escapeHtml(name)}</b><small>${escapeHtml(detail)}</small></span></a>`;

const team = (name: string, choices: readonly string[]): string =>
  `<section class="team"><h2>${escapeHtml(name)}<small>${choices.length} 人</small></h2><div>${choices.join('')}</div></section>`;

/** A list of teams with a field to search in it. */
const people = (teams: readonly string[]): string =>
  `<section class="people"><input type="search" placeholder="搜索姓名、岗位、账号或网点" aria-label="搜索成员"><div class="teams">${teams.join('')}</div><p class="nobody" hidden>没有找到，请换一个词</p></section><script type="module" src="/assets/people-search.js"></script>`;

/** Members as links to `path` with `sandbox_as=userid` added, by team. */
function memberChoices(world: World, path: string, query: URLSearchParams): readonly string[] {
  return byTeam(world.people).map(({ name, members }) =>
    team(
      name,
      members.map((one) => {
        const next = new URLSearchParams(query);
        next.set('sandbox_as', one.userid);
        return choice(`${path}?${next}`, one.name, `${one.position} · ${one.userid}`);
      }),
    ),
  );
}

/**
 * `/connect/oauth2/authorize`: inside a phone it is silent, since the client knows its person. The phone is found by the address one returns
 * to, else by where one comes from; in a plain browser (where the live platform asks for its client) one chooses who to be.
 *
 * @param referer the page one comes from
 */
export function authorize(world: World, phones: Phones, query: URLSearchParams, referer: string | undefined): LoginAnswer {
  const refused = checkLink(world, query);
  if (refused) return refused;
  if (query.get('response_type') !== 'code') return refuse(40035, 'response_type 必须是 code');
  const scope = query.get('scope') ?? '';
  if (scope !== 'snsapi_base' && scope !== 'snsapi_privateinfo') return refuse(40035, 'scope 不合法');
  if (scope === 'snsapi_privateinfo' && query.get('agentid') !== String(world.settings.agentId)) return refuse(40056, 'agentid 不合法');

  const redirect = query.get('redirect_uri') ?? '';
  const state = query.get('state');
  const chosen = personById(world, query.get('sandbox_as') ?? '');
  if (chosen) return goBack(world, redirect, state, chosen);
  const phone = phones.byOrigin(redirect) ?? phones.byOrigin(referer);
  if (phone) return goBack(world, phones.toPhone(phone.name, redirect), state, phone.person);

  const customers = world.people.customers.map((one) => {
    const next = new URLSearchParams(query);
    next.set('sandbox_as', one.externalUserid);
    return choice(`/connect/oauth2/authorize?${next}`, one.name, '微信客户');
  });
  const teams = [...memberChoices(world, '/connect/oauth2/authorize', query), team('微信客户', customers)];
  const html = `<main class="login-card wide"><h1>以谁的身份打开？</h1><p class="hint">真实环境里这一页只能在企业微信或微信里打开；这里不是手机，请选一个人。</p>${people(teams)}</main>`;
  return { kind: 'page', html: page('选择身份', html) };
}

/** `/wwlogin/sso/login`: a code to scan; a click on a member is that member's scan and confirmation. */
export function scanLogin(world: World, query: URLSearchParams): LoginAnswer {
  const refused = checkLink(world, query);
  if (refused) return refused;
  if (query.get('login_type') !== 'CorpApp') return refuse(-31040, 'login_type 必须是 CorpApp');
  if (query.get('agentid') !== String(world.settings.agentId)) return refuse(-31028, 'agentid 不合法');
  const corp = world.people.departments.find((one) => one.id === 1)?.name ?? '';
  const html = `<main class="login-card scan"><section class="scan-code"><h1>企业微信扫码登录</h1><p>${escapeHtml(corp)}</p>${codePicture(query.get('state') ?? '')}<p class="hint">模拟环境：点一个人，就等于他扫码并确认</p></section>${people(memberChoices(world, '/wwlogin/sso/confirm', query))}</main>`;
  return { kind: 'page', html: page('扫码登录', html) };
}

/** The scan of one member. */
export function confirmScan(world: World, query: URLSearchParams): LoginAnswer {
  const refused = checkLink(world, query);
  if (refused) return refused;
  const person = personById(world, query.get('sandbox_as') ?? '');
  if (person?.kind !== 'member') return refuse(40003, '成员不存在');
  return goBack(world, query.get('redirect_uri') ?? '', query.get('state'), person);
}
