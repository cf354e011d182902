import { randomBytes } from 'node:crypto';
import { jssdkSignature, wecomSelfCheck } from '@mingdan/shared/contracts/wecom';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { getJsApiSignature } from '@wecom/crypto';
import type { ContactDirectory } from '../customers/index.ts';
import type { IdentityApi } from '../identity/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config/config.ts';
import { type FieldCrypto, FieldSealBroken } from '../platform/crypto/index.ts';
import type { UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import type { Log } from '../platform/log-port.ts';
import { every, handle } from '../platform/outbox/definitions.ts';
import { createWecomApi } from './clients/api.ts';
import { createCallers } from './clients/callers.ts';
import { createDirectory } from './clients/directory.ts';
import { WecomError } from './clients/errors.ts';
import { createMessenger, type WecomMessenger } from './clients/messenger.ts';
import { createPauses, type Pauses } from './clients/pauses.ts';
import { createProbe } from './clients/probe.ts';
import { createTokenStore, type TokenStore } from './clients/tokens.ts';
import { callbackEndpoint } from './edge/callback.ts';
import { loginEndpoints } from './edge/login.ts';
import { readInbox } from './jobs.ts';
import { wecomMigrations } from './store/migrations.ts';
import { createInbox } from './usecases/inbox.ts';
import { createLogin } from './usecases/login.ts';
import { createSelfCheck } from './usecases/self-check.ts';

export { WecomError } from './clients/errors.ts';
export type { ButtonCard, ProgramNotice, Sent, TextCard, WecomMessenger } from './clients/messenger.ts';
export type { Pauses } from './clients/pauses.ts';
export { callRemote } from './clients/remote.ts';
export type { TokenStore } from './clients/tokens.ts';

export interface Wecom extends Capability {
  /** Null while no WeCom app is configured. */
  readonly messenger: WecomMessenger | null;
  readonly directory: ContactDirectory;
  /** What the mini-program's client shares with ours. */
  readonly tokens: TokenStore;
  readonly pauses: Pauses;
}

export interface WecomDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: IdentityApi;
  readonly config: Pick<Config, 'wecom' | 'wechat'>;
  readonly publicUrl: () => string;
  readonly h5Origins: readonly string[];
}

const HOUR_SECONDS = 3_600;

/** The glue to WeCom 企业微信. */
export function createWecom({ uow, crypto, clock, log, identity, config, publicUrl, h5Origins }: WecomDeps): Wecom {
  const { wecom } = config;
  const tokens = createTokenStore({ uow, crypto, clock });
  const pauses = createPauses({ uow, clock });
  const api = wecom && createWecomApi({ app: wecom, tokens, pauses });
  const inbox = createInbox({ uow, crypto, identity, log });
  const login =
    wecom &&
    api &&
    createLogin({
      uow,
      identity,
      app: wecom,
      callers: createCallers(api, config.wechat),
      oauthBase: wecom.oauthBase,
      loginBase: wecom.loginBase,
    });
  const loginRoutes = loginEndpoints({ login, publicUrl, h5Origins });
  const selfCheck = createSelfCheck({
    uow,
    app: api && { ...api.app, probe: createProbe(api) },
    hasMiniProgram: config.wechat !== null,
    publicUrl,
  });
  const callback = callbackEndpoint({ receiver: wecom, inbox, clock, log });

  return {
    name: 'wecom',
    tokens,
    pauses,
    messenger: api && createMessenger(api),
    directory: createDirectory({ uow, identity, api }),
    migrations: wecomMigrations,
    raw: (router) => {
      callback(router);
      loginRoutes(router);
    },
    jobs: [
      handle(readInbox, async ({ digests }, { messageId, origin }) => {
        try {
          await uow.once(origin, messageId, (tx) => inbox.understand(tx, digests));
        } catch (error) {
          if (!(error instanceof FieldSealBroken) || digests.length === 1) throw error;
          await uow.once(origin, messageId, (tx) => inbox.takeApart(tx, digests));
        }
      }),
    ],
    crons: [
      every('wecom.housekeeping', HOUR_SECONDS, async ({ origin, signal }) => {
        const remove = async (): Promise<boolean> => {
          const more = await uow.run(origin, async (tx) => {
            await login?.removeOld(tx);
            return ok(await inbox.removeOld(tx));
          });
          return more.ok && more.value;
        };
        while (!signal.aborted && (await remove()));
      }),
    ],
    routes: [
      route(wecomSelfCheck, async (_, origin) => ok(await selfCheck(origin))),
      route(jssdkSignature, async ({ url, kind }) => {
        const page = new URL(url);
        // a signature makes a page trusted by WeCom: only for pages of ours
        if (!/^https?:$/.test(page.protocol)) return refuse('request.forbidden');
        if (page.origin !== publicUrl() && !h5Origins.includes(page.origin)) return refuse('request.forbidden');
        if (!api) return refuse('request.busy');
        try {
          const ticket = await api.ticket(kind);
          const nonceStr = randomBytes(12).toString('hex');
          const timestamp = Math.floor(clock.now() / 1000);
          const { signature } = getJsApiSignature({ url: url.split('#')[0]!, ticket, nonceStr, timestamp });
          return ok({ corpId: api.app.corpId, agentId: api.app.agentId, timestamp, nonceStr, signature });
        } catch (error) {
          if (error instanceof WecomError) return refuse('request.busy');
          throw error;
        }
      }),
    ],
  };
}
