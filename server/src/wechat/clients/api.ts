import * as z from 'zod';
import { callRemote, type Pauses, type TokenStore, WecomError } from '../../wecom/index.ts';

/** The mini-program and where WeChat's API is. */
export interface WechatApp {
  readonly appId: string;
  readonly secret: string;
  readonly apiBase: string;
}

export interface SubscribeMessage {
  readonly openid: string;
  readonly templateId: string;
  /** Page of the mini-program with its query, without a leading slash. */
  readonly page: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A template of the mini-program's account. */
export interface AccountTemplate {
  readonly id: string;
  readonly title: string;
  /** `服务项目:{{thing1.DATA}}` per line. */
  readonly content: string;
}

const tokenAnswer = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().int().positive() });
const anything = z.looseObject({});
const templatesAnswer = z.looseObject({
  data: z.array(z.looseObject({ priTmplId: z.string(), title: z.string(), content: z.string(), type: z.number() })),
});

/** One-time subscriptions 一次性订阅; the other kind is for public services only. */
const ONE_TIME = 2;
const SEND = '/cgi-bin/message/subscribe/send';

export type WechatApi = ReturnType<typeof createWechatApi>;

/** Calls with the mini-program's access token; one that WeChat refuses is replaced once and the call repeated once. */
export function createWechatApi({
  app,
  tokens,
  pauses,
  fetch: fetchLike,
}: {
  app: WechatApp;
  tokens: TokenStore;
  pauses: Pauses;
  fetch?: typeof fetch;
}) {
  const accessToken = (stale?: string) =>
    tokens.get(
      'wechat',
      async () => {
        // stable_token: fetching it ends nobody else's token
        const body = { grant_type: 'client_credential', appid: app.appId, secret: app.secret, force_refresh: stale !== undefined };
        const { access_token, expires_in } = await callRemote(
          app.apiBase,
          { method: 'POST', path: '/cgi-bin/stable_token', query: {}, body, errcode: 'on_error' },
          tokenAnswer,
          fetchLike,
        );
        return { value: access_token, expiresIn: expires_in };
      },
      stale,
    );

  const call = async <T>(method: 'GET' | 'POST', path: string, body: unknown, answer: z.ZodType<T>): Promise<T> => {
    const token = await accessToken();
    const once = (access_token: string) =>
      pauses.guard(path, () => callRemote(app.apiBase, { method, path, query: { access_token }, body }, answer, fetchLike));
    try {
      return await once(token);
    } catch (error) {
      if (!(error instanceof WecomError) || error.what !== 'token') throw error;
      return once(await accessToken(token));
    }
  };

  return {
    /** @throws WecomError; 43101: the person has no subscription left */
    async sendSubscribe({ openid, templateId, page, data }: SubscribeMessage): Promise<void> {
      await call(
        'POST',
        SEND,
        {
          touser: openid,
          template_id: templateId,
          page,
          data: Object.fromEntries(Object.entries(data).map(([field, value]) => [field, { value }])),
          miniprogram_state: 'formal',
          lang: 'zh_CN',
        },
        anything,
      );
    },
    async templates(): Promise<readonly AccountTemplate[]> {
      const { data } = await call('GET', '/wxaapi/newtmpl/gettemplate', undefined, templatesAnswer);
      return data.filter(({ type }) => type === ONE_TIME).map(({ priTmplId, title, content }) => ({ id: priTmplId, title, content }));
    },
  };
}
