import * as z from 'zod';
import { WecomError } from './errors.ts';
import type { Pauses } from './pauses.ts';
import { callRemote, type RemoteCall } from './remote.ts';
import type { TokenStore } from './tokens.ts';

/** The WeCom app and its addresses. */
export interface WecomApp {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly apiBase: string;
}

const tokenAnswer = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().int().positive() });
const ticketAnswer = z.looseObject({ ticket: z.string().min(1), expires_in: z.number().int().positive() });

/** For tests of one call: nothing is ever stopped. */
const NEVER_PAUSED: Pauses = { guard: (_api, call) => call() };

export type WecomApi = ReturnType<typeof createWecomApi>;

/** Calls with the app's access token. A token that the platform refuses is replaced once, then the call is repeated once. */
export function createWecomApi({
  app,
  tokens,
  pauses = NEVER_PAUSED,
  fetch: fetchLike,
}: {
  app: WecomApp;
  tokens: TokenStore;
  pauses?: Pauses;
  fetch?: typeof fetch;
}) {
  const accessToken = (stale?: string) =>
    tokens.get(
      'access',
      async () => {
        const call: RemoteCall = { method: 'GET', path: '/cgi-bin/gettoken', query: { corpid: app.corpId, corpsecret: app.secret } };
        const { access_token, expires_in } = await callRemote(app.apiBase, call, tokenAnswer, fetchLike);
        return { value: access_token, expiresIn: expires_in };
      },
      stale,
    );

  const call = async <T>(
    method: 'GET' | 'POST',
    path: string,
    parts: { query?: Record<string, string>; body?: unknown },
    answer: z.ZodType<T>,
  ): Promise<T> => {
    const token = await accessToken();
    const once = (access_token: string) =>
      pauses.guard(path, () =>
        callRemote(app.apiBase, { method, path, query: { access_token, ...parts.query }, body: parts.body }, answer, fetchLike),
      );
    try {
      return await once(token);
    } catch (error) {
      if (!(error instanceof WecomError) || error.what !== 'token') throw error;
      return once(await accessToken(token));
    }
  };

  /** Ticket that signs pages: of the corp, or of the app. */
  const ticket = (kind: 'corp' | 'agent') =>
    tokens.get(`ticket:${kind}`, async () => {
      const answer =
        kind === 'corp'
          ? await call('GET', '/cgi-bin/get_jsapi_ticket', {}, ticketAnswer)
          : await call('GET', '/cgi-bin/ticket/get', { query: { type: 'agent_config' } }, ticketAnswer);
      return { value: answer.ticket, expiresIn: answer.expires_in };
    });

  return { app, call, ticket, accessToken: () => accessToken() };
}
