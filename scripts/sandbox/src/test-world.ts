import { type ApiResult, answerApi } from './api/dispatch.ts';
import { createClock } from './clock.ts';
import type { Json } from './corp/inbox.ts';
import { completeSettings } from './corp/settings.ts';
import { createWorld, type World } from './corp/world.ts';

/** A world for tests with demo people and a callback address nobody listens on. */
export function testWorld(overrides: { callbackUrl?: string | null } = {}): World {
  return createWorld({
    settings: completeSettings({ corpId: 'ww0000000000000001', agentId: 1000002 }),
    clock: createClock(),
    callbackUrl: overrides.callbackUrl === undefined ? 'http://127.0.0.1:1/wecom/callback' : overrides.callbackUrl,
    trustedHosts: ['127.0.0.1:8080'],
  });
}

/** One call without HTTP; an object as body makes it a POST. */
export function call(world: World, path: string, query: Record<string, string> = {}, body?: unknown): ApiResult & { json: Json } {
  const result = answerApi(world, {
    method: body === undefined ? 'GET' : 'POST',
    path,
    query: new URLSearchParams(query),
    raw: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
    contentType: 'application/json',
  });
  return { ...result, json: result.answer as Json };
}

/** A valid WeCom access token. */
export function tokenOf(world: World): string {
  const { corpId, secret } = world.settings;
  return String(call(world, '/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret }).json['access_token']);
}
