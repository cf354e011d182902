import type { Json } from '../corp/inbox.ts';
import type { World } from '../corp/world.ts';
import { ApiRefusal } from './answer.ts';
import { contactEndpoints } from './contacts.ts';
import { credentialEndpoints } from './credentials.ts';
import { type ApiAnswer, type Endpoint, ISSUED } from './endpoint.ts';
import { externalContactEndpoints } from './external-contacts.ts';
import { isObject } from './fields.ts';
import { identityEndpoints } from './identity.ts';
import { mediaEndpoints } from './media.ts';
import { messageEndpoints } from './messages.ts';
import { subscribeEndpoints } from './subscribe.ts';

/** Every call of the platforms that the sandbox answers. */
export const endpoints: readonly Endpoint[] = [
  ...credentialEndpoints,
  ...identityEndpoints,
  ...contactEndpoints,
  ...externalContactEndpoints,
  ...messageEndpoints,
  ...mediaEndpoints,
  ...subscribeEndpoints,
];

/** A request to the platform, reduced to what decides its answer. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  raw: Buffer;
  contentType: string;
}

export interface ApiResult {
  errcode: number;
  answer: ApiAnswer;
  contentType: string;
  /** The parsed body, for the journal. */
  body: Json;
}

function checkToken(world: World, endpoint: Endpoint, query: URLSearchParams): void {
  if (endpoint.token === 'none') return;
  const token = query.get('access_token');
  if (!token) throw new ApiRefusal(41001, 'access_token missing');
  const found = world.credentials.check(endpoint.token === 'wecom' ? ISSUED.wecomToken : ISSUED.wechatToken, token);
  if (found === 'unknown') throw new ApiRefusal(40014, 'invalid access_token');
  if (found === 'expired') throw new ApiRefusal(42001, 'access_token expired');
}

function parseBody(request: ApiRequest): Json {
  if (request.method !== 'POST' || request.contentType.startsWith('multipart/')) return {};
  try {
    const parsed: unknown = JSON.parse(request.raw.toString('utf8'));
    if (isObject(parsed)) return parsed;
  } catch {
    // answered below, as the platform does, with its own code
  }
  throw new ApiRefusal(47001, 'data format error');
}

/** True when a path is one of the platforms'. */
export const isApiPath = (path: string): boolean => /^\/(cgi-bin|sns|wxa|wxaapi)\//.test(path);

/** Answers one call. Refusals are answers with HTTP 200. */
export function answerApi(world: World, request: ApiRequest): ApiResult {
  const endpoint = endpoints.find((one) => one.path === request.path && one.method === request.method);
  const contentType = `${endpoint?.contentType ?? 'application/json'}; charset=UTF-8`;
  let body: Json = {};
  try {
    if (!endpoint) throw new ApiRefusal(-1, 'the sandbox does not know this call');
    checkToken(world, endpoint, request.query);
    if (world.limits.over(request.path)) throw new ApiRefusal(45009, 'api freq out of limit');
    body = parseBody(request);
    const answer = endpoint.handle({ world, query: request.query, body, raw: request.raw, contentType: request.contentType });
    return { errcode: 0, answer, contentType, body };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return { errcode: error.errcode, answer: error.toJson(world.clock.wall()), contentType, body };
  }
}
