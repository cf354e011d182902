import { TICKET_LENGTH } from '../corp/credentials.ts';
import { ApiRefusal, ok } from './answer.ts';
import { type ApiCall, type Endpoint, ISSUED } from './endpoint.ts';
import { text } from './fields.ts';

const TOKEN_LENGTH = 214;

function getToken({ world, query }: ApiCall) {
  const corpid = query.get('corpid');
  const secret = query.get('corpsecret');
  if (!corpid) throw new ApiRefusal(41002, 'corpid missing');
  if (!secret) throw new ApiRefusal(41004, 'corpsecret missing');
  if (corpid !== world.settings.corpId) throw new ApiRefusal(40013, 'invalid corpid');
  if (secret !== world.settings.secret) throw new ApiRefusal(40001, 'invalid credential');
  const { value, expiresIn } = world.credentials.current(ISSUED.wecomToken, TOKEN_LENGTH);
  return ok({ access_token: value, expires_in: expiresIn });
}

function getTicket(call: ApiCall, name: string) {
  const { value, expiresIn } = call.world.credentials.current(name, TICKET_LENGTH);
  return ok({ ticket: value, expires_in: expiresIn });
}

function getAgentTicket(call: ApiCall) {
  if (call.query.get('type') !== 'agent_config') throw new ApiRefusal(91040, 'invalid ticket type');
  return getTicket(call, ISSUED.agentTicket);
}

function checkWechatApp(world: ApiCall['world'], appid: string, secret: string): void {
  if (!appid) throw new ApiRefusal(41002, 'appid missing');
  if (!secret) throw new ApiRefusal(41004, 'appsecret missing');
  if (appid !== world.settings.wechatAppId) throw new ApiRefusal(40013, 'invalid appid');
  if (secret !== world.settings.wechatSecret) throw new ApiRefusal(40001, 'invalid credential');
}

/** Unlike the legacy call it keeps the token in force unless told to refresh. */
function stableToken({ world, body }: ApiCall) {
  if (text(body, 'grant_type') !== 'client_credential') throw new ApiRefusal(40002, 'invalid grant_type');
  checkWechatApp(world, text(body, 'appid'), text(body, 'secret'));
  const forced = body['force_refresh'] === true;
  const issued = forced
    ? world.credentials.renew(ISSUED.wechatToken, TOKEN_LENGTH)
    : world.credentials.current(ISSUED.wechatToken, TOKEN_LENGTH);
  return { access_token: issued.value, expires_in: issued.expiresIn };
}

/** The legacy call ends the older token. */
function wechatToken({ world, query }: ApiCall) {
  if (query.get('grant_type') !== 'client_credential') throw new ApiRefusal(40002, 'invalid grant_type');
  checkWechatApp(world, query.get('appid') ?? '', query.get('secret') ?? '');
  const { value, expiresIn } = world.credentials.renew(ISSUED.wechatToken, TOKEN_LENGTH);
  return { access_token: value, expires_in: expiresIn };
}

/** Access tokens and JS-SDK tickets. */
export const credentialEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/cgi-bin/gettoken', token: 'none', handle: getToken },
  { method: 'GET', path: '/cgi-bin/get_jsapi_ticket', token: 'wecom', handle: (call) => getTicket(call, ISSUED.corpTicket) },
  { method: 'GET', path: '/cgi-bin/ticket/get', token: 'wecom', handle: getAgentTicket },
  { method: 'POST', path: '/cgi-bin/stable_token', token: 'none', handle: stableToken },
  { method: 'GET', path: '/cgi-bin/token', token: 'none', handle: wechatToken },
];
